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
        var selection = new Selection(skeleton.Nodes, space, rules);
        selection.Run(stop);
        return new Proof(system, skeleton, rules, selection.Withheld, selection.WitnessOf).Conclude();
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
        return new Proof(system, skeleton, rules, selection.Withheld, selection.WitnessOf, node => !space.IsDetermined(node)).Conclude();
    }
}
