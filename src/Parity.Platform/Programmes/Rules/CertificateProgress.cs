namespace Parity.Platform.Programmes.Rules;

/// <summary>What the centre said of a unit.</summary>
public enum UnitResult
{
    /// <summary>Not passed yet: it is to be handed in again.</summary>
    Referred,

    /// <summary>Handed in again, and not looked at yet.</summary>
    Resubmitted,
    Passed,
}

/// <param name="ResultOn">The day of the newest result; null before there is one.</param>
/// <param name="Mark">As the centre gave it; empty where it gives none.</param>
/// <param name="Level">As the awarding body gives it; null where nobody has said it.</param>
/// <param name="Version">Of the catalogue; null for what was typed before there was one, which has neither day nor hours.</param>
/// <param name="TotalHours">Of learning, guided and alone.</param>
public sealed record CertificateUnit(
    string Code, string Title, int Credits, UnitResult? Result = null, DateOnly? ResultOn = null, string Mark = "", int? Level = null, int? Version = null, DateOnly? BegunOn = null, int? GuidedHours = null, int? TotalHours = null)
{
    public bool IsPassed => Result is UnitResult.Passed;

    /// <summary>Which results can come next; none after it is passed.</summary>
    public static IReadOnlyList<UnitResult> After(UnitResult? now) => now switch
    {
        null or UnitResult.Resubmitted => [UnitResult.Passed, UnitResult.Referred],
        UnitResult.Referred => [UnitResult.Resubmitted],
        _ => [],
    };
}

/// <summary>How far somebody is with the certificate, against what the shape says it asks for.</summary>
/// <param name="Missing">What is lacking before it can be awarded.</param>
/// <param name="Warnings">What does not stop it and should be looked at.</param>
public sealed record CertificateProgress(int Credits, int Passed, IReadOnlyList<RuleFault> Missing, IReadOnlyList<RuleFault> Warnings)
{
    /// <summary>Our reading of the awarding body: a credit is about ten hours of learning. For units that do not say their own.</summary>
    public const int HoursOfCredit = 10;

    public bool IsComplete => Missing.Count == 0;

    /// <param name="pages">Of the written assignment; null before it is sent in.</param>
    /// <param name="weeklyHours">Planned.</param>
    public static CertificateProgress Of(CertificateRule rule, IReadOnlyList<CertificateUnit> units, int? pages, int weeklyHours, DateOnly registeredOn, DateOnly today, UnitCatalogue catalogue)
    {
        int credits = units.Sum(u => u.Credits), passed = units.Where(u => u.IsPassed).Sum(u => u.Credits);
        var missing = new List<RuleFault>();
        if (units.Count < rule.UnitsFrom || units.Count > rule.UnitsTo) missing.Add(new("units", "unit", $"Choose {rule.UnitsFrom} to {rule.UnitsTo} units."));
        if (passed < rule.Credits) missing.Add(new("credits", "unit", $"{passed} of {rule.Credits} credits are passed."));
        foreach (var asked in catalogue.Mandatory(rule.Title, registeredOn, today))
        {
            var chosen = units.FirstOrDefault(u => UnitCatalogue.IsCode(u.Code, asked.Code));
            if (chosen is not { IsPassed: true }) missing.Add(new("mandatory", "unit", $"{asked.Code}, {asked.Title}, is mandatory and {(chosen is null ? "not chosen" : "not passed")} yet."));
        }

        if (pages is not { } written) missing.Add(new("pages", "pages", "The written assignment has not been sent in."));
        else if (written < rule.PagesFrom || written > rule.PagesTo) missing.Add(new("pages", "pages", $"The written assignment has {rule.PagesFrom} to {rule.PagesTo} pages."));
        var last = registeredOn.AddMonths(rule.Months);
        int weeks = (last.DayNumber - registeredOn.DayNumber) / 7;
        var warnings = new List<RuleFault>();
        int chosenHours = units.Sum(u => u.TotalHours ?? (u.Credits * HoursOfCredit)), left = Math.Max(0, rule.Credits - credits);
        if (weeklyHours * weeks < chosenHours + (left * HoursOfCredit)) warnings.Add(new("hours", "weekly-hours", $"{weeklyHours} hours a week are {weeklyHours * weeks} in {rule.Months} months; {HoursOf(units, chosenHours, left)}.", Blocks: false));
        if (rule.Level is { } level)
            foreach (var unit in units.Where(u => u.Level < level)) warnings.Add(new("level", "unit", $"{unit.Code} is of level {unit.Level} and the certificate of level {level}. Ask the centre whether it counts.", Blocks: false));
        if (weeklyHours < rule.HoursFrom || weeklyHours > rule.HoursTo) warnings.Add(new("weekly", "weekly-hours", $"{rule.HoursFrom} to {rule.HoursTo} hours a week are usual.", Blocks: false));
        if (today > last && missing.Count > 0) warnings.Add(new("late", "", $"It was to be complete within {rule.Months} months.", Blocks: false));
        return new(credits, passed, missing, warnings);
    }

    private static string HoursOf(IReadOnlyList<CertificateUnit> units, int hours, int creditsLeft)
    {
        string chosen = $"the units chosen take {(units.Any(u => u.TotalHours is null) ? "about " : "")}{hours}", credits = $"{creditsLeft} {(creditsLeft == 1 ? "credit" : "credits")}";
        int more = creditsLeft * HoursOfCredit;
        return units.Count == 0 ? $"{credits} take about {more}" : creditsLeft == 0 ? chosen : $"{chosen} and {credits} still to choose about {more}";
    }
}
