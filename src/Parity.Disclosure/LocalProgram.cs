using System.Numerics;
using System.Runtime.InteropServices;

namespace Parity.Disclosure;

/// <summary>
/// A small linear programme: mix the given moves so that one count rises or falls as far as wanted while none falls
/// further than it has room. Floating point finds a candidate; what is handed back is rebuilt and checked in whole numbers.
/// </summary>
internal static class LocalProgram
{
    private const double Tiny = 1e-9;

    /// <summary>A move that raises the count by the width, or null.</summary>
    public static Move? Raise(List<Move> moves, int target, long width, long[] room) => Change(moves, target, upwards: true, width, room).Move;

    /// <returns>How far the count can be brought, at most the distance wanted, and a move that does it if it can be.</returns>
    public static (long Reached, Move? Move) Change(List<Move> moves, int target, bool upwards, long distance, long[] room)
    {
        int towards = upwards ? 1 : -1;
        int columns = moves.Count;
        var rowOf = new Dictionary<int, int>();
        foreach (var move in moves)
        {
            foreach (int node in move.Nodes)
            {
                rowOf.TryAdd(node, rowOf.Count);
            }
        }
        if (!rowOf.TryGetValue(target, out int goal))
        {
            return (0, null);
        }
        int rows = rowOf.Count;
        // Rows are padded to whole vectors.
        int stride = (columns + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        var table = Cleared(rows * stride);
        for (int c = 0; c < columns; c++)
        {
            var move = moves[c];
            for (int i = 0; i < move.Nodes.Length; i++)
            {
                table[(rowOf[move.Nodes[i]] * stride) + c] = move.Steps[i];
            }
        }
        double[] slack = new double[rows];
        int[] nodeOf = new int[rows];
        foreach (var (node, row) in rowOf)
        {
            nodeOf[row] = node;
            slack[row] = room[node];
        }
        // Columns are free until they enter; afterwards they stand for a count at its least value, which may only rise.
        bool[] free = new bool[columns];
        Array.Fill(free, true);
        double[] value = new double[rows];
        bool[] gone = new bool[rows];
        double brought = 0;
        for (int step = 0; step < 40 + (4 * columns); step++)
        {
            var objective = table.AsSpan(goal * stride, stride);
            int enter = -1;
            double steepest = Tiny;
            for (int c = 0; c < columns; c++)
            {
                double gain = free[c] ? Math.Abs(objective[c]) : towards * objective[c];
                if (gain > steepest)
                {
                    (enter, steepest) = (c, gain);
                    if (step > 2 * columns)
                    {
                        break;
                    }
                }
            }
            if (enter < 0)
            {
                return ((long)Math.Floor(brought + Tiny), null);
            }
            double sign = objective[enter] * towards > 0 ? 1 : -1;
            double length = (distance - brought) / Math.Abs(objective[enter]);
            int leave = -1;
            for (int r = 0; r < rows; r++)
            {
                double rate = sign * table[(r * stride) + enter];
                if (gone[r] || rate > -Tiny)
                {
                    continue;
                }
                double limit = (slack[r] + value[r]) / -rate;
                if (limit < length - Tiny || (leave >= 0 && limit <= length + Tiny && Math.Abs(rate) > Math.Abs(table[(leave * stride) + enter])))
                {
                    (leave, length) = (r, Math.Max(0, limit));
                }
            }
            for (int r = 0; r < rows; r++)
            {
                value[r] += sign * length * table[(r * stride) + enter];
            }
            brought = towards * value[goal];
            if (leave < 0)
            {
                return (distance, Rebuild(nodeOf, value, target));
            }
            Pivot(table, rows, stride, leave, enter);
            gone[leave] = true;
            free[enter] = false;
        }
        return (0, null);
    }

    private static void Pivot(double[] table, int rows, int stride, int leave, int enter)
    {
        var pivot = table.AsSpan(leave * stride, stride);
        double by = pivot[enter];
        for (int r = 0; r < rows; r++)
        {
            double rate = table[(r * stride) + enter];
            if (r == leave || Math.Abs(rate) < Tiny)
            {
                table[(r * stride) + enter] = r == leave ? by : 0;
                continue;
            }
            double factor = rate / by;
            var row = MemoryMarshal.Cast<double, Vector<double>>(table.AsSpan(r * stride, stride));
            var from = MemoryMarshal.Cast<double, Vector<double>>(pivot);
            for (int v = 0; v < row.Length; v++)
            {
                row[v] -= from[v] * factor;
            }
            table[(r * stride) + enter] = factor;
        }
        pivot.Clear();
        pivot[enter] = 1;
    }

    [ThreadStatic]
    private static double[]? scratch;

    private static double[] Cleared(int size)
    {
        if (scratch is null || scratch.Length < size)
        {
            scratch = new double[Math.Max(size, 1 << 16)];
        }
        Array.Clear(scratch, 0, size);
        return scratch;
    }

    private static Move? Rebuild(int[] nodeOf, double[] value, int target)
    {
        for (int times = 1; times <= 6; times++)
        {
            bool whole = true;
            for (int r = 0; r < value.Length && whole; r++)
            {
                double scaled = value[r] * times;
                whole = Math.Abs(scaled - Math.Round(scaled)) < 1e-6;
            }
            if (!whole)
            {
                continue;
            }
            var steps = value.Select((v, r) => (Node: nodeOf[r], Step: (long)Math.Round(v * times)))
                .Where(s => s.Step != 0).OrderBy(s => s.Node).ToArray();
            return steps.Any(s => s.Node == target)
                ? new Move([.. steps.Select(s => s.Node)], [.. steps.Select(s => s.Step)]).Reduced()
                : null;
        }
        return null;
    }
}
