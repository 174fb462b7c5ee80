using System.Security.Cryptography;
using System.Text;
using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Composing;

/// <summary>
/// Turns protected counts into public rows. Everything in a row is worked out from released counts of that row, except the
/// magnitudes (pay, sickness, days, survey scores), which are released by rules of their own.
/// </summary>
internal sealed class PublicRows(ProtectedEdition edition)
{
    private readonly Dictionary<(string Indicator, Scope Scope, string? Classification, string Group), List<(Figure Figure, FigureCounts Counts)>> _organisations =
        edition.Book.Figures.Where(f => f.Indicator.HasReference && !Places.IsPooled(f.Figure.Organisation))
            .GroupBy(f => (f.Figure.Indicator, f.Figure.Scope, f.Figure.Classification, f.Figure.Group))
            .ToDictionary(g => g.Key, g => g.Select(f => (f.Figure, f.Counts)).ToList());

    public List<PublicFigure> Compose()
    {
        var rows = new List<PublicFigure>();
        var magnitudes = new Magnitudes(edition);
        foreach (var (figure, indicator, counts) in edition.PublicFigures)
            rows.Add(Magnitudes.Covers(indicator) ? Magnitude(figure, indicator, counts, magnitudes) : FromCounts(figure, indicator, counts));
        return rows;
    }

    /// <summary>A name for a row that depends on what the row is about, never on its numbers.</summary>
    public static string IdOf(Figure figure)
    {
        string name = string.Join('\n', figure.Indicator, figure.Organisation, figure.Scope.ToString(), figure.Classification, figure.Group, figure.Reference);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 6));
    }

    private PublicFigure FromCounts(Figure figure, Indicator indicator, FigureCounts counts)
    {
        var released = counts.All().Select(edition.Count).ToList();
        var shown = Row(figure, counts);

        // A withheld row keeps its number of decimals to itself too: it would tell whether the base is large.
        if (released.Contains(null)) return shown with { Value = Shown.C, Lower = Shown.C, Upper = Shown.C, Adjusted = figure.Adjusted is null ? Shown.Z : Shown.C };

        shown = shown with { Decimals = Rounding.DecimalsOf(indicator, figure, edition.Policy) };

        // Each number is a function of the counts just released: chaining them carries the ruling of all of them.
        var all = released.Select(r => r!).Aggregate((a, b) => a.With(b, (x, _) => x));
        Shown From(double? value) => Rounding.Shown(value, indicator, shown.Decimals) is { } rounded ? new Shown.Number(all.Map(_ => rounded)) : Shown.X;
        Shown Residents(double? people) => people is { } some ? new Shown.Number(all.Map(_ => (decimal)some)) : Shown.Z;
        bool hasLimits = indicator.Interval is not IntervalMethod.None;
        // Inside, people at a tied rate are split between quarters; to the fraction of a person a share would tell how.
        double? value = figure.Value is not null && indicator.Id == "pay-quarter" && released is [{ } places, { } size] ? places.With(size, (p, s) => (double)p / s).Value : figure.Value;
        return (shown with
        {
            Value = From(value),
            Lower = hasLimits ? From(figure.Lower) : Shown.Z,
            Upper = hasLimits ? From(figure.Upper) : Shown.Z,
            ReferenceNumerator = indicator.Id == "benchmark-gap" ? Residents(figure.ReferenceNumerator) : shown.ReferenceNumerator,
            ReferenceDenominator = indicator.Id == "benchmark-gap" ? Residents(figure.ReferenceDenominator) : shown.ReferenceDenominator,
            Flag = figure.Flag,
        }) is var row && figure.Adjusted is not null ? Adjust(row, figure, indicator) : row;
    }

    /// <summary>
    /// The ratio over organisations, each compared within itself, from those whose four counts are all shown: what is
    /// withheld has no part in it.
    /// </summary>
    private PublicFigure Adjust(PublicFigure row, Figure figure, Indicator indicator)
    {
        if (!_organisations.TryGetValue((figure.Indicator, figure.Scope, figure.Classification, figure.Group), out var candidates)) return row with { Adjusted = Shown.X };
        var inside = candidates.Where(c => figure.Organisation == Places.City || edition.Places.SectorOf[c.Figure.Organisation] == figure.Organisation);
        Released<List<Stratum>>? strata = null;
        foreach (var (_, counts) in inside)
        {
            if (counts is not { Numerator: { } n, Denominator: { } d, ReferenceNumerator: { } rn, ReferenceDenominator: { } rd }) continue;
            if (edition.Count(n) is not { } a || edition.Count(d) is not { } b || edition.Count(rn) is not { } c || edition.Count(rd) is not { } e) continue;
            var group = a.With(b, (x, y) => (Count: (double)x, Base: (double)y));
            var reference = c.With(e, (x, y) => (Count: (double)x, Base: (double)y));
            bool groupOnTop = indicator.Formula.StartsWith("(group", StringComparison.Ordinal);
            var stratum = group.With(reference, (g, r) => groupOnTop
                ? new Stratum(g.Count, g.Base, r.Count, r.Base)
                : new Stratum(r.Count, r.Base, g.Count, g.Base));
            strata = strata is null ? stratum.Map(s => new List<Stratum> { s }) : strata.With(stratum, (all, s) => new List<Stratum>([.. all, s]));
        }

        if (strata is null) return row with { Adjusted = Shown.X };
        double? ratio = indicator.Id == "disparity-ratio" ? MantelHaenszel.OddsRatio(strata.Value) : MantelHaenszel.RateRatio(strata.Value);
        return Rounding.Shown(ratio, indicator, row.Decimals) is { } rounded
            ? row with { Adjusted = new Shown.Number(strata.Map(_ => rounded)), AdjustedOver = strata.Value.Count }
            : row with { Adjusted = Shown.X };
    }

    private PublicFigure Magnitude(Figure figure, Indicator indicator, FigureCounts counts, Magnitudes magnitudes)
    {
        var shown = Row(figure, counts) with
        {
            // Days, and how many people stand behind a pay figure, are never shown: the last would tell who is on leave.
            Numerator = Shown.Z,
            ReferenceNumerator = Shown.Z,
            Denominator = Magnitudes.ShowsBase(indicator) ? Row(figure, counts).Denominator : Shown.Z,
            ReferenceDenominator = Shown.Z,
            Decimals = Rounding.DecimalsOf(indicator, figure, edition.Policy),
        };
        bool hasLimits = indicator.Interval is not IntervalMethod.None;
        if (figure.Value is not { } value)
        {
            // Too few is withheld like any other small number: a mark of its own would tell how small.
            var mark = figure.Flag.Contains("too-few", StringComparison.Ordinal) ? Shown.C : Shown.X;
            return shown with { Value = mark, Lower = hasLimits ? mark : Shown.Z, Upper = hasLimits ? mark : Shown.Z };
        }

        Shown Of(double? amount) => Rounding.Shown(amount, indicator, shown.Decimals) is { } rounded ? magnitudes.Release(figure, indicator, counts, rounded) : Shown.X;
        var shownValue = Of(value);
        return shown with
        {
            Value = shownValue,
            Lower = hasLimits ? Of(figure.Lower) : Shown.Z,
            Upper = hasLimits ? Of(figure.Upper) : Shown.Z,
            Flag = shownValue is Shown.Number ? figure.Flag : "",
        };
    }

    private PublicFigure Row(Figure figure, FigureCounts counts) => new(
        IdOf(figure), figure.Indicator, figure.Organisation, figure.Scope.Parts, figure.Classification, figure.Group, figure.Reference,
        Of(counts.Numerator), Of(counts.Denominator), Of(counts.ReferenceNumerator), Of(counts.ReferenceDenominator),
        Shown.Z, Shown.Z, Shown.Z, Shown.Z, "", 0);

    private Shown Of(FigureCount? count) =>
        count is not { } some ? Shown.Z
        : edition.Count(some) is { } released ? new Shown.Number(released.Map(v => (decimal)v))
        : Shown.C;
}
