namespace Parity.Disclosure;

/// <summary>
/// All ways to change the counts that nobody who sees only the published ones would notice: whole-number vectors
/// (moves) under which every sum still holds. Publishing a cell removes the moves that change it.
/// </summary>
/// <remarks>
/// Kept as a sparse basis, one move a row. It starts with one move for each innermost count: raise it and everything it
/// is part of by one. Publishing a cell uses one of the moves that change it to cancel it in all others (Gaussian
/// elimination in whole numbers). When totals go first, what is left soon looks like squares and cubes: plus one here,
/// minus one there, plus one opposite.
/// </remarks>
internal sealed class MoveSpace
{
    // The Mersenne prime 2^61 - 1.
    private const ulong Prime = (1UL << 61) - 1;

    private readonly List<Move?> moves = [];
    private readonly List<int>[] movesOf;
    private readonly bool[] stale;
    private long[] seen;
    private long tick;
    private List<(int Index, Move? Move, ulong First, ulong Second)>? journal;
    private readonly ulong[] first;
    private readonly ulong[] second;
    private ulong seed = 20260101;

    public MoveSpace(int nodeCount, IReadOnlyList<(int Node, long Coefficient)[]> equations)
    {
        movesOf = new List<int>[nodeCount];
        stale = new bool[nodeCount];
        for (int node = 0; node < nodeCount; node++)
        {
            movesOf[node] = [];
        }
        first = new ulong[nodeCount];
        second = new ulong[nodeCount];
        var (expressions, leafCount, constraints) = Innermost.Find(nodeCount, equations);
        seen = new long[leafCount];
        var rows = new List<(int Node, long Step)>[leafCount];
        for (int leaf = 0; leaf < leafCount; leaf++)
        {
            rows[leaf] = [];
        }
        for (int node = 0; node < nodeCount; node++)
        {
            foreach (var (leaf, step) in expressions[node])
            {
                rows[leaf].Add((node, step));
            }
        }
        foreach (var row in rows)
        {
            Add(new Move([.. row.Select(r => r.Node)], [.. row.Select(r => r.Step)]));
        }
        foreach (var constraint in constraints)
        {
            Satisfy(constraint, leafCount);
        }
        foreach (var move in moves.OfType<Move>())
        {
            Print(move);
        }
    }

    /// <summary>A copy, to go on with otherwise.</summary>
    public MoveSpace(MoveSpace other)
    {
        moves = [.. other.moves];
        movesOf = Array.ConvertAll(other.movesOf, rows => new List<int>(rows));
        (stale, seen) = ([.. other.stale], new long[other.seen.Length]);
        (first, second, seed) = ([.. other.first], [.. other.second], other.seed);
    }

    /// <summary>One more way to change the counts, as when a count is withheld again.</summary>
    public void Include(Move move)
    {
        Add(move);
        if (seen.Length < moves.Count)
        {
            Array.Resize(ref seen, moves.Count * 2);
        }
        Print(move);
    }

    // A fingerprint of each node: its changes under random amounts of all moves.
    private void Print(Move move)
    {
        (ulong r, ulong s) = (Draw(ref seed), Draw(ref seed));
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            first[move.Nodes[i]] = AddMod(first[move.Nodes[i]], MulMod(r, ToField(move.Steps[i])));
            second[move.Nodes[i]] = AddMod(second[move.Nodes[i]], MulMod(s, ToField(move.Steps[i])));
        }
    }

    /// <summary>How many rows there ever were.</summary>
    public int Rows => moves.Count;

    /// <summary>From here on <see cref="Undo"/> can come back to what is now.</summary>
    public void Remember() => journal = [];

    /// <summary>Goes back to the moment of <see cref="Remember"/>.</summary>
    public void Undo()
    {
        for (int at = journal!.Count - 1; at >= 0; at--)
        {
            var (index, move, f, s) = journal[at];
            if (move is null)
            {
                (first[index], second[index]) = (f, s);
                continue;
            }
            Reindex(index, moves[index]?.Nodes ?? [], move.Nodes);
            moves[index] = move;
        }
        journal = null;
    }

    /// <summary>The moves that change a node, as row numbers.</summary>
    public List<int> MovesOf(int node)
    {
        var list = movesOf[node];
        if (!stale[node])
        {
            return list;
        }
        stale[node] = false;
        tick++;
        int kept = 0;
        for (int i = 0; i < list.Count; i++)
        {
            int row = list[i];
            if (seen[row] != tick && moves[row] is { } move && move.StepOf(node) != 0)
            {
                seen[row] = tick;
                list[kept++] = row;
            }
        }
        list.RemoveRange(kept, list.Count - kept);
        return list;
    }

    /// <summary>About how many moves change a node.</summary>
    public int Degree(int node) => movesOf[node].Count;

    public Move this[int row] => moves[row] ?? throw new InvalidOperationException("This move was used up.");

    /// <summary>Whether the published cells already determine this node.</summary>
    public bool IsDetermined(int node) => MovesOf(node).Count == 0;

    /// <summary>The same published cells together with one of the two would give the other away.</summary>
    public bool Betray(int node, int other) =>
        MulMod(first[node], second[other]) == MulMod(first[other], second[node]);

    /// <summary>Removes every move that changes the node, spending the given one to cancel it in the others.</summary>
    public void Publish(int node, int pivotRow)
    {
        var pivot = this[pivotRow];
        long pivotStep = pivot.StepOf(node);
        ulong inverse = Inverse(ToField(pivotStep));
        (ulong f, ulong s) = (first[node], second[node]);
        for (int i = 0; i < pivot.Nodes.Length; i++)
        {
            ulong factor = MulMod(ToField(pivot.Steps[i]), inverse);
            int at = pivot.Nodes[i];
            journal?.Add((at, null, first[at], second[at]));
            first[at] = SubMod(first[at], MulMod(factor, f));
            second[at] = SubMod(second[at], MulMod(factor, s));
        }
        foreach (int row in MovesOf(node))
        {
            var old = this[row];
            var next = row == pivotRow ? null : old.Cancel(node, pivot);
            journal?.Add((row, old, 0, 0));
            Reindex(row, old.Nodes, next is null ? [] : next.Nodes);
            moves[row] = next;
        }
    }

    private void Reindex(int row, int[] before, int[] after)
    {
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            int left = i < before.Length ? before[i] : int.MaxValue;
            int right = j < after.Length ? after[j] : int.MaxValue;
            if (left < right)
            {
                stale[left] = true;
                i++;
            }
            else if (right < left)
            {
                // A stale list may hold this row already, from an earlier time: it drops doubles when it is next read.
                movesOf[right].Add(row);
                j++;
            }
            else
            {
                i++;
                j++;
            }
        }
    }

    private void Add(Move move)
    {
        foreach (int node in move.Nodes)
        {
            movesOf[node].Add(moves.Count);
        }
        moves.Add(move);
    }

    // A sum among innermost counts that the expressions do not already imply: cancel it like a published cell.
    private void Satisfy((int Leaf, long Coefficient)[] constraint, int leafCount)
    {
        // Rows still are one per leaf until the first constraint; afterwards the residual of a row is recomputed.
        var residuals = new List<(int Row, long Residual)>();
        for (int row = 0; row < leafCount; row++)
        {
            if (moves[row] is { } move)
            {
                long residual = 0;
                foreach (var (node, coefficient) in constraint)
                {
                    residual = checked(residual + coefficient * move.StepOf(node));
                }
                if (residual != 0)
                {
                    residuals.Add((row, residual));
                }
            }
        }
        if (residuals.Count == 0)
        {
            return;
        }
        var (pivotRow, pivotResidual) = residuals.MinBy(r => (Math.Abs(r.Residual), this[r.Row].Nodes.Length, r.Row));
        var pivot = this[pivotRow];
        moves[pivotRow] = null;
        Reindex(pivotRow, pivot.Nodes, []);
        foreach (var (row, residual) in residuals)
        {
            if (row == pivotRow)
            {
                continue;
            }
            var next = this[row].Combine(pivotResidual, pivot, -residual);
            var old = this[row].Nodes;
            Reindex(row, old, next?.Nodes ?? []);
            moves[row] = next;
        }
    }

    private static ulong Draw(ref ulong state)
    {
        // SplitMix64 (Steele, Lea and Flood 2014): fixed, so that two runs agree.
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (z ^ (z >> 31)) % Prime;
    }

    private static ulong ToField(long value) => value >= 0 ? (ulong)value % Prime : Prime - (ulong)-value % Prime;

    private static ulong AddMod(ulong a, ulong b) => a + b >= Prime ? a + b - Prime : a + b;

    private static ulong SubMod(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    private static ulong MulMod(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        ulong sum = (low & Prime) + (low >> 61 | high << 3);
        sum = (sum & Prime) + (sum >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }

    private static ulong Inverse(ulong a)
    {
        ulong result = 1;
        for (ulong power = Prime - 2; power > 0; power >>= 1)
        {
            if ((power & 1) == 1)
            {
                result = MulMod(result, a);
            }
            a = MulMod(a, a);
        }
        return result;
    }
}
