namespace Parity.Disclosure;

/// <summary>What may happen to a count.</summary>
public enum CellRole
{
    /// <summary>May be shown, or withheld where the rules ask for it.</summary>
    Candidate,

    /// <summary>Never shown: an inner count that only relates others.</summary>
    Hidden,

    /// <summary>Already public, in this or an earlier publication; it cannot be withheld any more.</summary>
    Known,
}

/// <summary>One count of people or cases in a publication.</summary>
/// <param name="Value">The true count, 0 or more.</param>
/// <param name="Weight">How dear it is to withhold: greater weights survive first. Finite, 0 or more.</param>
/// <param name="Sensitive">Withhold it for a reason of the caller's own, whatever its size.</param>
/// <param name="Unit">How many of the value are one person: 2 where half people are counted. Threshold and interval are of
/// people. 1 or more; only whole editions count otherwise than one by one.</param>
public readonly record struct Cell(long Value, CellRole Role, double Weight, bool Sensitive = false, int Unit = 1);

/// <summary>
/// All counts of a publication and the sums that tie them together. Tables that share cells share them here too, so
/// that whatever an intruder can add or subtract, this system can.
/// </summary>
public sealed class CellSystem
{
    private readonly List<Cell> cells = [];
    private readonly List<int> starts = [0];
    private readonly HashSet<int> unjudged = [];
    private readonly List<(int Cell, int Coefficient)> terms = [];

    /// <summary>The number of cells.</summary>
    public int Count => cells.Count;

    internal int EquationCount => starts.Count - 1;

    internal Cell this[int cell] => cells[cell];

    /// <summary>Adds a cell and gives its number, counted from 0.</summary>
    public int Add(Cell cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell.Value, nameof(cell));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cell.Value, MaxCount, nameof(cell));
        if (!double.IsFinite(cell.Weight) || cell.Weight < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(cell), "A weight is finite and not negative.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(cell.Unit, 1, nameof(cell));
        cells.Add(cell);
        return cells.Count - 1;
    }

    /// <summary>An inner count that only ties others together: nobody asks about it, however small.</summary>
    internal int AddUnjudged(long value)
    {
        unjudged.Add(cells.Count);
        return Add(new Cell(value, CellRole.Hidden, 0));
    }

    /// <summary>Nobody asks about a cell that is there, however small: it was told, or withheld, by a rule under which it was not.</summary>
    public void LeaveUnjudged(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, cells.Count);
        unjudged.Add(cell);
    }

    internal bool IsJudged(int cell) => !unjudged.Contains(cell);

    /// <summary>Declares that the sum of coefficient times value is 0, as everybody who sees the publication knows.</summary>
    /// <exception cref="ArgumentException">The values given do not add up.</exception>
    public void Relate(params ReadOnlySpan<(int Cell, int Coefficient)> terms)
    {
        Int128 sum = 0;
        foreach (var (cell, coefficient) in terms)
        {
            ArgumentOutOfRangeException.ThrowIfZero(coefficient, nameof(terms));
            sum += (Int128)coefficient * cells[cell].Value;
        }
        if (sum != 0)
        {
            throw new ArgumentException("The values do not add up: the sum of coefficient times value is not 0.", nameof(terms));
        }
        foreach (var term in terms)
        {
            this.terms.Add(term);
        }
        starts.Add(this.terms.Count);
    }

    internal ReadOnlySpan<(int Cell, int Coefficient)> Equation(int equation) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(terms)[starts[equation]..starts[equation + 1]];

    /// <summary>Counts beyond a million million are not counts of people; sums of any published table stay exact.</summary>
    internal const long MaxCount = 1_000_000_000_000;
}
