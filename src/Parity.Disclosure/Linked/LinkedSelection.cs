namespace Parity.Disclosure.Linked;

/// <summary>
/// Chooses what to release of a system with many cuts of the same counts: first by exact linear algebra alone, dearest
/// first, then by withholding more wherever the sums still confine a primary cell too narrowly, to everybody or to an
/// organisation that knows its own counts.
/// </summary>
/// <remarks>
/// Every choice rests on which cells are primary, on names and weights, and on released counts; none on the value of a
/// withheld one. So a withheld value that changes among values that stay withheld changes nothing that is public. The
/// tables come afterwards and only prove.
/// </remarks>
internal sealed class LinkedSelection
{
    private const int Batch = 32;
    private const int NearAtOnce = 8;
    private const int FarAtOnce = 4;
    private const int MostRounds = 12;

    private readonly Skeleton skeleton;
    private readonly IReadOnlyList<Node> nodes;
    private readonly OwnCounts? owners;
    private readonly Reader everybody;

    // For whom each withheld node was last refused, and which primary one it would have told.
    private readonly Dictionary<int, (int Node, int? Organisation)> needs = [];

    // Which nodes and sums the last look around has reached.
    private readonly int[] reached;
    private readonly int[] looked;
    private int tick;

    public LinkedSelection(Skeleton skeleton, ProtectionRules rules, OwnCounts? owners = null)
    {
        (this.skeleton, this.owners, nodes) = (skeleton, owners, skeleton.Nodes);
        (Withheld, reached, looked) = (new bool[nodes.Count], new int[nodes.Count], new int[skeleton.Equations.Count]);
        everybody = new Reader(skeleton, Withheld, [.. nodes.Select(n => n.Known)], n => nodes[n].Primary && !nodes[n].Known, rules.MinInterval);
    }

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>Those who know counts of their own, each with what it must not find out.</summary>
    public IReadOnlyList<Reader> Organisations { get; private set; } = [];

    /// <summary>Small nodes that nothing which may be withheld keeps from an organisation, beside what was released before.</summary>
    public IReadOnlyList<(int Node, int Organisation)> ToldBefore { get; private set; } = [];

    /// <summary>The ways from the true table to others that prove a primary node safe to everybody; none where there is no proof.</summary>
    public (Move? Upper, Move? Lower) WitnessesOf(int node) => everybody.WitnessesOf(node);

    /// <summary>Tables that fit everything public are far enough apart in this primary node.</summary>
    public bool IsWide(int node) => everybody.IsWide(node) && everybody.WantedOf(node) == Whole(node);

    /// <summary>
    /// What was released before confines this node more narrowly than is asked for, whatever is withheld; all of what that
    /// leaves is left, more than one value.
    /// </summary>
    public bool IsConfinedBefore(int node) => everybody.IsWide(node) && everybody.WantedOf(node) < Whole(node);

    private int Whole(int node) => everybody.MinInterval * nodes[node].Unit;

    /// <summary>What the release of a withheld node would have told, and to which organisation that knows its own counts; to everybody where null.</summary>
    public (int Node, int? Organisation)? NeedOf(int node) => Withheld[node] && needs.TryGetValue(node, out var need) ? need : null;

    /// <param name="solver">Asked for proofs that nothing here finds. Without one, what it would have proven stays unproven, and nothing else differs.</param>
    public void Run(WholeNumberSolver? solver, CancellationToken stop)
    {
        Select(stop);
        Temper(everybody, everybody.Narrow(stop), stop);
        while (everybody.Narrow(stop) is { Count: > 0 } narrow && Widen(everybody, [everybody], narrow))
        {
        }
        Restore([everybody], [.. Dearest(n => Withheld[n])], stop);
        List<Reader> readers = [everybody];
        foreach (var (organisation, own) in owners?.NodesOfEach(skeleton) ?? [])
        {
            readers.Add(OrganisationOf(organisation, own));
            Loosen(readers[^1], stop);
        }
        if (readers.Count > 1)
        {
            // What one reader needed may be needless beside what was withheld for another.
            readers.ForEach(r => r.Renew(Dearest(n => !r.Knows(n) && !r.IsOpen(n))));
            Restore(readers, [.. Dearest(n => Withheld[n])], stop);
        }
        foreach (var reader in readers)
        {
            reader.Prove(solver, stop);
            if (solver is not null) WidenWhole(reader, readers, solver, stop);
        }
        Organisations = readers[1..];
        // A count of its own people alone nothing published told it.
        if (nodes.Any(n => n.Known)) ToldBefore = [.. (owners?.NodesOfEach(skeleton) ?? []).Zip(Organisations, (own, reader) => ToldTo(reader, own.Nodes, stop)).SelectMany(told => told)];
    }

    private IEnumerable<(int Node, int Organisation)> ToldTo(Reader organisation, IReadOnlyList<int> own, CancellationToken stop)
    {
        int[] lost = [.. Enumerable.Range(0, nodes.Count).Where(organisation.IsLost)];
        if (lost.Length == 0) return [];
        bool[] known = new bool[nodes.Count];
        foreach (int node in own)
        {
            known[node] = true;
        }
        var alone = new Reader(skeleton, [.. nodes.Select(n => n.Candidate)], known, _ => true, 1);
        return [.. lost.Where(n => alone.FindsWide(n, stop)).Select(n => (n, organisation.Organisation!.Value))];
    }

    /// <summary>Fractions may go farther than whole numbers do: where the solver found none far enough apart, more is withheld.</summary>
    private void WidenWhole(Reader reader, List<Reader> readers, WholeNumberSolver solver, CancellationToken stop)
    {
        if (reader.Unproven() is not { Count: > 0 } unproven) return;
        var freest = Freest(reader);
        foreach (int node in unproven)
        {
            freest.Want(node, reader.WantedOf(node));
            freest.FindsWide(node, stop);
        }
        freest.Prove(solver, stop);
        // What all that may be withheld does not help with was confined before. An organisation may have been told it outright: that
        // is believed only where the solver has ruled more out.
        foreach (int node in freest.Unproven().Where(n => freest.WidthOf(n) > 0 || (reader.Organisation is not null && freest.IsRuledOut(n))))
        {
            reader.Want(node, freest.WidthOf(node));
        }
        for (int round = 0; round < MostRounds && reader.Unproven() is { Count: > 0 } narrow && Widen(reader, readers, narrow); round++)
        {
            reader.Prove(solver, stop);
        }
    }

    /// <summary>A reader of as little as may be published.</summary>
    private Reader Freest(Reader reader) =>
        new(skeleton, [.. nodes.Select(n => n.Candidate)], [.. Enumerable.Range(0, nodes.Count).Select(reader.Knows)], _ => true, reader.MinInterval, reader);

    /// <summary>An organisation that must not find out what everybody is kept from, but for its own counts.</summary>
    private Reader OrganisationOf(int number, IReadOnlyList<int> own)
    {
        bool[] known = [.. nodes.Select(n => n.Known)];
        foreach (int node in own)
        {
            known[node] = true;
        }
        var organisation = new Reader(skeleton, Withheld, known, n => nodes[n].Primary && !known[n] && everybody.WantedOf(n) > 0, owners!.MinInterval, everybody) { Organisation = number };
        organisation.Renew(Dearest(n => !known[n] && !everybody.IsOpen(n)));
        return organisation;
    }

    /// <summary>Releases each candidate unless a primary cell would follow from it and what is released already.</summary>
    private void Select(CancellationToken stop)
    {
        var order = Enumerable.Range(0, nodes.Count)
            .Where(n => !nodes[n].Known && nodes[n].Candidate && !nodes[n].Primary)
            .Select(n => (Node: n, Reach: everybody.Space.MovesOf(n).Count))
            .OrderByDescending(n => nodes[n.Node].Weight).ThenByDescending(n => n.Reach).ThenBy(n => n.Node);
        foreach (var (node, _) in order)
        {
            stop.ThrowIfCancellationRequested();
            Withheld[node] = everybody.Betrays(node) is not null;
            if (!Withheld[node])
            {
                everybody.Release(node);
            }
        }
    }

    /// <summary>
    /// Withholds more around nodes that are confined too narrowly: the cheapest released count in each sum of such a node
    /// or, where there is none, in a few sums of what is withheld beside it, as far away as it takes.
    /// </summary>
    /// <returns>False when nothing is left to withhold.</returns>
    private bool Widen(Reader reader, List<Reader> readers, List<int> narrow)
    {
        bool changed = false;
        // Whatever hangs together with a node around which there is nothing has nothing either.
        var barren = new HashSet<int>();
        foreach (int node in narrow.Where(n => !barren.Contains(n)))
        {
            var more = Around(reader, node, double.PositiveInfinity, out var seen);
            if (more.Count == 0)
            {
                barren.UnionWith(seen);
            }
            foreach (int cheap in more.Where(c => !Withheld[c]))
            {
                Withheld[cheap] = changed = true;
                needs[cheap] = (node, reader.Organisation);
                readers.ForEach(r => r.Withhold(cheap));
            }
        }
        return changed;
    }

    /// <summary>
    /// Asks no more for each of these nodes than there is even with all withheld that may be: what earlier publications, or
    /// the reader's own counts, confine stays confined, and is worth protecting as far as that goes.
    /// </summary>
    private void Temper(Reader reader, List<int> narrow, CancellationToken stop)
    {
        if (narrow.Count == 0)
        {
            return;
        }
        var freest = Freest(reader);
        foreach (int node in narrow)
        {
            while (freest.WantedOf(node) > 0 && !freest.FindsWide(node, stop))
            {
                freest.Want(node, freest.WantedOf(node) - 1);
            }
            reader.Want(node, freest.WantedOf(node));
        }
    }

    /// <summary>
    /// Withholds more, for one node after the other, until the reader finds each wide that can be, and keeps of that what is
    /// needed. What is withheld for one reader leaves no other less to guess.
    /// </summary>
    private void Loosen(Reader reader, CancellationToken stop)
    {
        var narrow = reader.Narrow(stop);
        Temper(reader, narrow, stop);
        var all = new List<int>();
        foreach (int node in narrow.Where(n => reader.WantedOf(n) > 0))
        {
            var added = new List<int>();
            double dear = owners!.Dear;
            while (!reader.FindsWide(node, stop))
            {
                var more = Around(reader, node, dear, out _);
                if (more.Count == 0 && double.IsPositiveInfinity(dear))
                {
                    break;
                }
                dear = more.Count == 0 ? double.PositiveInfinity : dear;
                foreach (int cheap in more)
                {
                    Withheld[cheap] = true;
                    reader.Withhold(cheap);
                }
                added.AddRange(more);
            }
            Restore([reader], [.. added.OrderByDescending(n => nodes[n].Weight).ThenBy(n => n)], stop);
            all.AddRange(added);
        }
        Restore([reader], [.. all.Where(n => Withheld[n]).OrderByDescending(n => nodes[n].Weight).ThenBy(n => n)], stop);
    }

    /// <summary>
    /// What to withhold around a node: the cheapest released count of each sum it is in or, where there is none, of the sums
    /// of what is open beside it, as far away as it takes.
    /// </summary>
    /// <param name="seen">All that hangs together with the node, where there is nothing to withhold.</param>
    private List<int> Around(Reader reader, int node, double dear, out List<int> seen)
    {
        tick++;
        reached[node] = tick;
        List<int> around = [node];
        seen = around;
        var cheapest = new SortedSet<(double Weight, int Node)>();
        for (int from = 0, most = NearAtOnce; ; most = FarAtOnce)
        {
            int end = seen.Count;
            foreach (int at in seen[from..end])
            {
                foreach (var (sum, _) in skeleton.Sums.SumsOf(at))
                {
                    if (looked[sum] == tick) continue;
                    looked[sum] = tick;
                    if (Cheapest(sum) is { } found) cheapest.Add(found);
                }
            }
            if (cheapest.Count > 0 || seen.Count == end) return [.. cheapest.Take(most).Select(c => c.Node)];
            from = end;
        }

        // Of what is released in a sum, with whatever is open there noted to be looked around next.
        (double Weight, int Node)? Cheapest(int sum)
        {
            (double Weight, int Node)? least = null;
            foreach (var (other, _) in skeleton.Sums.TermsOf(sum))
            {
                if (reader.IsOpen(other))
                {
                    if (reached[other] != tick) around.Add(other);
                    reached[other] = tick;
                }
                else if (!reader.Knows(other) && nodes[other].Weight < dear && !(least?.CompareTo((nodes[other].Weight, other)) < 0))
                {
                    least = (nodes[other].Weight, other);
                }
            }
            return least;
        }
    }

    /// <summary>Releases again, in this order, what was withheld and no small count needs for any of the readers.</summary>
    private void Restore(List<Reader> readers, int[] order, CancellationToken stop)
    {
        // Most can be: so many are tried at once, and one at a time only after a refusal. What is released is the same.
        int size = Batch;
        for (int next = 0; next < order.Length;)
        {
            var batch = order[next..Math.Min(next + size, order.Length)];
            bool released = TryRelease(readers, batch, stop);
            next += released || batch.Length == 1 ? batch.Length : 0;
            size = released ? Math.Min(size * 2, Batch) : Math.Max(1, batch.Length / 4);
        }
    }

    private bool TryRelease(List<Reader> readers, int[] batch, CancellationToken stop)
    {
        var released = new List<int>();
        readers.ForEach(r => r.Remember());
        foreach (int node in batch)
        {
            if (Found(readers, r => r.Knows(node) ? null : r.Refuses(node)) is { } refusal)
            {
                needs[node] = refusal;
                continue;
            }
            Withheld[node] = false;
            released.Add(node);
            readers.ForEach(r => r.Release(node));
        }
        if (Found(readers, r => r.Narrowed(stop)) is not { } narrowed)
        {
            return true;
        }
        readers.ForEach(r => r.Undo());
        released.ForEach(n => (Withheld[n], needs[n]) = (true, narrowed));
        return false;
    }

    private static (int Node, int? Organisation)? Found(List<Reader> readers, Func<Reader, int?> lookAt)
    {
        foreach (var reader in readers)
        {
            if (lookAt(reader) is { } node) return (node, reader.Organisation);
        }
        return null;
    }

    private IEnumerable<int> Dearest(Func<int, bool> which) =>
        Enumerable.Range(0, nodes.Count).Where(which).OrderByDescending(n => nodes[n].Weight).ThenBy(n => n);
}
