using System.Runtime.InteropServices;
using Parity.Disclosure.Linked;

namespace Parity.Disclosure;

/// <summary>
/// Checks in whole numbers what the selection claims, from the equations and the values alone: each witness keeps every
/// sum, changes no public number, lowers nothing below its least value, and moves its cell far enough.
/// </summary>
internal sealed class Proof
{
    private readonly CellSystem system;
    private readonly Skeleton skeleton;
    private readonly ProtectionRules rules;
    private readonly bool[] withheld;
    private readonly IReadOnlyList<Reader> organisations = [];
    private readonly IReadOnlyList<(int Node, int Organisation)> toldBefore = [];
    private readonly Func<int, (Move? Upper, Move? Lower)> witnessesOf;
    private readonly Func<int, bool>? isWide;
    private readonly Func<int, bool>? isConfined;
    private readonly Func<int, (int Node, int? Organisation)?>? needOf;
    private readonly Dictionary<int, Int128> changed = [];
    private readonly bool[] open;
    private int[]? shownAs;
    private int breachesExplained;
    private readonly List<Reach> reaches = [];

    private const int MostExplained = 20;

    public Proof(CellSystem system, Skeleton skeleton, ProtectionRules rules, bool[] withheld, Func<int, (Move? Upper, Move? Lower)> witnessesOf,
        LinkedSelection? linked = null)
    {
        (this.system, this.skeleton, this.rules) = (system, skeleton, rules);
        (this.withheld, this.witnessesOf) = (withheld, witnessesOf);
        if (linked is not null)
        {
            (isWide, isConfined, needOf) = (linked.IsWide, linked.IsConfinedBefore, linked.NeedOf);
            (organisations, toldBefore) = (linked.Organisations, linked.ToldBefore);
        }
        open = new bool[skeleton.Nodes.Count];
        for (int node = 0; node < open.Length; node++)
        {
            var at = skeleton.Nodes[node];
            open[node] = !at.Known && (at.Primary || !at.Candidate || withheld[node]);
        }
    }

    public Protection Conclude()
    {
        (int attacked, int proven) = (0, 0);
        long? narrowest = null;
        var breaches = new List<Breach>();
        var confined = new List<int>();
        var statuses = new CellStatus[system.Count];
        var widths = new (bool Judged, long? Width)[open.Length];
        for (int cell = 0; cell < system.Count; cell++)
        {
            statuses[cell] = StatusOf(cell);
            int at = skeleton.NodeOf[cell];
            if (skeleton.IsPublicZero(cell) ? !system[cell].Sensitive || system[cell].Role == CellRole.Known : !skeleton.Nodes[at].Primary || !system.IsJudged(cell))
            {
                continue;
            }
            attacked++;
            long? width = 0;
            if (at >= 0)
            {
                if (!widths[at].Judged)
                {
                    widths[at] = (true, Width(at));
                }
                width = widths[at].Width;
            }
            if (width is { } known)
            {
                narrowest = Math.Min(narrowest ?? long.MaxValue, at < 0 ? known : known / skeleton.Nodes[at].Unit);
            }
            if (width >= (at < 0 ? rules.MinInterval : Wanted(at)) || width is null)
            {
                proven++;
            }
            else if (at >= 0 && width >= 1 && isConfined is not null && isConfined(at))
            {
                confined.Add(cell);
            }
            else
            {
                bool isFree = at >= 0 && open[at] && (isWide?.Invoke(at) is true || isConfined?.Invoke(at) is true);
                breaches.Add(BreachOf(cell, at, width.Value) with { IsOnlyUnproven = isFree });
            }
        }
        breaches.AddRange(organisations.SelectMany(BreachesBy));
        var audit = new AuditReport(attacked, breaches.Select(b => b.Cell).Distinct().Count(), narrowest, proven, 0);
        return new Protection(system, rules, statuses, audit, breaches, Certify, NeedOf)
        {
            ConfinedBefore = confined,
            ToldBefore = [.. toldBefore.Select(t => (ShownAs(t.Node), t.Organisation))],
        };
    }

    private Breach BreachOf(int cell, int at, long width)
    {
        long value = system[cell].Value;
        if (at < 0 || !open[at])
        {
            return new(cell, value, value, [(cell, 1)], 1);
        }
        if (breachesExplained++ < MostExplained && Giveaway.Find(skeleton.Equations, n => open[n], at) is { } found)
        {
            return new(cell, value, value, [.. found.Terms.Select(t => (ShownAs(t.Number), t.Coefficient))], found.Divisor);
        }
        return new(cell, value, value + width, [], 1);
    }

    private Need? NeedOf(int cell) => needOf?.Invoke(skeleton.NodeOf[cell]) is var (node, organisation) ? new(ShownAs(node), organisation) : null;

    private int ShownAs(int node) => (shownAs ??= Representatives())[node];

    // A cell that shows each number, one that readers see where there is one.
    private int[] Representatives()
    {
        int[] cells = new int[open.Length];
        Array.Fill(cells, -1);
        for (int cell = 0; cell < system.Count; cell++)
        {
            if (skeleton.NodeOf[cell] is var at and >= 0 && (cells[at] < 0 || system[cells[at]].Role == CellRole.Hidden))
            {
                cells[at] = cell;
            }
        }
        return cells;
    }

    private CellStatus StatusOf(int cell)
    {
        var role = system[cell].Role;
        if (role != CellRole.Candidate)
        {
            return role == CellRole.Known ? CellStatus.Known : CellStatus.Hidden;
        }
        if (skeleton.IsPublicZero(cell))
        {
            return CellStatus.Released;
        }
        int at = skeleton.NodeOf[cell];
        return !open[at] ? CellStatus.Released
            : skeleton.Nodes[at].Primary ? CellStatus.Primary : CellStatus.Complementary;
    }

    /// <summary>How far apart two tables are in this node that fit everything public; null if as far as one likes.</summary>
    private long? Width(int node)
    {
        if (!open[node])
        {
            return 0;
        }
        var (above, below, up, down) = Furthest(node, witnessesOf(node));
        int wanted = Wanted(node);
        long rest = wanted - Math.Min(above ?? wanted, wanted);
        Claim(up, wanted - rest);
        // Where they are not far enough apart altogether, as far as they go.
        Claim(down, Math.Min(rest, below ?? rest));
        return above + below;
    }

    private (long? Above, long? Below, Reach? Up, Reach? Down) Furthest(int node, (Move? Upper, Move? Lower) witnesses)
    {
        (long? above, long? below) = (0, 0);
        (Reach? up, Reach? down) furthest = (null, null);
        foreach (var move in (ReadOnlySpan<Move?>)[witnesses.Upper, ReferenceEquals(witnesses.Upper, witnesses.Lower) ? null : witnesses.Lower])
        {
            if (move is null || move.StepOf(node) is not (not 0 and var step) || !Holds(move))
            {
                continue;
            }
            int sign = Math.Sign(step);
            (long? up, long? down) = (Times(move, sign) * Math.Abs(step), Times(move, -sign) * Math.Abs(step));
            Far(ref above, ref furthest.up, node, move, up, sign);
            Far(ref below, ref furthest.down, node, move, down, -sign);
        }
        return (above, below, furthest.up, furthest.down);
    }

    /// <summary>Small counts of others that an organisation, which knows its own, is not proven to be kept from as far as it should.</summary>
    private IEnumerable<Breach> BreachesBy(Reader organisation)
    {
        (Move? Upper, Move? Lower) WithoutOwn(int node)
        {
            var (upper, lower) = organisation.WitnessesOf(node);
            return (Without(upper), Without(lower));
        }
        Move? Without(Move? move) => move is null || Array.Exists(move.Nodes, organisation.Knows) ? null : move;
        for (int node = 0; node < open.Length; node++)
        {
            if (!organisation.IsGuarded(node)) continue;
            var (above, below, _, _) = open[node] ? Furthest(node, WithoutOwn(node)) : (0, 0, null, null);
            if (above + below is { } width && width < organisation.WantedOf(node))
            {
                yield return new(ShownAs(node), skeleton.Nodes[node].Value, skeleton.Nodes[node].Value + width, [], 1) { Organisation = organisation.Organisation, IsOnlyUnproven = open[node] && organisation.IsWide(node) };
            }
        }
    }

    private int Wanted(int node) => rules.MinInterval * skeleton.Nodes[node].Unit;

    private static void Far(ref long? furthest, ref Reach? by, int node, Move move, long? distance, int sign)
    {
        if (furthest is { } known && (distance is null || distance > known))
        {
            (furthest, by) = (distance, new Reach(node, move, sign));
        }
    }

    private void Claim(Reach? by, long distance)
    {
        if (by is { } reach && distance > 0)
        {
            long step = Math.Abs(reach.Change);
            reaches.Add(reach with { Times = reach.Times * ((distance + step - 1) / step) });
        }
    }

    private List<long[]> Certify() =>
        [.. PossibleTables.Of(skeleton.Nodes, reaches).Select(table => skeleton.NodeOf.Select(at => at < 0 ? 0 : table[at]).ToArray())];

    // What a move adds to each sum it touches; all of it must come to nothing.
    private bool Holds(Move move)
    {
        changed.Clear();
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            if (!open[move.Nodes[i]])
            {
                return false;
            }
            foreach (var (sum, coefficient) in skeleton.Sums.SumsOf(move.Nodes[i]))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(changed, sum, out _) += (Int128)coefficient * move.Steps[i];
            }
        }
        return changed.Values.All(total => total == 0);
    }

    private long? Times(Move move, int sign)
    {
        long? times = null;
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            long step = sign * move.Steps[i];
            if (step < 0)
            {
                var node = skeleton.Nodes[move.Nodes[i]];
                times = Math.Min(times ?? long.MaxValue, (node.Value - node.Lower) / -step);
            }
        }
        return times;
    }
}
