using Parity.Disclosure;

namespace Parity.Platform.Programmes.Model;

/// <summary>How many of a group came to each stage, from those who applied on; never more at a later stage.</summary>
internal sealed record GroupCounts(string Group, IReadOnlyList<int> Reached);

/// <summary>
/// Which counts of groups may be shown to readers who know how many there were at every stage. A figure is a group at one
/// step from a stage to the next: how many came to the one, and how many went on. Figures are let out one after the other,
/// each only where so many went on and so many did not, of the group, of the others, and of all whom the step does not
/// show; and where all that is shown by then, at every stage, is proven safe as one system.
/// </summary>
internal static class GroupStages
{
    // Nobody may come closer to a small count than this, or than one less if they are one of those counted.
    private const int LeastWidth = 4;

    /// <param name="groups">Everybody in one of them.</param>
    /// <returns>For each step from one stage to the next, the groups that are shown.</returns>
    public static IReadOnlyList<IReadOnlySet<string>> Shown(IReadOnlyList<GroupCounts> groups, SelectionPolicy policy, CancellationToken stop = default)
    {
        int steps = groups.Count == 0 ? 0 : groups[0].Reached.Count - 1, smallest = policy.SmallestShown;
        var shown = Enumerable.Range(0, steps).Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToList();
        for (int step = 0; step < steps; step++)
            foreach (var one in groups.OrderByDescending(g => g.Reached[step]).ThenBy(g => g.Group, StringComparer.Ordinal))
            {
                if (!IsLarge([one], step) || !IsLarge([.. groups.Where(g => g != one)], step)) continue;
                shown[step].Add(one.Group);
                var rest = groups.Where(g => !shown[step].Contains(g.Group)).ToList();
                if ((rest.Sum(g => g.Reached[step]) > 0 && !IsLarge(rest, step)) || SplitsFew(groups, IsTold, smallest) || !Holds(groups, IsTold, policy, stop)) shown[step].Remove(one.Group);
            }

        return shown;

        bool IsLarge(IReadOnlyList<GroupCounts> some, int step)
        {
            int of = some.Sum(g => g.Reached[step]), through = some.Sum(g => g.Reached[step + 1]);
            return through >= smallest && of - through >= smallest;
        }

        bool IsTold(GroupCounts group, int stage) => (stage < steps && shown[stage].Contains(group.Group)) || (stage > 0 && shown[stage - 1].Contains(group.Group));
    }

    /// <summary>Where few fell out between two stages, everybody knows how few: of what group they were must not follow from a group known at both.</summary>
    private static bool SplitsFew(IReadOnlyList<GroupCounts> groups, Func<GroupCounts, int, bool> isTold, int smallest)
    {
        int stages = groups[0].Reached.Count;
        bool IsKnown(GroupCounts group, int stage) => isTold(group, stage) || groups.All(g => g == group || isTold(g, stage));
        return Enumerable.Range(0, stages).Any(from => Enumerable.Range(from + 1, stages - from - 1).Any(to =>
            IsFew(Between(groups, from, to), smallest) && groups.Any(g => IsKnown(g, from) && IsKnown(g, to))));
    }

    /// <summary>No count of those who fell out between any two stages, of a group or of all but one, can be worked out where it is small.</summary>
    private static bool Holds(IReadOnlyList<GroupCounts> groups, Func<GroupCounts, int, bool> isTold, SelectionPolicy policy, CancellationToken stop)
    {
        int stages = groups[0].Reached.Count;
        var system = new CellSystem();
        var own = new Dictionary<(GroupCounts Group, int From, int To), int>();
        for (int from = stages - 1; from >= 0; from--)
            for (int to = from + 1; to <= stages; to++)
            {
                // Nobody is at the stage after the last: who fell out until then came to the one that it begins with.
                int all = system.Add(new Cell(Between(groups, from, to), CellRole.Known, 0));
                system.LeaveUnjudged(all);
                bool areFew = IsFew(Between(groups, from, to), policy.SmallestShown);
                foreach (var group in groups)
                {
                    int here = own[(group, from, to)] = Add(Between([group], from, to), to == stages && isTold(group, from) ? CellRole.Known : CellRole.Hidden, areFew);
                    if (to > from + 1) system.Relate((own[(group, from, from + 1)], 1), (own[(group, from + 1, to)], 1), (here, -1));
                    if (groups.Count > 2) system.Relate((Add(Between(groups, from, to) - Between([group], from, to), CellRole.Hidden, areFew), 1), (here, 1), (all, -1));
                }

                system.Relate([.. groups.Select(g => (own[(g, from, to)], 1)), (all, -1)]);
            }

        return Protector.Protect(system, new ProtectionRules(policy.Name, policy.SmallestShown, ProtectZeros: false, MinInterval: LeastWidth), stop).HoldsAgainstReaders(stop);

        int Add(int value, CellRole role, bool areFew)
        {
            int cell = system.Add(new Cell(value, role, 0));
            if (areFew || role is CellRole.Known) system.LeaveUnjudged(cell);
            return cell;
        }
    }

    private static int Between(IReadOnlyList<GroupCounts> some, int from, int to) => some.Sum(g => g.Reached[from] - (to < g.Reached.Count ? g.Reached[to] : 0));

    private static bool IsFew(int count, int smallest) => count > 0 && count < smallest;
}
