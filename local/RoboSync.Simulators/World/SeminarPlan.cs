namespace RoboSync.Simulators.World;

/// <summary>An HRMOS event and the MIWS seminars that belong to it.</summary>
/// <param name="Year">Graduation year.</param>
/// <param name="EventId">19 digits.</param>
/// <param name="SeminarNumbers">Seminars that the demo mapping maps to it; several seminars may share an event.</param>
public sealed record SeminarPlan(int Year, string EventId, IReadOnlyList<string> SeminarNumbers);
