using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>Every fault that the simulated MIWS knows ends a slot in the way that its kind has, and leaves nothing behind.</summary>
public abstract class EveryMiwsFault(StorageFixture storage, MiwsSkin skin)
{
    // More than a page of the list.
    private const int Applicants = 52;

    // Null: the slot ends well.
    private static readonly Dictionary<string, FailureCode?> Ends = new(StringComparer.Ordinal)
    {
        [MiwsFaults.SignInRefused] = FailureCode.SiteSignInRefused,
        [MiwsFaults.AccountLocked] = FailureCode.SiteAccountLocked,
        [MiwsFaults.PasswordExpired] = FailureCode.SitePasswordExpired,
        [MiwsFaults.PermissionMissing] = FailureCode.SitePermissionMissing,
        [MiwsFaults.Challenge] = FailureCode.SiteChallenge,
        [MiwsFaults.SessionLost] = FailureCode.SiteSessionTaken,
        [MiwsFaults.SessionLost200] = FailureCode.SiteSessionTaken,
        [MiwsFaults.Maintenance] = FailureCode.SiteMaintenance,
        [MiwsFaults.Maintenance200] = FailureCode.SiteMaintenance,
        [MiwsFaults.ColumnMissing] = FailureCode.SitePageChanged,
        [MiwsFaults.ColumnRenamed] = FailureCode.SitePageChanged,
        [MiwsFaults.ColumnMoved] = null,
        [MiwsFaults.TotalDiffers] = FailureCode.SiteTotalDiffers,

        // The first page once more is more than is left of the total.
        [MiwsFaults.PageRepeats] = FailureCode.SiteTotalDiffers,
        [MiwsFaults.RowsVanish] = FailureCode.SitePageChanged,
        [MiwsFaults.EmptyList] = null,
        [MiwsFaults.BookingRowHidden] = null,
        [MiwsFaults.DisplayYearDiffers] = FailureCode.SiteDisplayYearDiffers,
        [MiwsFaults.ListMoves] = null,
        [MiwsFaults.NotFoundInLayout] = FailureCode.SitePageChanged,
        [MiwsFaults.ValueInInput] = null,
        [MiwsFaults.ListTruncated] = FailureCode.SitePageChanged,
        [MiwsFaults.CutShort] = FailureCode.SitePageChanged,
    };

    /// <summary>Name and value of each.</summary>
    public static TheoryData<string, string?> All => [.. MiwsFaults.All.Select(fault => (fault.Name, fault.Value?.ToJsonString()))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Ends_the_slot_as_its_kind_does_and_the_next_slot_heals_it(string name, string? value)
    {
        await using var product = await Product.StartAsync(storage, Applicants, skin: skin);
        product.ArmMiws(new Fault(
            name, IsOfLists(name) ? MiwsSkin.Plain.Addresses.Applicants : "", Times: name == MiwsFaults.ListMoves ? 1 : null,
            Value: value is null ? null : JsonNode.Parse(value)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(Ends[name], product.Errors());
        product.MiwsFaults.Clear();
        await product.ApplyAsync();
        await product.ShouldHealAsync();
    }

    // Behind the sign-in: a session that is lost while it begins is a site that does not let anybody in.
    private static bool IsOfLists(string name) => name is MiwsFaults.ListMoves or MiwsFaults.SessionLost or MiwsFaults.SessionLost200;
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class EveryMiwsFaultTests(StorageFixture storage) : EveryMiwsFault(storage, MiwsSkin.Plain);
