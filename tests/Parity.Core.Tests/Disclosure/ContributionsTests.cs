using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

public sealed class ContributionsTests
{
    private static readonly AmountRules Rules = new(PerCent: 10, MostOfTwo: 90);

    // The one with 40 takes it from 115 and has 75: within a tenth of 70, since all others together have 5.
    [Theory]
    [InlineData(115, 70, 40, true)]
    [InlineData(130, 70, 40, false)]
    // Two people have 95 of 100, and yet the one with 45 is 5 of 50 off, a tenth and not closer.
    [InlineData(100, 50, 45, true)]
    [InlineData(1000, 800, 100, false)]
    [InlineData(1000, 801, 100, true)]
    // One person alone, and two: the sum, or the other's own amount, tells all.
    [InlineData(20, 20, 0, true)]
    [InlineData(40, 20, 20, true)]
    [InlineData(1000, 20, 20, false)]
    public void A_sum_in_which_somebody_stands_out_is_known_by_either_rule(int sum, int greatest, int second, bool standsOut) =>
        Assert.Equal(standsOut, new Contributions(sum, greatest, second).StandOut(Rules));

    [Fact]
    public void Each_of_the_two_rules_finds_what_the_other_lets_pass()
    {
        var likeTwo = new Contributions(100, 50, 45);
        Assert.False(likeTwo.StandOut(Rules with { MostOfTwo = 100 }));
        Assert.True(likeTwo.StandOut(Rules));
        var great = new Contributions(1090, 900, 80);
        Assert.True(great.StandOut(new AmountRules(PerCent: 15, MostOfTwo: 90)));
        Assert.False(great.StandOut(new AmountRules(PerCent: 0, MostOfTwo: 90)));
    }

    [Fact]
    public void A_mean_of_amounts_in_which_somebody_stands_out_is_not_released_beside_a_count_that_is()
    {
        var system = new CellSystem();
        int people = system.Add(new Cell(60, CellRole.Candidate, 1));
        var protection = Protector.Protect(system, new ProtectionRules("test", 10, ProtectZeros: false, MinInterval: 2));

        Assert.Equal(4.2m, protection.Measure(4.2m, [people], 50, [new(1200, 30, 25), new(900, 28, 27)], Rules)!.Value);
        Assert.Null(protection.Measure(4.2m, [people], 50, [new(1200, 30, 25), new(900, 880, 5)], Rules));
        Assert.Null(protection.Measure(4.2m, [people], 61, [new(1200, 30, 25)], Rules));
    }
}
