namespace Parity.Platform.Programmes.Rules;

/// <summary>How many of a group came to each stage: applied, shortlisted, interviewed, offered a place, accepted it.</summary>
/// <param name="Reached">From those who applied on; never more at a later stage.</param>
public sealed record GroupCounts(string Group, IReadOnlyList<int> Reached);

/// <summary>
/// Which counts of groups may be shown. A group is shown at a stage only if so many went through and so many did not, of it
/// and of the others; only as long as it was shown at every stage before; and never so that what is left over, all hidden
/// groups together, would be a small number for whoever knows the totals.
/// </summary>
public static class GroupStages
{
    /// <param name="groups">Everybody in one of them.</param>
    /// <returns>For each step from one stage to the next, the groups that are shown.</returns>
    public static IReadOnlyList<IReadOnlySet<string>> Shown(IReadOnlyList<GroupCounts> groups, int smallest)
    {
        var shown = new List<IReadOnlySet<string>>();
        int steps = groups.Count == 0 ? 0 : groups[0].Reached.Count - 1;
        var before = groups.Select(g => g.Group).ToHashSet(StringComparer.Ordinal);
        for (int step = 0; step < steps; step++)
        {
            var now = groups.Where(g => before.Contains(g.Group) && IsLarge([g], step) && IsLarge([.. groups.Where(o => o != g)], step)).ToList();
            while (now.Count > 0)
            {
                var rest = groups.Except(now).ToList();
                if (rest.Sum(g => g.Reached[step]) == 0 || IsLarge(rest, step)) break;
                now.Remove(now.MinBy(g => g.Reached[step])!);
            }

            // One group alone beside the rest tells the rest as well: it is large by now, and so is the group.
            before = now.Select(g => g.Group).ToHashSet(StringComparer.Ordinal);
            shown.Add(before);
        }

        return shown;

        bool IsLarge(IReadOnlyList<GroupCounts> some, int step)
        {
            int of = some.Sum(g => g.Reached[step]), through = some.Sum(g => g.Reached[step + 1]);
            return through >= smallest && of - through >= smallest;
        }
    }
}
