using Parity.Disclosure.Selecting;

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
        var space = new MoveSpace(skeleton.Nodes.Count, skeleton.Equations);
        long[] room = [.. skeleton.Nodes.Select(n => Room(n, rules))];
        double[] worth = [.. skeleton.Nodes.Select(n => rules.ValueBlind ? n.Weight : n.Value)];
        var selection = new Selection(skeleton.Nodes, space, room, worth, rules.MinInterval, Searched);
        selection.Run(stop);
        return new Proof(system, skeleton, rules, selection.Withheld, selection.WitnessesOf).Conclude();
    }

    /// <summary>
    /// The same for the counts of a whole edition, which cut the same people in many ways at once. No primary cell follows
    /// from what is released by addition and subtraction; as many as can be are also proven to have a wide enough interval,
    /// and the audit's <see cref="AuditReport.ProvenByWitness"/> says how many that is.
    /// </summary>
    public static Protection ProtectLinked(CellSystem system, ProtectionRules rules, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Threshold, 1, nameof(rules));
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.MinInterval, 1, nameof(rules));
        var skeleton = new Skeleton(system, rules);
        var selection = new LinkedSelection(skeleton, rules);
        var space = selection.Run(stop);
        return new Proof(system, skeleton, rules, selection.Withheld, node => (selection.WitnessOf(node), null), node => !space.IsDetermined(node)).Conclude();
    }

    // Moves in a linear programme: more find more, and take longer.
    private const int Searched = 128;

    // How far a count may fall. A selection that must not tell about values takes it from the count's class: small counts
    // not at all, others to the least value of their class.
    private static long Room(Node node, ProtectionRules rules) =>
        node.Known ? 0
        : !rules.ValueBlind || node.Unjudged ? node.Value - node.Lower
        : node.Value >= rules.Threshold ? rules.Threshold - node.Lower : 0;
}
