namespace Parity.Indicators;

/// <summary>In what a value is expressed. Fractions are 0-1; gaps and favourable answers are per cent.</summary>
public enum IndicatorUnit { Count, Fraction, Ratio, PerCent, PercentagePoints, Days, Index }

/// <summary>Which way is worse for the group; ratios are directed so that above 1 is worse.</summary>
public enum IndicatorDirection { Neither, HigherIsWorse, LowerIsWorse }

/// <summary>How an interval is made; the formulas are in <see cref="Intervals"/>.</summary>
public enum IntervalMethod { None, Wilson, WilsonShifted, Newcombe, Woolf, Katz, Delta, DeltaOverPeople, Mover, Byar }

/// <summary>What must be there before a value is given in an internal figure.</summary>
public enum Floor
{
    /// <summary>Counts and shares are always given internally.</summary>
    None,

    /// <summary>Both numerators at least 5 and both denominators at least 20.</summary>
    Ratio,

    /// <summary>At least 20 people on both sides.</summary>
    People,

    /// <summary>At least 5 in each of the four cells.</summary>
    FourCells,

    /// <summary>At least 11 answers.</summary>
    Answers,
}

/// <summary>The table of a return that an indicator's numerator is counted in.</summary>
public enum SourceTable { Employees, Board, Recruitment, Events, Training, Survey }

/// <summary>Whose count stands in a figure's numerator or denominator.</summary>
public enum Whose
{
    /// <summary>The group the figure is about (and, for the reference's counts, the reference).</summary>
    Group,

    /// <summary>Everybody in the scope.</summary>
    Everybody,

    /// <summary>Everybody in the scope whose ethnicity is known.</summary>
    Known,

    /// <summary>Everybody in the scope who is X1 or X9.</summary>
    Unknown,
}

/// <summary>
/// Names a count, so that the same count met in two indicators is recognised as one. Equal family, organisation,
/// scope and <see cref="Whose"/> people mean the same number about the same people.
/// </summary>
/// <param name="Name">Stable name, e.g. <c>headcount</c>.</param>
/// <param name="IsWhole">False where it is no whole number of people or cases: average headcounts, split places, days.</param>
public sealed record CountFamily(string Name, Whose Whose, bool IsWhole = true);

/// <summary>One indicator's definition.</summary>
/// <param name="Theme">One of <see cref="IndicatorCatalogue.Themes"/>.</param>
/// <param name="Title">Short noun phrase for menus.</param>
/// <param name="Measured">One line that says what is measured.</param>
/// <param name="Formula">What over what, in words.</param>
/// <param name="Numerator">Null where the value is not a quotient of counts (pay gaps).</param>
/// <param name="HasReference">True where the value compares the group with a reference group.</param>
/// <param name="IsFlow">True for what happens in a period (tested for change), false for a state at the snapshot (described).</param>
/// <param name="ScopeKeys">The keys that every figure of this indicator names in its scope; crossings add one more.</param>
/// <param name="Classifications">The classifications the source table can carry.</param>
/// <param name="Crossings">Scope keys that a figure may add.</param>
/// <param name="Source">Where the definition comes from.</param>
public sealed record Indicator(
    string Id, string Theme, string Title, string Measured, string Formula, IndicatorUnit Unit, IndicatorDirection Direction,
    IntervalMethod Interval, CountFamily? Numerator, CountFamily? Denominator, bool HasReference, Floor Floor, bool IsFlow,
    SourceTable Table, IReadOnlyList<string> ScopeKeys, IReadOnlyList<string> Classifications, IReadOnlyList<string> Crossings, string Source)
{
    /// <summary>
    /// The numerator's family for one scope. It differs from <see cref="Numerator"/> only where the scope names which people are
    /// counted: the upper tier of a disparity step.
    /// </summary>
    public CountFamily? NumeratorIn(Scope scope) => Step(scope) is { } step ? new($"headcount-{step.Upper}", Whose.Group) : Numerator;

    /// <summary>The denominator's family for one scope; see <see cref="NumeratorIn"/>.</summary>
    public CountFamily? DenominatorIn(Scope scope) => Step(scope) is { } step ? new($"headcount-{step.Lower}", Whose.Group) : Denominator;

    private static (string Lower, string Upper)? Step(Scope scope) =>
        scope["step"] is { } step && step.Split('-') is [var lower, var upper] ? (lower, upper) : null;
}
