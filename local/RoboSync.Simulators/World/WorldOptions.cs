using System.Text;
using RoboSync.Simulators.Miws.Skins;

namespace RoboSync.Simulators.World;

/// <summary>How large the simulated world is; the same options make the same world.</summary>
public sealed record WorldOptions
{
    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; } = 20270401;

    /// <summary>Applicants in the two imported flows, over all years.</summary>
    public int Applicants { get; init; } = 300;

    /// <summary>Graduation years; one media account each.</summary>
    public IReadOnlyList<int> Years { get; init; } = [2027, 2028];

    /// <summary>Clock of the simulators.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What MIWS looks like.</summary>
    public MiwsSkin Skin { get; init; } = MiwsSkin.Plain;

    /// <summary>Encoding of MIWS' pages; the skin's own where null.</summary>
    public Encoding? PageEncoding { get; init; }

    /// <summary>How long HRMOS' search lags behind.</summary>
    public TimeSpan SearchLag { get; init; } = TimeSpan.FromSeconds(2);
}
