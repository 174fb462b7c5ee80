using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

public sealed class ProtectorTests
{
    private static readonly ProtectionRules Rules = new("test", 5, ProtectZeros: false, MinInterval: 2);

    [Fact]
    public void A_small_count_takes_others_with_it_so_that_no_sum_gives_it_away()
    {
        var system = new CellSystem();
        long[,] counts = { { 3, 20, 30 }, { 40, 50, 60 }, { 70, 80, 90 } };
        int[,] cells = Tables.Add(system, counts);

        var protection = Protector.Protect(system, Rules);

        Assert.True(protection.IsSafe);
        Assert.Equal(CellStatus.Primary, protection.StatusOf(cells[0, 0]));
        Assert.Null(protection.Count(cells[0, 0]));
        Assert.Equal(3, Enumerable.Range(0, system.Count).Count(c => protection.StatusOf(c) == CellStatus.Complementary));
        Assert.Equal(443, protection.Count(cells[3, 3])!.Value);
    }
}
