using Parity.Platform.SampleCity.Model;

namespace Parity.App.Tests.SampleCity;

public sealed class DiceTests
{
    [Fact]
    public void The_generator_gives_the_published_numbers_of_xoshiro256_star_star()
    {
        // The reference vector of the Rust crate rand_xoshiro, made with the authors' C program from the state 1, 2, 3, 4.
        var dice = new Dice(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
            8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => dice.Next()));
    }

    [Fact]
    public void The_seed_is_spread_by_the_published_numbers_of_SplitMix64()
    {
        ulong state = 1234567;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => Dice.SplitMix(ref state)));
    }

    [Fact]
    public void Chances_and_ranges_keep_their_limits()
    {
        var dice = new Dice(1, 0);
        Assert.All(Enumerable.Range(0, 2000), _ => Assert.InRange(dice.Between(3, 7), 3, 7));
        Assert.All(Enumerable.Range(0, 2000), _ => Assert.InRange(dice.Hump(-4, 9), -4, 9));
        Assert.Equal(0, dice.Successes(1000, 0));
        Assert.Equal(1000, dice.Successes(1000, Dice.Million));
        Assert.InRange(dice.Successes(100_000, 250_000), 24_400, 25_600);
    }
}
