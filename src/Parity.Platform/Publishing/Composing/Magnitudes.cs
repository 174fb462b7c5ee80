using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Composing;

/// <summary>
/// Figures about amounts and not about counts. They are released when enough people stand behind them on both sides, and
/// when nobody can take the groups that are shown away from a larger one and be left with a small group's amount.
/// </summary>
internal sealed class Magnitudes
{
    private readonly ProtectedEdition _edition;
    private readonly HashSet<(string Indicator, string Place, Scope Scope, string Classification, string Group)> _kept = [];

    public Magnitudes(ProtectedEdition edition)
    {
        _edition = edition;
        foreach (var table in edition.PublicFigures.Where(f => IsMean(f.Indicator)).GroupBy(f => (f.Figure.Indicator, f.Figure.Organisation, f.Figure.Scope)))
            KeepRemainders([.. table]);
    }

    public static bool Covers(Indicator indicator) => indicator.Id is "sickness-ratio" or "survey-index" or "case-days-median" || IsPay(indicator);

    /// <summary>The number of people with a rate of pay, or with a bonus, is a figure of its own where it can be shown.</summary>
    public static bool ShowsBase(Indicator indicator) => indicator.Id is "survey-index" or "case-days-median";

    public Shown Release(Figure figure, Indicator indicator, FigureCounts counts, decimal value)
    {
        if (_kept.Contains((figure.Indicator, figure.Organisation, figure.Scope, figure.Classification ?? "", figure.Group))) return Shown.C;
        int minimum = MinimumOf(indicator);
        if (ShowsBase(indicator))
        {
            if (counts.Denominator is not { } cases || _edition.NumberOf(cases.Key) is not { } cell) return Shown.C;
            return _edition.Count(cases) is not null && _edition.Protection.Measure(value, [cell], minimum) is { } measured ? new Shown.Number(measured) : Shown.C;
        }

        // Enough people on both sides of the figure itself, and the groups they belong to are shown.
        if (!IsLargeEnough(figure, counts, minimum)) return Shown.C;
        var basis = new List<int>();
        foreach (string? group in new[] { figure.Group, figure.Reference })
        {
            if (group is null || _edition.NumberOf(HeadcountOf(figure, group)) is not { } cell || _edition.Cell(HeadcountOf(figure, group)) is null) return Shown.C;
            basis.Add(cell);
        }

        return _edition.Protection.Measure(value, [.. basis], minimum, SumsOf(figure), _edition.Policy.Amounts) is { } released ? new Shown.Number(released) : Shown.C;
    }

    /// <summary>What the means of a pay gap are made of: nobody may stand out in them.</summary>
    private static Contributions[] SumsOf(Figure figure) => figure.Behind is { } behind ? [Of(behind.Group), Of(behind.Reference)] : [];

    private static Contributions Of(Amounts amounts) => new(amounts.Sum, amounts.Greatest, amounts.Second);

    /// <summary>
    /// Shown groups subtracted from the group they are part of leave the rest: its mean would follow. So the rest is either
    /// nobody or enough people of whom none stands out, or the smallest shown group is kept back with it.
    /// </summary>
    private void KeepRemainders(List<(Figure Figure, Indicator Indicator, FigureCounts Counts)> table)
    {
        var whole = table.FirstOrDefault(f => f.Figure.Classification == "white/other" && f.Figure.Group == Groups.Other);
        var parts = table.Where(f => f.Figure.Classification == "broad" && Groups.Broad.Contains(f.Figure.Group)).ToList();
        if (whole.Figure is not null && IsLargeEnough(whole.Figure, whole.Counts, MinimumOf(whole.Indicator))) KeepSmall(whole, parts);
        foreach (var part in parts.Where(p => IsLargeEnough(p.Figure, p.Counts, MinimumOf(p.Indicator))))
            KeepSmall(part, [.. table.Where(f => f.Figure.Classification == "detailed" && f.Figure.Group.Length == 2 && f.Figure.Group[0] == part.Figure.Group[0])]);
    }

    private void KeepSmall((Figure Figure, Indicator Indicator, FigureCounts Counts) whole, List<(Figure Figure, Indicator Indicator, FigureCounts Counts)> parts)
    {
        int minimum = MinimumOf(whole.Indicator);
        var shown = parts.Where(p => IsLargeEnough(p.Figure, p.Counts, minimum)).OrderByDescending(p => PeopleOf(p.Figure, p.Counts)).ThenBy(p => p.Figure.Group, StringComparer.Ordinal).ToList();
        while (shown.Count > 0)
        {
            double rest = PeopleOf(whole.Figure, whole.Counts) - shown.Sum(p => PeopleOf(p.Figure, p.Counts));
            if (rest <= 0 || (rest >= minimum && !StandsOut(whole.Figure, [.. parts.Select(p => p.Figure)], [.. shown.Select(p => p.Figure)]))) return;
            var smallest = shown[^1].Figure;
            _kept.Add((smallest.Indicator, smallest.Organisation, smallest.Scope, smallest.Classification ?? "", smallest.Group));
            shown.RemoveAt(shown.Count - 1);
        }
    }

    /// <summary>Whether somebody stands out among those of the whole who are in no shown part; whoever is in no part at all may have the greatest.</summary>
    private bool StandsOut(Figure whole, IReadOnlyList<Figure> parts, IReadOnlyList<Figure> shown)
    {
        if (whole.Behind is not { } all) return false;
        var greatest = parts.Except(shown).Select(p => p.Behind!.Value.Group).Concat(parts.Sum(p => p.Denominator ?? 0) < (whole.Denominator ?? 0) ? [all.Group] : []).SelectMany(a => new[] { a.Greatest, a.Second }).OrderDescending().Take(2).ToList();
        var rest = new Contributions(all.Group.Sum - shown.Sum(p => p.Behind!.Value.Group.Sum), greatest.ElementAtOrDefault(0), greatest.ElementAtOrDefault(1));
        return rest.StandOut(_edition.Policy.Amounts);
    }

    private bool IsLargeEnough(Figure figure, FigureCounts counts, int minimum) =>
        figure.Value is not null && PeopleOf(figure, counts) >= minimum && !SumsOf(figure).Any(s => s.StandOut(_edition.Policy.Amounts))
        && (counts.ReferenceDenominator is not { } reference || reference.Value >= minimum);

    /// <summary>People behind the figure; for sickness, whose base is days, the headcount of the group.</summary>
    private double PeopleOf(Figure figure, FigureCounts counts) =>
        counts.Denominator is { } people ? people.Value : _edition.Book.Values.GetValueOrDefault(HeadcountOf(figure, figure.Group));

    private static CountKey HeadcountOf(Figure figure, string group) =>
        FigureCounts.KeyOf(FigureCounts.Headcount, figure.Organisation, Parts.Of(figure.Scope.Parts), figure.Classification, group);

    private int MinimumOf(Indicator indicator) => indicator.Id switch
    {
        "sickness-ratio" => _edition.Policy.SicknessPeople,
        "survey-index" => _edition.Policy.IndexAnswers,
        "case-days-median" => _edition.Policy.MedianCases,
        _ => _edition.Policy.PayPeople,
    };

    private static bool IsPay(Indicator indicator) => indicator.Id is "pay-gap-mean" or "pay-gap-median" or "bonus-gap-mean" or "bonus-gap-median";

    private static bool IsMean(Indicator indicator) => indicator.Id is "pay-gap-mean" or "bonus-gap-mean" or "sickness-ratio";
}
