namespace Parity.Disclosure.Linked;

/// <summary>
/// Checks in whole numbers what a linked selection claims, from the equations and the values alone: each table keeps every
/// sum and every public number, lowers nothing below its least value, and for each reader two of them are far enough apart
/// in every primary node that the reader does not know.
/// </summary>
internal static class LinkedProof
{
    public static Protection Conclude(CellSystem system, Skeleton skeleton, ProtectionRules rules, Owners owners, LinkedSelection selection)
    {
        var checkedWays = new Dictionary<Move, bool>(ReferenceEqualityComparer.Instance);
        var sumsOf = skeleton.Equations.SelectMany((e, i) => e.Select(t => (t.Node, Sum: i))).ToLookup(t => t.Node, t => t.Sum);

        // What everybody can work out counts as proven only where what each organisation can is proven, too.
        (Move?, Move?) Proven(int node)
        {
            foreach (int reader in ReadersOf(node))
            {
                var (above, below) = Checked(node, reader);
                if (reader != Owners.Nobody && (above?.StepOf(node) ?? 0) - (below?.StepOf(node) ?? 0) < selection.WidthFor(reader))
                {
                    return (null, null);
                }
            }
            return Checked(node, Owners.Nobody);
        }

        (Move? Upper, Move? Lower) Checked(int node, int reader)
        {
            var (upper, lower) = selection.Tables.Of(node, reader);
            return (upper is not null && Holds(upper) ? upper : null, lower is not null && Holds(lower) ? lower : null);
        }

        IEnumerable<int> ReadersOf(int node) =>
            selection.Tables.ChangedFor(node).Append(Owners.Nobody).Where(r => !owners.Knows(r, node) && !selection.IsConfined(node, r)).DefaultIfEmpty(Owners.Nobody);

        bool Holds(Move way)
        {
            if (!checkedWays.TryGetValue(way, out bool holds))
            {
                checkedWays[way] = holds = Array.TrueForAll(way.Nodes, n =>
                        skeleton.Nodes[n] is var node && !node.Known && (node.Primary || !node.Candidate || selection.Withheld[n])
                        && node.Value + way.StepOf(n) >= LinkedSelection.LeastOf(node, rules))
                    && way.Nodes.SelectMany(n => sumsOf[n]).Distinct().All(e => skeleton.Equations[e].Aggregate((Int128)0, (sum, t) => sum + ((Int128)t.Coefficient * way.StepOf(t.Node))) == 0);
            }
            return holds;
        }

        return new Proof(
            system, skeleton, rules, selection.Withheld, Proven,
            node => ReadersOf(node).All(r => selection.Tables.IsWide(node, r, selection.WidthFor(r)) || selection.IsWideByLimits(node)),
            node => !selection.IsDetermined(node)).Conclude();
    }
}
