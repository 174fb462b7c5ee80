using Parity.Disclosure;

namespace Parity.Platform.Publishing.Contract;

/// <summary>A protected edition: everything the public may know, and nothing else. The site and the downloads are written from it alone.</summary>
public sealed record Publication
{
    /// <summary>Short name of the edition as in its file, e.g. <c>2</c>.</summary>
    public required string Edition { get; init; }
    public required string Title { get; init; }
    public required DateOnly SnapshotDate { get; init; }
    public required DateOnly PeriodStart { get; init; }
    public required DateOnly PeriodEnd { get; init; }
    public required bool Fictional { get; init; }

    /// <summary>What every page says at its head, such as that this is an internal example; empty for nothing.</summary>
    public string Notice { get; init; } = "";
    public required int Threshold { get; init; }

    /// <summary>Organisations by size of workforce where all sizes are shown, else by name.</summary>
    public required IReadOnlyList<PublicOrganisation> Organisations { get; init; }

    /// <summary>Sectors with at least three organisations.</summary>
    public required IReadOnlyList<PublicSector> Sectors { get; init; }

    /// <summary>Definitions of the indicators that have at least one row here, in the order they are shown.</summary>
    public required IReadOnlyList<PublicIndicator> Indicators { get; init; }
    public required IReadOnlyList<PublicFigure> Figures { get; init; }

    /// <summary>Comparison population shares by area and broad group, with their source; empty when no return names an area.</summary>
    public required IReadOnlyList<PublicBenchmark> Benchmarks { get; init; }

    /// <summary>What changed since the last edition; empty for a first edition.</summary>
    public required IReadOnlyList<PublicChange> Changes { get; init; }

    /// <summary>This edition and those before it, newest first.</summary>
    public required IReadOnlyList<PublicVersion> Versions { get; init; }
    public required IReadOnlyList<PublicCorrection> Corrections { get; init; }
    public required PublicUtility Utility { get; init; }

    /// <summary>Plain sentences about the data: classification lost, breaks, employers missing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <param name="Code">The code of return.csv; also the slug of its page.</param>
/// <param name="Classification">Finest ethnicity classification its return supports.</param>
public sealed record PublicOrganisation(string Code, string Name, string Sector, string Classification, string Scheme, string SeniorFromGrade, string BenchmarkArea);

/// <param name="Code">As in the figures: <c>SECTOR:health</c>.</param>
public sealed record PublicSector(string Code, string Name, IReadOnlyList<string> Organisations);

public enum FigureUnit { Count, Fraction, Ratio, PerCent, PercentagePoints, Days, Index }

/// <summary>Which way is worse for the group: a ratio above 1, a positive gap, a negative gap, or neither.</summary>
public enum Direction { None, HigherIsWorse, LowerIsWorse }

/// <param name="Theme">getting-in, getting-on, being-treated-fairly, staying-well-and-staying, pay, who-works-here, hearing-from-staff.</param>
/// <param name="Title">Short noun phrase for menus: "Formal disciplinary process".</param>
/// <param name="Measured">One line that says what is measured.</param>
/// <param name="Formula">As in contract: what over what.</param>
/// <param name="Interval">Name of the interval's method, empty if none.</param>
public sealed record PublicIndicator(
    string Id, string Theme, string Title, string Measured, string Formula, string Interval, FigureUnit Unit, Direction Direction);

/// <summary>One public row. A number can only be here as something <c>Parity.Disclosure</c> released.</summary>
/// <param name="Scope">Named keys in alphabetical order; empty for the whole organisation.</param>
/// <param name="Flag">Words separated by spaces; empty when none or when the figure is withheld.</param>
/// <param name="Decimals">Decimals shown for value and limits, in the unit as shown to people (a fraction is shown as per cent).</param>
/// <param name="AdjustedOver">How many organisations the adjusted ratio is computed over: those whose four counts are all shown.</param>
public sealed record PublicFigure(
    string Id, string Indicator, string Organisation, IReadOnlyList<KeyValuePair<string, string>> Scope, string? Classification, string Group,
    string? Reference, Shown Numerator, Shown Denominator, Shown ReferenceNumerator, Shown ReferenceDenominator,
    Shown Value, Shown Lower, Shown Upper, Shown Adjusted, string Flag, int Decimals, int AdjustedOver = 0);

/// <summary>What a cell of a public row shows: a released number, or one of three marks.</summary>
public abstract record Shown
{
    private Shown() { }

    public sealed record Number(Released<decimal> Released) : Shown;

    /// <summary>Withheld, whatever the reason: [c].</summary>
    public sealed record Withheld : Shown;

    /// <summary>Cannot be calculated: [x].</summary>
    public sealed record NotCalculable : Shown;

    /// <summary>The column does not apply to this row: [z].</summary>
    public sealed record NotApplicable : Shown;

    public static readonly Shown C = new Withheld();
    public static readonly Shown X = new NotCalculable();
    public static readonly Shown Z = new NotApplicable();

    /// <summary>The released number, or null for a mark.</summary>
    public decimal? Amount => this is Number n ? n.Released.Value : null;
}

public sealed record PublicBenchmark(string Area, string AreaName, string Group, decimal Share, string Source);

public enum ChangeReading { CloserToParity, FurtherFromParity, NoClearChange, FirstMeasuredHere, WithheldInEither, Break }

/// <summary>One figure in two editions: for the employers in both (matched) and for all.</summary>
/// <param name="Matched">True when computed over the employers in both editions.</param>
/// <param name="IsStock">A headcount or pay figure: mostly the same people in both, so the change is described, not tested.</param>
public sealed record PublicChange(
    string Indicator, string Organisation, string? Classification, string Group, IReadOnlyList<KeyValuePair<string, string>> Scope,
    bool Matched, int MatchedOrganisations, Shown Before, Shown BeforeLower, Shown BeforeUpper, Shown Now, Shown NowLower, Shown NowUpper,
    ChangeReading Reading, bool IsStock, string Note);

public sealed record PublicVersion(string Edition, string Title, DateOnly SnapshotDate, string? Href);

public sealed record PublicCorrection(string Edition, DateOnly? On, string Where, string What);

/// <summary>
/// How many of the counts behind the rows are shown. How many of the withheld ones are large stays internal: a withheld
/// count that grows past the threshold must change nothing public.
/// </summary>
public sealed record PublicUtility(int Cells, int Shown, int Withheld);
