using Parity.Platform.Publishing.Contract;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>The tables of an edition as its files hold them.</summary>
internal static class EditionTables
{
    public const string FiguresName = "Figures";

    /// <summary>Scope keys in the order of their columns; a file has those that any of its rows uses.</summary>
    private static readonly string[] ScopeKeys =
    [
        "band", "board", "course", "directorate", "disability", "from_grade", "kind", "quarter", "question", "sex", "source", "step", "theme",
    ];

    public static PublicTable Figures(Publication publication, IEnumerable<PublicFigure> figures, string name = FiguresName)
    {
        var rows = figures as IReadOnlyList<PublicFigure> ?? [.. figures];
        var used = rows.SelectMany(f => f.Scope).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var keys = ScopeKeys.Where(used.Contains).Concat(used.Except(ScopeKeys).Order(StringComparer.Ordinal)).ToList();
        string[] columns =
        [
            "organisation", "indicator", "classification", "group", .. keys, "reference",
            "numerator", "denominator", "reference_numerator", "reference_denominator", "value", "lower", "upper", "adjusted", "flag", "unit", "id",
        ];
        var units = publication.Indicators.ToDictionary(i => i.Id, i => UnitOf(i.Unit), StringComparer.Ordinal);
        return new(name, columns, [.. rows.Select(f => Row(f, keys, units[f.Indicator]))]);
    }

    public static IEnumerable<PublicTable> All(Publication publication)
    {
        yield return About(publication);
        yield return Figures(publication, publication.Figures);
        yield return Indicators(publication);
        yield return Organisations(publication);
        if (publication.Changes.Count > 0) yield return Changes(publication);
        if (publication.Benchmarks.Count > 0)
        {
            yield return new("Benchmarks", ["area", "area_name", "group", "share", "source"],
                [.. publication.Benchmarks.Select(b => Cells(b.Area, b.AreaName, b.Group, b.Share, b.Source))]);
        }

        if (publication.Corrections.Count > 0)
        {
            yield return new("Corrections", ["edition", "date", "where", "what"],
                [.. publication.Corrections.Select(c => Cells(c.Edition, c.On, c.Where, c.What))]);
        }
    }

    private static PublicTable About(Publication publication) => new("About", ["key", "text"],
    [
        Cells("title", publication.Title),
        Cells("edition", publication.Edition),
        Cells("snapshot date", publication.SnapshotDate),
        Cells("period", $"{publication.PeriodStart:yyyy-MM-dd} to {publication.PeriodEnd:yyyy-MM-dd}"),
        Cells("fictional", publication.Fictional ? "yes: every organisation and every number in this file is invented" : "no"),
        .. publication.Notice.Length == 0 ? [] : new[] { Cells("notice", publication.Notice) },
        Cells("least count shown", publication.Threshold),
        Cells(PublicCell.WithheldMark, "withheld to protect people, whatever the reason"),
        Cells(PublicCell.NotCalculableMark, "cannot be calculated"),
        Cells(PublicCell.NotApplicableMark, "this column does not apply to the row"),
        Cells("rounding", "numbers are rounded as shown on the pages, halves away from zero; fractions are 0 to 1"),
        .. publication.Notes.Select(n => Cells("note", n)),
    ]);

    private static PublicTable Indicators(Publication publication) => new("Indicators",
        ["indicator", "theme", "title", "measured", "formula", "interval", "unit", "worse_when"],
        [.. publication.Indicators.Select(i => Cells(i.Id, i.Theme, i.Title, i.Measured, i.Formula, i.Interval, UnitOf(i.Unit), WorseWhen(i.Direction)))]);

    private static PublicTable Organisations(Publication publication) => new("Organisations",
        ["organisation", "name", "sector", "classification", "ethnicity_scheme", "senior_from_grade", "benchmark_area"],
        [.. publication.Organisations.Select(o => Cells(o.Code, o.Name, o.Sector, o.Classification, o.Scheme, o.SeniorFromGrade, o.BenchmarkArea))]);

    private static PublicTable Changes(Publication publication) => new("Changes",
        ["organisation", "indicator", "classification", "group", "scope", "matched", "before", "before_lower", "before_upper", "now", "now_lower", "now_upper", "reading", "note"],
        [.. publication.Changes.Select(c => Cells(
            c.Organisation, c.Indicator, c.Classification, c.Group, string.Join("; ", c.Scope.Select(s => $"{s.Key} {s.Value}")), c.Matched ? "matched" : "all",
            c.Before, c.BeforeLower, c.BeforeUpper, c.Now, c.NowLower, c.NowUpper, ReadingOf(c.Reading), c.Note))]);

    private static IReadOnlyList<PublicCell> Row(PublicFigure f, List<string> keys, string unit)
    {
        var scope = f.Scope.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        return Cells([
            f.Organisation, f.Indicator, f.Classification, f.Group, .. keys.Select(k => scope.GetValueOrDefault(k)), f.Reference,
            f.Numerator, f.Denominator, f.ReferenceNumerator, f.ReferenceDenominator, f.Value, f.Lower, f.Upper, f.Adjusted,
            f.Value is Shown.Withheld ? Shown.C : f.Flag, unit, f.Id,
        ]);
    }

    private static IReadOnlyList<PublicCell> Cells(params IEnumerable<object?> contents) => [.. contents.Select(c => c switch
    {
        Shown shown => PublicCell.Of(shown),
        decimal number => PublicCell.Of(number),
        int number => PublicCell.Of((decimal)number),
        DateOnly day => PublicCell.Of(day),
        _ => PublicCell.Of(c as string),
    })];

    private static string UnitOf(FigureUnit unit) => unit switch
    {
        FigureUnit.Count => "count",
        FigureUnit.Fraction => "fraction",
        FigureUnit.Ratio => "ratio",
        FigureUnit.PerCent => "per cent",
        FigureUnit.PercentagePoints => "percentage points",
        FigureUnit.Days => "days",
        FigureUnit.Index => "index",
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    private static string WorseWhen(Direction direction) => direction switch
    {
        Direction.HigherIsWorse => "higher",
        Direction.LowerIsWorse => "lower",
        _ => "neither",
    };

    private static string ReadingOf(ChangeReading reading) => reading switch
    {
        ChangeReading.CloserToParity => "closer to parity",
        ChangeReading.FurtherFromParity => "further from parity",
        ChangeReading.NoClearChange => "no clear change",
        ChangeReading.FirstMeasuredHere => "first measured here",
        ChangeReading.WithheldInEither => "withheld in either edition",
        ChangeReading.Break => "break in the series",
        _ => throw new ArgumentOutOfRangeException(nameof(reading)),
    };
}
