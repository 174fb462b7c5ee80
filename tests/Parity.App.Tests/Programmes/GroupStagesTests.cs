using System.Globalization;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

public sealed class GroupStagesTests
{
    private const int Smallest = 5;
    private static readonly SelectionPolicy Policy = SelectionPolicy.InForceOn(new(2027, 1, 1));

    /// <summary>An attacker who knows every total adds and subtracts what is shown, between groups and between stages: nothing small is left over.</summary>
    [Fact]
    public void No_small_count_of_a_group_can_be_had_by_subtraction()
    {
        var random = new Random(20260815);
        int shownAtAll = 0, shownAfterAGap = 0;
        for (int round = 0; round < Battery.Size(120, 3000); round++)
        {
            var groups = Enumerable.Range(0, random.Next(2, 7)).Select(g =>
            {
                var reached = new List<int> { random.Next(1, random.Next(2) == 0 ? 12 : 90) };
                // At some steps hardly anybody falls out, as hardly anybody is found not to be eligible.
                for (int stage = 0; stage < 5; stage++) reached.Add(random.Next(stage % 2 == 0 ? Math.Max(0, reached[^1] - 8) : 0, reached[^1] + 1));
                return new GroupCounts("g" + g.ToString(CultureInfo.InvariantCulture), reached);
            }).ToList();
            var shown = GroupStages.Shown(groups, Policy);
            Assert.Equal(5, shown.Count);
            shownAtAll += shown.Sum(s => s.Count);
            shownAfterAGap += groups.Count(g => Enumerable.Range(1, 4).Any(step => shown[step].Contains(g.Group) && !shown[step - 1].Contains(g.Group)));

            bool IsTold(GroupCounts group, int stage) => (stage < 5 && shown[stage].Contains(group.Group)) || (stage > 0 && shown[stage - 1].Contains(group.Group));
            bool IsKnown(GroupCounts group, int stage) => IsTold(group, stage) || groups.All(g => g == group || IsTold(g, stage));
            foreach (var group in groups)
                for (int from = 0; from < 6; from++)
                {
                    if (!IsKnown(group, from)) continue;
                    Assert.True(IsNotSmall(group.Reached[from]) && IsNotSmall(groups.Where(g => g != group).Sum(g => g.Reached[from])));
                    foreach (int to in Enumerable.Range(from + 1, 5 - from).Where(to => IsKnown(group, to)))
                        Assert.True(IsNotSmall(group.Reached[from] - group.Reached[to]) && IsNotSmall(groups.Where(g => g != group).Sum(g => g.Reached[from] - g.Reached[to])));
                }

            for (int step = 0; step < 5; step++)
            {
                var rest = groups.Where(g => !shown[step].Contains(g.Group)).ToList();
                int of = rest.Sum(g => g.Reached[step]), through = rest.Sum(g => g.Reached[step + 1]);
                if (shown[step].Count > 0) Assert.True(IsNotSmall(of) && IsNotSmall(through) && IsNotSmall(of - through));
            }
        }

        Assert.True(shownAtAll > 60 && shownAfterAGap > 20, $"{shownAtAll} shown, {shownAfterAGap} after a step that is not: too few to mean anything");
    }

    [Fact]
    public void A_step_that_hardly_anybody_falls_out_at_hides_no_step_after_it_and_is_not_told_by_two_others()
    {
        // Applied, eligible, shortlisted, interviewed: two are not eligible, one of each group.
        GroupCounts women = new("F", [30, 29, 20, 12]), men = new("M", [25, 24, 10, 5]);
        var shown = GroupStages.Shown([women, men], Policy);
        Assert.Empty(shown[0]);
        Assert.Equal(["F", "M"], shown[1].Order(StringComparer.Ordinal));
        Assert.Equal(["F", "M"], shown[2].Order(StringComparer.Ordinal));

        // Three do not come to the interview, all men. To show men before that step and after it would say so.
        women = new("F", [60, 40, 40, 20]);
        men = new("M", [60, 33, 30, 12]);
        shown = GroupStages.Shown([women, men], Policy);
        Assert.Equal(2, shown[0].Count);
        Assert.Empty(shown[1]);
        Assert.Empty(shown[2]);
    }

    private static bool IsNotSmall(int count) => count is 0 or >= Smallest;
}
