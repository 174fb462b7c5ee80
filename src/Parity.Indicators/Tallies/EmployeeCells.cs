using System.Runtime.CompilerServices;

namespace Parity.Indicators;

/// <summary>Counts and sums of people who have the same codes.</summary>
internal sealed class EmployeeCell(long key)
{
    public readonly long Key = key;
    public TickCounts Counts;
    public AmountMoments Pay, Bonus;
    public Moments Sickness;
}

/// <summary>One count for each <see cref="Tick"/>.</summary>
[InlineArray(EmployeeTally.Ticks)]
internal struct TickCounts
{
    private long first;
}

/// <summary>The cells of those combinations of codes that somebody has, in the order they are met.</summary>
internal sealed class EmployeeCells(long combinations)
{
    /// <summary>So many combinations are found by their key alone, the rest by a dictionary.</summary>
    private const int Direct = 1 << 18;

    private readonly EmployeeCell?[] direct = new EmployeeCell?[Math.Min(combinations, Direct)];
    private readonly Dictionary<long, EmployeeCell> far = [];
    private readonly List<EmployeeCell> met = [];

    public IReadOnlyList<EmployeeCell> Met => met;

    /// <summary>The cell of a combination, made where nobody had it before.</summary>
    public EmployeeCell At(long key)
    {
        if (key < direct.Length) return direct[key] ??= Make(key);
        if (!far.TryGetValue(key, out var cell)) far[key] = cell = Make(key);
        return cell;
    }

    private EmployeeCell Make(long key)
    {
        var cell = new EmployeeCell(key);
        met.Add(cell);
        return cell;
    }
}
