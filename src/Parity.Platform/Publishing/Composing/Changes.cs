using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Composing;

/// <summary>
/// What changed since the edition before, from what both editions show and nothing else. Flows are other cases and mostly
/// other people, so their change is tested; stocks are mostly the same people twice, so theirs is described.
/// </summary>
internal sealed class Changes
{
    private const string StockNote = "Mostly the same people in both editions: the change is described, not tested.";

    /// <summary>Smallest change of a stock that is worth words: ratio, points, share.</summary>
    private const double LeastRatio = 0.05, LeastPoints = 0.5, LeastShare = 0.005;

    private static readonly HashSet<string> Untold = ["headcount", "case-count", "pay-quarter", "unknown-rate", "course-rate", "response-rate", "panel-trained-rate"];

    private readonly ProtectedEdition _edition;
    private readonly EarlierPublication _before;
    private readonly IReadOnlyDictionary<string, string> _merged;
    private readonly Dictionary<string, EarlierRow> _earlier;
    private readonly Dictionary<string, PublicFigure> _now;
    private readonly ILookup<string, EarlierRow> _earlierByTable;
    private readonly ILookup<string, PublicFigure> _nowByTable;

    private Changes(ProtectedEdition edition, EarlierPublication before, IReadOnlyList<PublicFigure> figures, IReadOnlyDictionary<string, string> merged)
    {
        (_edition, _before, _merged) = (edition, before, merged);
        _earlier = before.Rows.DistinctBy(r => r.Name).ToDictionary(r => r.Name, StringComparer.Ordinal);
        _now = figures.ToDictionary(NameOf, StringComparer.Ordinal);
        _earlierByTable = before.Rows.ToLookup(r => EarlierRow.NameOf(r.Indicator, "", r.Scope, r.Classification, r.Group, r.Reference), StringComparer.Ordinal);
        _nowByTable = figures.ToLookup(f => EarlierRow.NameOf(f.Indicator, "", f.Scope, f.Classification, f.Group, f.Reference), StringComparer.Ordinal);
    }

    public static IReadOnlyList<PublicChange> Of(ProtectedEdition edition, IReadOnlyList<PublicFigure> figures, IReadOnlyDictionary<string, string> merged) =>
        edition.Earlier.Compared is { } before ? [.. new Changes(edition, before, figures, merged).Tell(figures)] : [];

    private IEnumerable<PublicChange> Tell(IReadOnlyList<PublicFigure> figures)
    {
        foreach (var figure in figures)
        {
            if (Untold.Contains(figure.Indicator) || figure.Classification is not ("white/other" or "broad") || figure.Group is Groups.White or Groups.Unknown) continue;
            if (figure.Value is Shown.NotCalculable or Shown.NotApplicable) continue;
            var indicator = IndicatorCatalogue.Of(figure.Indicator);
            bool isPooled = Places.IsPooled(figure.Organisation);
            var (then, now) = (ContributorsThen(figure), ContributorsNow(figure));
            string[] both = isPooled ? [.. then.Intersect(now)] : [figure.Organisation];
            _earlier.TryGetValue(NameOf(figure), out var earlier);

            // a pooled figure whose organisations have no rows of their own tells nothing about who is in both
            bool isSame = !isPooled || (both.Length > 0 && then.Count == now.Count && both.Length == now.Count);
            if (isSame) yield return Compare(figure, indicator, earlier, figure, earlier, true, both.Length, "");
            if (isPooled)
            {
                string note = isSame || both.Length == 0 ? "" : $"{both.Length} employers are in both editions; {now.Count} are in this one.";
                yield return Compare(figure, indicator, earlier, figure, earlier, false, both.Length, note);
                if (!isSame && both.Length > 0 && earlier is not null && Matched(figure, indicator, earlier, [.. then.Except(both)], [.. now.Except(both)]) is var (old, young))
                    yield return Compare(young, indicator, old, figure, earlier, true, both.Length, "");
            }
        }
    }

    private PublicChange Compare(
        PublicFigure figure, Indicator indicator, EarlierRow? earlier, PublicFigure publicFigure, EarlierRow? publicEarlier, bool matched, int organisations, string note)
    {
        Shown Before(decimal? number, string column) =>
            earlier is null ? Shown.Z
            : number is { } shown && Basis(publicEarlier!) is { } basis ? new Shown.Number(basis.Map(_ => shown))
            : earlier.WithheldColumns.Contains(column) || number is not null ? Shown.C
            : Shown.X;

        var before = Before(earlier?.Value, "value");
        var reading = earlier is null ? (IsBreak(publicFigure) ? ChangeReading.Break : ChangeReading.FirstMeasuredHere)
            : before is Shown.Number && figure.Value is Shown.Number ? Read(indicator, earlier, figure)
            : ChangeReading.WithheldInEither;
        string[] notes = [note, reading is ChangeReading.Break ? "The definition or the grades changed between the editions, so the two cannot be compared." : "", indicator.IsFlow ? "" : StockNote];
        return new(
            figure.Indicator, figure.Organisation, figure.Classification, figure.Group, figure.Scope, matched, organisations,
            before, Before(earlier?.Lower, "lower"), Before(earlier?.Upper, "upper"), figure.Value, figure.Lower, figure.Upper,
            reading, !indicator.IsFlow, string.Join(' ', notes.Where(n => n.Length > 0)));
    }

    /// <summary>Numbers of the earlier edition are public; the cell they are known by passes them on under this edition's ruling.</summary>
    private Released<long>? Basis(EarlierRow row) =>
        (_edition.Earlier.BasisOf(row) ?? HeadcountOf(row)) is { } cell ? _edition.Protection.Count(cell) : null;

    /// <summary>A gap in pay or a sickness ratio has no count of its own in the files; the people of its group stand behind it.</summary>
    private int? HeadcountOf(EarlierRow row) =>
        _earlier.TryGetValue(EarlierRow.NameOf(FigureCounts.Headcount, row.Organisation, row.Scope, row.Classification, row.Group, null), out var people)
            ? _edition.Earlier.BasisOf(people) : null;

    private ChangeReading Read(Indicator indicator, EarlierRow earlier, PublicFigure figure)
    {
        double before = (double)earlier.Value!.Value, now = (double)figure.Value.Amount!.Value;
        switch (indicator.Unit)
        {
            case IndicatorUnit.Ratio when before > 0 && now > 0:
                bool isCloser = Math.Abs(Math.Log(now)) < Math.Abs(Math.Log(before));
                if (!indicator.IsFlow) return Described(now - before, LeastRatio, isCloser);
                return LimitsOf(earlier.Lower, earlier.Upper) is { } then && LimitsOf(figure.Lower.Amount, figure.Upper.Amount) is { } today
                    ? Tested(Change.OfRatios(before, then, now, today), isCloser)
                    : ChangeReading.NoClearChange;
            case IndicatorUnit.PerCent when indicator.HasReference:
            case IndicatorUnit.PercentagePoints:
                return Described(now - before, LeastPoints, Math.Abs(now) < Math.Abs(before));
            case IndicatorUnit.Fraction or IndicatorUnit.PerCent or IndicatorUnit.Index:
                return ReadShare(indicator, earlier, figure, before, now);
            default:
                return ChangeReading.NoClearChange;
        }
    }

    /// <summary>A share has no parity of its own: it is closer when it came closer to the share it is held against.</summary>
    private ChangeReading ReadShare(Indicator indicator, EarlierRow earlier, PublicFigure figure, double before, double now)
    {
        (string Indicator, string Group, IReadOnlyList<KeyValuePair<string, string>> Scope)? yardstick = figure.Indicator switch
        {
            "representation" => null,
            "band-representation" or "senior-representation" => ("representation", figure.Group, []),
            _ => (figure.Indicator, Groups.White, figure.Scope),
        };
        if (yardstick is not { } held) return ChangeReading.NoClearChange;
        string name = EarlierRow.NameOf(held.Indicator, figure.Organisation, held.Scope, figure.Classification, held.Group, null);
        if (!_earlier.TryGetValue(name, out var heldThen) || heldThen.Value is not { } then) return ChangeReading.NoClearChange;
        if (!_now.TryGetValue(name, out var heldNow) || heldNow.Value.Amount is not { } today) return ChangeReading.NoClearChange;
        bool isCloser = Math.Abs(now - (double)today) < Math.Abs(before - (double)then);
        if (!indicator.IsFlow) return Described(now - before, LeastShare, isCloser);
        if (earlier is not { Numerator: { } x1, Denominator: { } n1 } || figure.Numerator.Amount is not { } x2 || figure.Denominator.Amount is not { } n2 || n1 == 0 || n2 == 0 || x1 > n1 || x2 > n2)
            return ChangeReading.NoClearChange;
        return Tested(Change.OfShares((double)x1, (double)n1, (double)x2, (double)n2), isCloser);
    }

    private static ChangeReading Tested(Change change, bool isCloser) =>
        change.Evidence is ChangeEvidence.NotClear ? ChangeReading.NoClearChange : isCloser ? ChangeReading.CloserToParity : ChangeReading.FurtherFromParity;

    private static ChangeReading Described(double difference, double least, bool isCloser) =>
        Math.Abs(difference) < least ? ChangeReading.NoClearChange : isCloser ? ChangeReading.CloserToParity : ChangeReading.FurtherFromParity;

    private static Interval? LimitsOf(decimal? lower, decimal? upper) =>
        lower is > 0 && upper is { } high && high > lower ? new Interval((double)lower.Value, (double)high) : null;

    /// <summary>A row that is new because its scope was renamed, such as another grade from which posts are senior.</summary>
    private bool IsBreak(PublicFigure figure) =>
        figure.Scope.Any(s => s.Key == "from_grade")
        && _before.Rows.Any(r => r.Indicator == figure.Indicator && r.Organisation == figure.Organisation && r.Group == figure.Group && r.Classification == figure.Classification);

    /// <summary>
    /// The pooled counts of the employers in both editions: each edition's pooled counts less those of the employers that
    /// are only in it. Null unless every count needed is shown.
    /// </summary>
    private (EarlierRow Earlier, PublicFigure Now)? Matched(PublicFigure figure, Indicator indicator, EarlierRow earlier, IReadOnlyList<string> onlyThen, IReadOnlyList<string> onlyNow)
    {
        if (indicator.Interval is not (IntervalMethod.Katz or IntervalMethod.Woolf)) return null;
        bool groupOnTop = indicator.Formula.StartsWith("(group", StringComparison.Ordinal);
        var then = onlyThen.Select(o => _earlierByTable[TableOf(figure)].FirstOrDefault(r => r.Organisation == o)).ToList();
        var now = onlyNow.Select(o => _nowByTable[TableOf(figure)].FirstOrDefault(f => f.Organisation == o)).ToList();
        if (then.Contains(null) || now.Contains(null) || Basis(earlier) is null || earlier is not { Numerator: { } n, Denominator: { } d, ReferenceNumerator: { } rn, ReferenceDenominator: { } rd }) return null;
        if (then.Any(r => r!.Numerator is null || r.Denominator is null || r.ReferenceNumerator is null || r.ReferenceDenominator is null)) return null;
        var young = Less(figure, [.. now.Select(f => f!)]);
        if (young is null) return null;

        var (value, limits) = RatioOf(indicator, groupOnTop, (double)(n - then.Sum(r => r!.Numerator!.Value)), (double)(d - then.Sum(r => r!.Denominator!.Value)),
            (double)(rn - then.Sum(r => r!.ReferenceNumerator!.Value)), (double)(rd - then.Sum(r => r!.ReferenceDenominator!.Value)));
        if (!double.IsFinite(value)) return null;
        return (earlier with { Value = Rounding.Shown(value, indicator, 2), Lower = Rounding.Shown(limits.Lower, indicator, 2), Upper = Rounding.Shown(limits.Upper, indicator, 2) }, young);

        PublicFigure? Less(PublicFigure whole, IReadOnlyList<PublicFigure> others)
        {
            Released<decimal>? Part(Func<PublicFigure, Shown> column)
            {
                if (column(whole) is not Shown.Number total) return null;
                var rest = total.Released;
                foreach (var other in others)
                {
                    if (column(other) is not Shown.Number part) return null;
                    rest = rest.With(part.Released, (a, b) => a - b);
                }

                return rest;
            }

            if (Part(f => f.Numerator) is not { } a || Part(f => f.Denominator) is not { } b || Part(f => f.ReferenceNumerator) is not { } c || Part(f => f.ReferenceDenominator) is not { } e) return null;
            var counts = a.With(b, (x, y) => (N: x, D: y)).With(c.With(e, (x, y) => (N: x, D: y)), (g, r) => (Group: g, Reference: r));
            var ratio = counts.Map(p => RatioOf(indicator, groupOnTop, (double)p.Group.N, (double)p.Group.D, (double)p.Reference.N, (double)p.Reference.D));
            if (!double.IsFinite(ratio.Value.Value)) return null;
            Shown Show(Func<(double Value, Interval Limits), double> of) =>
                Rounding.Shown(of(ratio.Value), indicator, 2) is { } rounded ? new Shown.Number(ratio.Map(_ => rounded)) : Shown.X;
            return whole with { Value = Show(r => r.Value), Lower = Show(r => r.Limits.Lower), Upper = Show(r => r.Limits.Upper) };
        }
    }

    private static (double Value, Interval Limits) RatioOf(Indicator indicator, bool groupOnTop, double n, double d, double rn, double rd)
    {
        if (n <= 0 || d <= 0 || rn <= 0 || rd <= 0) return (double.NaN, default);
        if (indicator.Interval is IntervalMethod.Woolf) return (rn / rd / (n / d), Intervals.Woolf(rn, rd, n, d, Normal.Z95));
        return groupOnTop ? (n / d / (rn / rd), Intervals.Katz(n, d, rn, rd, Normal.Z95)) : (rn / rd / (n / d), Intervals.Katz(rn, rd, n, d, Normal.Z95));
    }

    private HashSet<string> ContributorsThen(PublicFigure figure) =>
        [.. _earlierByTable[TableOf(figure)].Where(r => !Places.IsPooled(r.Organisation)).Select(r => _merged.GetValueOrDefault(r.Organisation, r.Organisation)).Where(o => IsInside(o, figure.Organisation))];

    private HashSet<string> ContributorsNow(PublicFigure figure) =>
        [.. _nowByTable[TableOf(figure)].Where(f => !Places.IsPooled(f.Organisation)).Select(f => f.Organisation).Where(o => IsInside(o, figure.Organisation))];

    private bool IsInside(string organisation, string place) =>
        place == Places.City || organisation == place || (_edition.Places.SectorOf.TryGetValue(organisation, out string? sector) && sector == place);

    private static string TableOf(PublicFigure f) => EarlierRow.NameOf(f.Indicator, "", f.Scope, f.Classification, f.Group, f.Reference);

    private static string NameOf(PublicFigure f) => EarlierRow.NameOf(f.Indicator, f.Organisation, f.Scope, f.Classification, f.Group, f.Reference);
}
