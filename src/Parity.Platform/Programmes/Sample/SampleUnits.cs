using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The city's units of a certificate. All are made up, and so are their codes, credits and hours.</summary>
internal static class SampleUnits
{
    private const string Certificate = "ILM Level 5 Certificate in Management and Leadership";
    private const string Source = "Made up for the fictional city: no unit of any awarding body";

    private static readonly (string Code, string Title, int Credits, int Guided, int Total, string Group, bool IsMandatory)[] Units =
    [
        ("SEV-01", "Leading through change in Severnside", 5, 20, 48, "Group A", true),
        ("SEV-02", "Projects across the estuary", 4, 16, 40, "Group B", false),
        ("SEV-03", "Money that belongs to everybody", 4, 14, 40, "Group B", false),
        ("SEV-04", "Negotiating when nobody has to agree", 4, 18, 42, "Group B", false),
        ("SEV-05", "Hearing those who are not in the room", 3, 12, 30, "Group C", false),
        ("SEV-06", "Telling a board what it would rather not hear", 2, 8, 20, "Group C", false),
    ];

    public static IEnumerable<OfferedUnit> Of(DateOnly from) => Units.Select(u => new OfferedUnit(u.Code, 1, Certificate, u.Title, 5, u.Credits, u.Guided, u.Total, u.Group, u.IsMandatory, from, null, Source));

    /// <summary>One was changed a year on, and one has ended.</summary>
    public static void Load(Records records, Cohort first, PersonId team, DateTimeOffset at)
    {
        var from = first.StartsOn;
        foreach (var unit in Of(from)) Add(unit with { EndsOn = unit.Code == "SEV-03" ? from.AddMonths(18) : null }, at);
        Add(Of(from.AddMonths(12)).First(u => u.Code == "SEV-02") with { Version = 2, Title = "Projects across two banks of the estuary", TotalHours = 44 }, at.AddDays(330));

        void Add(OfferedUnit unit, DateTimeOffset when) => records.Add(UnitVersion.Of(unit, team, when));
    }
}
