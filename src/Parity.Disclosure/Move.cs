namespace Parity.Disclosure;

/// <summary>A change of counts in whole numbers: the nodes it changes, ascending, and by how much. Divided by the greatest
/// common factor of its steps.</summary>
internal sealed record Move(int[] Nodes, long[] Steps)
{
    public long StepOf(int node)
    {
        int[] nodes = Nodes;
        (int low, int high) = (0, nodes.Length - 1);
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int at = nodes[middle];
            if (at == node)
            {
                return Steps[middle];
            }
            (low, high) = at < node ? (middle + 1, high) : (low, middle - 1);
        }
        return 0;
    }

    public Move Reduced()
    {
        long common = 0;
        foreach (long step in Steps)
        {
            common = Gcd(common, step);
        }
        return common <= 1 ? this : new(Nodes, Array.ConvertAll(Steps, s => s / common));
    }

    /// <summary>So many times this, not divided by anything.</summary>
    public Move Times(long times) => new(Nodes, Array.ConvertAll(Steps, s => s * times));

    public Move Opposite() => new(Nodes, Array.ConvertAll(Steps, s => -s));

    /// <summary>This move with the pivot added or taken away until the node no longer changes; null if nothing is left, or
    /// if numbers grew too large to be of use.</summary>
    public Move? Cancel(int node, Move pivot) => Combine(pivot.StepOf(node), pivot, -StepOf(node));

    /// <summary>a times this plus b times the other.</summary>
    public Move? Combine(long a, Move other, long b)
    {
        long factor = Gcd(a, b);
        (a, b) = (a / factor, b / factor);
        if (Math.Abs(a) > int.MaxValue || Math.Abs(b) > int.MaxValue)
        {
            return null;
        }
        int[] mine = Nodes, theirs = other.Nodes;
        long[] own = Steps, added = other.Steps;
        var (nodes, steps) = Scratch(mine.Length + theirs.Length);
        int count = 0, i = 0, j = 0;
        long common = 0;
        // Moves that are combined have steps of 32 bits, as what comes of it has, and so have a and b: sums fit into 64.
        while (i < mine.Length || j < theirs.Length)
        {
            int left = i < mine.Length ? mine[i] : int.MaxValue;
            int right = j < theirs.Length ? theirs[j] : int.MaxValue;
            long step;
            if (left < right)
            {
                (nodes[count], step) = (left, a * own[i++]);
            }
            else if (right < left)
            {
                (nodes[count], step) = (right, b * added[j++]);
            }
            else
            {
                (nodes[count], step) = (left, (a * own[i++]) + (b * added[j++]));
                if (step == 0)
                {
                    continue;
                }
            }
            if (step is > int.MaxValue or < -int.MaxValue)
            {
                return null;
            }
            steps[count++] = step;
            if (common != 1)
            {
                common = Gcd(common, step);
            }
        }
        if (count == 0)
        {
            return null;
        }
        if (common > 1)
        {
            for (int k = 0; k < count; k++)
            {
                steps[k] /= common;
            }
        }
        return new Move(nodes[..count], steps[..count]);
    }

    /// <summary>This plus so many times the other, as it is: a way from one table to another, not divided by anything.</summary>
    public Move? Plus(Move other, long times)
    {
        int[] nodes = new int[Nodes.Length + other.Nodes.Length];
        long[] steps = new long[nodes.Length];
        int count = 0;
        for (int i = 0, j = 0; i < Nodes.Length || j < other.Nodes.Length;)
        {
            int left = i < Nodes.Length ? Nodes[i] : int.MaxValue;
            int right = j < other.Nodes.Length ? other.Nodes[j] : int.MaxValue;
            nodes[count] = Math.Min(left, right);
            steps[count] = (left <= right ? Steps[i++] : 0) + (right <= left ? times * other.Steps[j++] : 0);
            count += steps[count] == 0 ? 0 : 1;
        }
        return count == 0 ? null : new Move(nodes[..count], steps[..count]);
    }

    [ThreadStatic]
    private static (int[] Nodes, long[] Steps) scratch;

    // Most sums of moves are much shorter than the two together, and many are made.
    private static (int[] Nodes, long[] Steps) Scratch(int length)
    {
        if (scratch.Nodes is null || scratch.Nodes.Length < length)
        {
            scratch = (new int[2 * length], new long[2 * length]);
        }
        return scratch;
    }

    private static long Gcd(long a, long b)
    {
        (a, b) = (Math.Abs(a), Math.Abs(b));
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }
        return a;
    }
}
