using Parity.Disclosure;
using Parity.Platform.Publishing.Protecting;

namespace Parity.App.Tests.Publishing;

public sealed class CbcTests
{
    private sealed class CbcFactAttribute : FactAttribute
    {
        public CbcFactAttribute() => Skip = Cbc.Installed is null ? "Cbc is not installed (coinor-libcbc3)." : null;
    }

    [CbcFact]
    public void It_takes_a_count_as_far_as_the_others_let_it_up_and_down_and_no_farther_than_asked()
    {
        WholeNumberProblem Of(long distance) => new([3, 2, 7], [[(0, 1), (1, 1)], [(0, 1), (2, -1)]], 0, distance);
        Assert.Equal([2, -2, 2], Cbc.Installed!(Of(5), default)!.Change);
        Assert.Equal([1, -1, 1], Cbc.Installed!(Of(1), default)!.Change);
        Assert.Equal([-3, 3, -3], Cbc.Installed!(Of(-5), default)!.Change);
    }

    [CbcFact]
    public void It_finds_whole_numbers_where_fractions_go_farther()
    {
        // 2a = 3b and b + c = 0: b rises by 5 at most, so that a rises by 6 in whole numbers and by 7.5 in fractions.
        var problem = new WholeNumberProblem([0, 0, 5], [[(0, 2), (1, -3)], [(1, 1), (2, 1)]], 0, 100);
        Assert.Equal([6, 4, -4], Cbc.Installed!(problem, default)!.Change);
        var none = Cbc.Installed!(problem with { Falls = [0, 0, 1] }, default)!;
        Assert.Equal([0, 0, 0], none.Change);
        Assert.True(none.IsFarthest);
    }
}
