namespace Parity.Disclosure.Selecting;

/// <summary>One end of an interval: a primary count can be so much greater, or so much less, than it is.</summary>
internal readonly record struct End(int Node, bool Upper)
{
    public int Number => (2 * Node) + (Upper ? 0 : 1);

    public static End Of(int number) => new(number / 2, number % 2 == 0);
}

/// <summary>
/// The moves that prove primary counts wide enough. A count has an upper end, a lower end or both; the distances of the
/// two add up to the width asked for, and each end has a move that reaches it while no withheld count falls below its
/// least value.
/// </summary>
internal sealed class Witnesses
{
    private readonly long[] room;
    private readonly List<(Move Move, List<int> Serves)> all = [];
    private readonly List<int>[] touching;
    private readonly int[] reaching;
    private readonly long[] distance;

    /// <param name="room">How far each count may fall.</param>
    public Witnesses(long[] room)
    {
        this.room = room;
        touching = [.. room.Select(_ => new List<int>())];
        reaching = new int[2 * room.Length];
        distance = new long[2 * room.Length];
        Array.Fill(reaching, -1);
    }

    public Move this[int witness] => all[witness].Move;

    public long DistanceOf(End end) => distance[end.Number];

    public Move? Reaching(End end) => reaching[end.Number] is var w and >= 0 ? all[w].Move : null;

    /// <summary>Ends that this witness reaches.</summary>
    public IReadOnlyList<int> ServedBy(int witness) => all[witness].Serves;

    /// <summary>Witnesses in use that change a count.</summary>
    public int[] Changing(int node)
    {
        var list = touching[node];
        list.RemoveAll(w => all[w].Serves.Count == 0);
        return [.. list];
    }

    /// <summary>A witness in use that reaches the end and leaves a count alone, or null.</summary>
    public Move? Another(End end, long away, int untouched)
    {
        touching[end.Node].RemoveAll(w => all[w].Serves.Count == 0);
        foreach (int witness in touching[end.Node])
        {
            var (move, serves) = all[witness];
            if (serves.Count > 0 && move.StepOf(untouched) == 0 && Reaches(move, end, away))
            {
                return move;
            }
        }
        return null;
    }

    /// <summary>Gives ends new witnesses; a distance of 0 takes the end away.</summary>
    public void Set(IReadOnlyList<(End End, long Distance, Move? Move)> changes)
    {
        var made = new Dictionary<Move, int>(ReferenceEqualityComparer.Instance);
        foreach (var (end, away, move) in changes)
        {
            if (reaching[end.Number] is var old and >= 0)
            {
                all[old].Serves.Remove(end.Number);
            }
            distance[end.Number] = away;
            reaching[end.Number] = -1;
            if (move is null)
            {
                continue;
            }
            if (!made.TryGetValue(move, out int number))
            {
                made[move] = number = all.Count;
                all.Add((move, []));
                foreach (int node in move.Nodes)
                {
                    touching[node].Add(number);
                }
            }
            reaching[end.Number] = number;
            all[number].Serves.Add(end.Number);
        }
    }

    /// <summary>Whether the move, or its opposite, brings the count that far.</summary>
    public bool Reaches(Move move, End end, long away) => move.StepOf(end.Node) != 0 && Offences(move, end, away, out _) == 0;

    /// <summary>How many counts would fall too far, and one of them.</summary>
    public int Offences(Move move, End end, long away, out int offender)
    {
        long step = move.StepOf(end.Node);
        int sign = step > 0 == end.Upper ? 1 : -1;
        long times = (away + Math.Abs(step) - 1) / Math.Abs(step);
        int offences = 0;
        offender = -1;
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            if (sign * move.Steps[i] < 0 && times * Math.Abs(move.Steps[i]) > room[move.Nodes[i]])
            {
                offences++;
                offender = move.Nodes[i];
            }
        }
        return offences;
    }

    /// <summary>How far the move brings the count up and down, each no further than asked.</summary>
    public (long Up, long Down) Reach(Move move, int node, long most)
    {
        long step = move.StepOf(node);
        (long forward, long backward) = (most, most);
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            long times = room[move.Nodes[i]] / Math.Abs(move.Steps[i]);
            if (move.Steps[i] < 0)
            {
                forward = Math.Min(forward, times);
            }
            else
            {
                backward = Math.Min(backward, times);
            }
        }
        (long up, long down) = step > 0 ? (forward, backward) : (backward, forward);
        return (Math.Min(most, up * Math.Abs(step)), Math.Min(most, down * Math.Abs(step)));
    }
}
