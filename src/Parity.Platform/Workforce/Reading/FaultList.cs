namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// The faults of one file: a true count, and the first by place. Workers fill lists of their own, in any order
/// of blocks, and merge them; the result does not depend on who was first.
/// </summary>
internal sealed class FaultList(string? file)
{
    private readonly List<Fault> kept = [];

    /// <param name="Position">Orders faults within a line: the column's place in the header, -1 for the whole line.</param>
    private readonly record struct Fault(int Line, int Position, string? Column, string Code, string Advice);

    public string? File => file;
    public long Count { get; private set; }

    /// <param name="line">The physical line, 0 where no line applies.</param>
    public void Add(int line, int position, string? column, string code, string advice)
    {
        Count++;
        kept.Add(new Fault(line, position, column, code, advice));
        if (kept.Count >= 2 * CheckReport.Placed) Prune();
    }

    /// <summary>A fault of a whole record. In return.csv every record is one key and its value, so there it is at the value.</summary>
    public void Add(int line, string code, string advice)
    {
        bool isDeclared = line > 1 && file == ReturnFormat.Return.Name;
        Add(line, isDeclared ? 1 : -1, isDeclared ? "value" : null, code, advice);
    }

    public void Merge(FaultList other)
    {
        Count += other.Count;
        kept.AddRange(other.kept);
        if (kept.Count >= 2 * CheckReport.Placed) Prune();
    }

    public IEnumerable<Problem> InOrder()
    {
        Prune();
        return kept.Select(f => new Problem(file, f.Line == 0 ? null : f.Line, f.Column, f.Code, f.Advice));
    }

    private void Prune()
    {
        var ordered = kept.OrderBy(f => f.Line).ThenBy(f => f.Position).ThenBy(f => f.Code, StringComparer.Ordinal)
            .Take(CheckReport.Placed).ToList();
        kept.Clear();
        kept.AddRange(ordered);
    }
}
