using Parity.Disclosure.Linked;
using Parity.Disclosure.Selecting;

namespace Parity.Disclosure;

/// <summary>Decides which counts of a publication to withhold so that no small count can be worked out from the rest.</summary>
public static class Protector
{
    /// <summary>
    /// Withholds every primary cell and as few others as it finds. Cells are taken dearest first; each is released
    /// unless that would give a primary cell away.
    /// </summary>
    public static Protection Protect(CellSystem system, ProtectionRules rules, CancellationToken stop = default) =>
        Select(system, null, rules, stop);

    /// <summary>The same for tables, whose breakdowns tell where to look for witnesses first.</summary>
    /// <param name="system">The tables as a cell system, made by them.</param>
    public static Protection Protect(TableSystem tables, CellSystem system, ProtectionRules rules, CancellationToken stop = default) =>
        Select(system, tables.LinkFreely() ? tables : null, rules, stop);

    private static Protection Select(CellSystem system, TableSystem? tables, ProtectionRules rules, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Threshold, 1, nameof(rules));
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.MinInterval, 1, nameof(rules));
        var skeleton = new Skeleton(system, rules);
        long[] room = [.. skeleton.Nodes.Select(n => Room(n, rules))];
        double[] worth = [.. skeleton.Nodes.Select(n => rules.ValueBlind ? n.Weight : n.Value)];
        long[] sizes = [.. skeleton.Nodes.Select(n => rules.ValueBlind ? 1 : n.Value)];
        var swapTables = tables is not null && SwapSearch.CanLookUp(tables) ? tables : null;
        if (swapTables is not null && system.Count > rules.ThoroughUpTo)
        {
            var quick = new QuickSelection(skeleton.Nodes, skeleton.Sums, room, worth, rules.MinInterval,
                (released, price) => new SwapSearch(swapTables, skeleton.NodeOf, sizes, released, room, price, rules.MinInterval));
            if (quick.Run(stop))
            {
                return new Proof(system, skeleton, rules, quick.Withheld, quick.WitnessesOf).Conclude();
            }
        }
        var space = new MoveSpace(skeleton.Nodes.Count, skeleton.Equations);
        var confinement = new Confinement(skeleton.Nodes, skeleton.Sums, room, rules.MinInterval);
        var selection = new Selection(skeleton.Nodes, space, confinement, room, worth, rules.MinInterval, (released, price) =>
            swapTables is null ? null : new SwapSearch(swapTables, skeleton.NodeOf, sizes, released, room, price, rules.MinInterval));
        selection.Run(stop);
        return new Proof(system, skeleton, rules, selection.Withheld, selection.WitnessesOf).Conclude();
    }

    /// <summary>
    /// The same for the counts of a whole edition, which cut the same people in many ways at once. What is withheld depends
    /// on what is released and on least values alone, never on a withheld count. A primary cell that earlier publications
    /// confine by themselves is no breach while it has more than one value left: nothing this edition withholds could help, and
    /// all that they leave is left (<see cref="Protection.ConfinedBefore"/>).
    /// One of the people counted, who knows that there is somebody in a count, is kept from the rest of it like everybody.
    /// </summary>
    /// <param name="owners">Keeps each organisation, which knows its own counts, from others' small ones, as far as everybody
    /// is kept from them; null where nobody owns any.</param>
    /// <param name="solver">Asked for a proof in whole numbers where nothing here finds one; null where there is none.</param>
    public static Protection ProtectLinked(CellSystem system, ProtectionRules rules, OwnCounts? owners = null, WholeNumberSolver? solver = null, CancellationToken stop = default)
    {
        if (owners is not null)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(owners.MinInterval, 1, nameof(owners));
            ArgumentOutOfRangeException.ThrowIfNotEqual(owners.OwnerOfCell.Count, system.Count, nameof(owners));
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Threshold, 1, nameof(rules));
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.MinInterval, 1, nameof(rules));
        var skeleton = new Skeleton(system, rules, isCounted: true);
        var selection = new LinkedSelection(skeleton, rules, owners);
        selection.Run(solver, stop);
        return new Proof(system, skeleton, rules, selection.Withheld, selection.WitnessesOf, selection).Conclude();
    }

    // How far a count may fall. A selection that must not tell about values takes it from the count's class: small counts
    // not at all, others to the least value of their class.
    private static long Room(Node node, ProtectionRules rules) =>
        node.Known ? 0
        : !rules.ValueBlind || node.Unjudged ? node.Value - node.Lower
        : node.Value >= rules.Threshold ? rules.Threshold - node.Lower : 0;
}
