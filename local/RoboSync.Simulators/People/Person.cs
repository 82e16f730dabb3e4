namespace RoboSync.Simulators.People;

/// <summary>
/// An invented applicant. Mail addresses lie in domains reserved for examples, phone numbers in ranges that are not given out.
/// </summary>
public sealed record Person
{
    public required string Name { get; init; }

    public required string NameKana { get; init; }

    public required string Mail { get; init; }

    public required string Phone { get; init; }

    public required string PostalCode { get; init; }

    public required string Address { get; init; }

    public string VacationPostalCode { get; init; } = "";

    public string VacationAddress { get; init; } = "";

    public string VacationPhone { get; init; } = "";

    public required string SchoolCategory { get; init; }

    public required string Stream { get; init; }

    public required string School { get; init; }

    public required string Faculty { get; init; }

    public required string Department { get; init; }

    /// <summary>First day of the month of graduation.</summary>
    public required DateOnly Graduation { get; init; }

    public required string Laboratory { get; init; }

    public required string Club { get; init; }

    public required string Qualifications { get; init; }
}
