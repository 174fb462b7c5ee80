namespace Parity.Disclosure;

/// <summary>
/// A cell system as the intruder sees it: cells that must be equal are one node, zeros that are public are gone, and
/// every node has its least possible value.
/// </summary>
internal sealed class Skeleton
{
    private const int Zero = -1;

    private readonly CellSystem system;
    private readonly int[] leader;
    private readonly bool[] zero;

    /// <param name="isCounted">The intruder may be one of the people counted, who knows that there is somebody in a count that is never shown.</param>
    public Skeleton(CellSystem system, ProtectionRules rules, bool isCounted = false)
    {
        this.system = system;
        leader = [.. Enumerable.Range(0, system.Count)];
        zero = new bool[system.Count];
        for (int cell = 0; cell < system.Count; cell++)
        {
            var (value, role, _, sensitive, _) = system[cell];
            zero[cell] = value == 0 && (role == CellRole.Known
                || (role == CellRole.Candidate && !sensitive && !rules.ProtectZeros));
        }
        var equations = Contract();
        NodeOf = new int[system.Count];
        int[] number = new int[system.Count];
        Array.Fill(number, -1);
        for (int cell = 0; cell < system.Count; cell++)
        {
            int lead = Lead(cell);
            if (zero[lead])
            {
                NodeOf[cell] = Zero;
                continue;
            }
            if (number[lead] < 0)
            {
                number[lead] = Nodes.Count;
                Nodes.Add(new Node(system[lead].Value));
            }
            NodeOf[cell] = number[lead];
            Nodes[number[lead]].Join(system[cell], rules, system.IsJudged(cell));
        }
        foreach (var node in Nodes)
        {
            node.Settle(rules, isCounted);
        }
        Equations = [.. equations.Select(terms => terms.Select(t => (number[t.Node], t.Coefficient)).ToArray())];
        Sums = new Sums(Nodes.Count, Equations);
    }

    public List<Node> Nodes { get; } = [];
    public int[] NodeOf { get; }
    public IReadOnlyList<(int Node, long Coefficient)[]> Equations { get; }

    /// <summary>The equations once more, by count too.</summary>
    public Sums Sums { get; }

    /// <summary>The cell stands for a public zero, or is forced to zero because a sum of it and others is a public zero.</summary>
    public bool IsPublicZero(int cell) => NodeOf[cell] == Zero;

    private int Lead(int cell)
    {
        while (leader[cell] != cell)
        {
            cell = leader[cell] = leader[leader[cell]];
        }
        return cell;
    }

    private List<(int Node, long Coefficient)[]> Contract()
    {
        var open = new List<(int Node, long Coefficient)[]>(system.EquationCount);
        for (int e = 0; e < system.EquationCount; e++)
        {
            open.Add([.. system.Equation(e).ToArray().Select(t => (t.Cell, (long)t.Coefficient))]);
        }
        bool changed = true;
        while (changed)
        {
            changed = false;
            var kept = new List<(int, long)[]>(open.Count);
            foreach (var equation in open)
            {
                var terms = Reduce(equation);
                if (terms.Length == 0)
                {
                    continue;
                }
                // Counts are not negative: a sum of them that is nothing leaves each of them nothing.
                bool oneSign = terms.All(t => t.Coefficient > 0) || terms.All(t => t.Coefficient < 0);
                if (oneSign)
                {
                    foreach (var (node, _) in terms)
                    {
                        zero[node] = true;
                    }
                    changed = true;
                }
                else if (terms.Length == 2 && terms[0].Coefficient == -terms[1].Coefficient)
                {
                    leader[Math.Max(terms[0].Node, terms[1].Node)] = Math.Min(terms[0].Node, terms[1].Node);
                    changed = true;
                }
                else
                {
                    kept.Add(terms);
                }
            }
            open = kept;
        }
        return open;
    }

    private (int Node, long Coefficient)[] Reduce((int Node, long Coefficient)[] equation)
    {
        bool same = true;
        for (int i = 0; i < equation.Length && same; i++)
        {
            same = Lead(equation[i].Node) == equation[i].Node && !zero[equation[i].Node] && (i == 0 || equation[i - 1].Node < equation[i].Node);
        }
        if (same)
        {
            return equation;
        }
        var sums = new SortedDictionary<int, long>();
        foreach (var (node, coefficient) in equation)
        {
            int lead = Lead(node);
            if (!zero[lead])
            {
                sums[lead] = sums.GetValueOrDefault(lead) + coefficient;
            }
        }
        return [.. sums.Where(s => s.Value != 0).Select(s => (s.Key, s.Value))];
    }
}

/// <summary>One number of the publication, however many cells show it.</summary>
internal sealed class Node(long value)
{
    private bool hiddenOnly = true;

    public long Value { get; } = value;
    public double Weight { get; private set; }

    /// <summary>How many of the value are one person.</summary>
    public int Unit { get; private set; } = 1;

    /// <summary>Already public.</summary>
    public bool Known { get; private set; }

    /// <summary>May be released.</summary>
    public bool Candidate => !hiddenOnly;

    /// <summary>Must not be found out.</summary>
    public bool Primary { get; private set; }

    /// <summary>The least value an intruder has to reckon with before looking at any other number.</summary>
    public long Lower { get; private set; }

    /// <summary>Stands for a count that only ties others together.</summary>
    public bool Unjudged { get; private set; }

    public void Join(Cell cell, ProtectionRules rules, bool judged)
    {
        Unjudged |= !judged;
        Weight = Math.Max(Weight, cell.Weight);
        Unit = Math.Max(Unit, cell.Unit);
        Known |= cell.Role == CellRole.Known;
        hiddenOnly &= cell.Role == CellRole.Hidden;
        Primary |= cell.Sensitive || (judged && cell.Value > 0 && cell.Value < (long)rules.Threshold * cell.Unit) || (judged && cell.Value == 0 && rules.ProtectZeros);
    }

    public void Settle(ProtectionRules rules, bool isCounted) =>
        Lower = Known ? Value : rules.ProtectZeros || (hiddenOnly && !isCounted) ? 0 : Math.Min(1, Value);
}
