using System.Globalization;

namespace Parity.Platform.Programmes.Rules;

/// <summary>What a place would ask for in another cohort, beside what it was offered with.</summary>
public static class ShapeChange
{
    /// <summary>
    /// In words, kind of day by kind of day, then what makes up a certificate and how many months it takes. Titles, modules
    /// of the same days, conditions for applying and how it was marked are no change: they ask nothing more of whoever has a place.
    /// </summary>
    /// <returns>None where a place asks for the same, also in another version or under another code.</returns>
    public static IReadOnlyList<string> Between(ProgrammeShape was, ProgrammeShape now)
    {
        var changes = new List<string>();
        foreach (string code in now.Types.Select(t => t.Code).Union(was.Types.Select(t => t.Code)))
        {
            var (before, after) = (was.Type(code), now.Type(code));
            if (before?.Minutes != after?.Minutes || before?.DayMinutes != after?.DayMinutes)
                changes.Add($"{(after ?? before)!.Title}, {Days(after)}, before {Days(before)}");
        }

        // A level asks for nothing: it only has units looked at.
        if (was.Certificate != (now.Certificate is { } rule ? rule with { Level = was.Certificate?.Level } : null)) changes.Add(now.Certificate is null ? "no certificate" : was.Certificate is null ? "a certificate can be taken" : "other rules for the certificate");
        if (was.Months != now.Months) changes.Add(string.Create(CultureInfo.InvariantCulture, $"{now.Months} months, before {was.Months}"));
        return changes;
    }

    /// <summary>Days of another length are said with it: else a change of it alone would read as none.</summary>
    private static string Days(DayType? type) => type is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{type.Days:0.##} {(type.Days == 1 ? "day" : "days")} of {type.DayMinutes / 60m:0.##} hours");
}
