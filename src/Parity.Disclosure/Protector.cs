namespace Parity.Disclosure;

/// <summary>Decides which counts of a publication to withhold so that no small count can be worked out from the rest.</summary>
public static class Protector
{
    /// <summary>
    /// Withholds every primary cell and as few others as it finds. Cells are taken dearest first; each is released
    /// unless that would give a primary cell away.
    /// </summary>
    public static Protection Protect(CellSystem system, ProtectionRules rules, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Threshold, 1, nameof(rules));
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.MinInterval, 1, nameof(rules));
        var skeleton = new Skeleton(system, rules);
        var nodes = skeleton.Nodes;
        var space = new MoveSpace(nodes.Count, skeleton.Equations);
        bool[] withheld = new bool[nodes.Count];
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Known))
        {
            Publish(space, node);
        }
        var order = Enumerable.Range(0, nodes.Count)
            .Where(n => !nodes[n].Known && nodes[n].Candidate && !nodes[n].Primary)
            .Select(n => (Node: n, Reach: space.MovesOf(n).Count))
            .OrderByDescending(n => nodes[n.Node].Weight).ThenByDescending(n => n.Reach).ThenBy(n => n.Node);
        foreach (var (node, _) in order)
        {
            stop.ThrowIfCancellationRequested();
            var rows = space.MovesOf(node);
            if (rows.Count == 0)
            {
                continue;
            }
            var sparsest = space[rows.MinBy(r => (space[r].Nodes.Length, r))];
            withheld[node] = sparsest.Nodes.Any(p => nodes[p].Primary && space.Betray(p, node));
            if (!withheld[node])
            {
                Publish(space, node);
            }
        }
        int attacked = 0;
        var breaches = new List<Breach>();
        var statuses = new CellStatus[system.Count];
        for (int cell = 0; cell < system.Count; cell++)
        {
            var role = system[cell].Role;
            bool candidate = role == CellRole.Candidate;
            if (skeleton.IsPublicZero(cell))
            {
                statuses[cell] = candidate ? CellStatus.Released : role == CellRole.Known ? CellStatus.Known : CellStatus.Hidden;
                continue;
            }
            int at = skeleton.NodeOf[cell];
            var node = nodes[at];
            statuses[cell] = role == CellRole.Known ? CellStatus.Known : role == CellRole.Hidden ? CellStatus.Hidden
                : node.Known ? CellStatus.Released : node.Primary ? CellStatus.Primary
                : withheld[at] ? CellStatus.Complementary : CellStatus.Released;
            if (node.Primary)
            {
                attacked++;
                if (space.IsDetermined(at))
                {
                    breaches.Add(new Breach(cell, node.Value, node.Value, [], 1));
                }
            }
        }
        var audit = new AuditReport(attacked, breaches.Count, attacked == 0 ? null : breaches.Count > 0 ? 0 : 1, attacked - breaches.Count, 0);
        return new Protection(system, rules, statuses, audit, breaches);
    }

    private static void Publish(MoveSpace space, int node)
    {
        var rows = space.MovesOf(node);
        if (rows.Count > 0)
        {
            space.Publish(node, rows.MinBy(r => (Math.Abs(space[r].StepOf(node)), space[r].Nodes.Length, r)));
        }
    }
}
