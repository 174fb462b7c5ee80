using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

public sealed class WholeNumberSolverTests
{
    private static readonly ProtectionRules Rules = new("test", 10, ProtectZeros: false, MinInterval: 1);

    [Fact]
    public void A_count_that_only_fractions_free_is_not_safe_and_no_answer_of_a_solver_is_believed_unseen()
    {
        var asked = new List<WholeNumberProblem>();
        foreach (long[]? answer in (long[]?[])[null, [1, 0, 0], [3, 2, -2], [3, -2, 2], [1, 1, -1], [1], [0, 0, 0]])
        {
            var protection = Protector.ProtectLinked(OnlyInFractions(), Rules, solver: (problem, _) =>
            {
                asked.Add(problem);
                // Whatever it claims to have ruled out.
                return answer is null ? null : new(answer, IsFarthest: true);
            });
            Assert.False(protection.IsSafe);
            Assert.Equal(3, protection.Breaches.Count);
            Assert.All(protection.Breaches, b => Assert.True(b.IsOnlyUnproven));
        }

        Assert.NotEmpty(asked);
        Assert.All(asked, problem => Assert.Equal(0, problem.Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_earlier_sums_tell_an_organisation_in_whole_numbers_is_reported_where_the_solver_has_ruled_more_out(bool isRuledOut)
    {
        // The same, but that c is 13 less what the organisation knows of its own: everybody finds b free, and it alone does not.
        var system = new CellSystem();
        int a = system.Add(new Cell(9, CellRole.Candidate, 1)), b = system.Add(new Cell(1, CellRole.Candidate, 1)), c = system.Add(new Cell(2, CellRole.Candidate, 1));
        int fifteen = system.Add(new Cell(15, CellRole.Known, 1)), thirteen = system.Add(new Cell(33, CellRole.Known, 1)), own = system.Add(new Cell(30, CellRole.Candidate, 0));
        system.Relate([(a, 2), (b, -3), (fifteen, -1)]);
        system.Relate([(thirteen, 1), (own, -1), (b, -1), (c, -1)]);

        var protection = Protector.ProtectLinked(system, Rules, new OwnCounts([-1, 1, 1, -1, -1, 0], 1), (problem, _) => new([.. problem.Falls.Select(_ => 0L)], isRuledOut));

        if (isRuledOut)
        {
            Assert.True(protection.IsSafe);
            Assert.Equal([a, b, c], protection.ToldBefore.Where(t => t.Organisation == 0).Select(t => t.Cell).Order());
            return;
        }

        Assert.All(protection.Breaches, breach => Assert.True(breach is { IsOnlyUnproven: true, Organisation: 0 }));
        Assert.NotEmpty(protection.Breaches);
        Assert.DoesNotContain(protection.ToldBefore, t => t.Organisation == 0);
    }

    [Fact]
    public void What_earlier_sums_give_away_is_a_breach_and_nobody_is_asked()
    {
        var system = new CellSystem();
        int all = system.Add(new Cell(20, CellRole.Known, 1)), most = system.Add(new Cell(15, CellRole.Known, 1)), few = system.Add(new Cell(5, CellRole.Candidate, 1));
        system.Relate([(all, 1), (most, -1), (few, -1)]);
        var breach = Assert.Single(Protector.ProtectLinked(system, Rules, solver: (_, _) => throw new InvalidOperationException("There is nothing to ask.")).Breaches);
        Assert.False(breach.IsOnlyUnproven);
    }

    // 2a = 3b + 15 with b + c = 13 - 10 and nothing below 1: b could be 1 or 2, and only with 1 is a whole.
    private static CellSystem OnlyInFractions()
    {
        var system = new CellSystem();
        int a = system.Add(new Cell(9, CellRole.Candidate, 1)), b = system.Add(new Cell(1, CellRole.Candidate, 1)), c = system.Add(new Cell(2, CellRole.Candidate, 1));
        int fifteen = system.Add(new Cell(15, CellRole.Known, 1)), thirteen = system.Add(new Cell(13, CellRole.Known, 1)), ten = system.Add(new Cell(10, CellRole.Known, 1));
        system.Relate([(a, 2), (b, -3), (fifteen, -1)]);
        system.Relate([(thirteen, 1), (ten, -1), (b, -1), (c, -1)]);
        return system;
    }
}
