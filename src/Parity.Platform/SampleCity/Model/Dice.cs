namespace Parity.Platform.SampleCity.Model;

/// <summary>
/// The city's random numbers: xoshiro256** 1.0 (Blackman and Vigna, 2018), its state filled by SplitMix64 (Steele, Lea
/// and Flood, 2014) from a seed and a stream number. Everything drawn from it is whole-number arithmetic, so that the
/// same seed gives the same bytes on every machine and runtime.
/// </summary>
internal sealed class Dice
{
    public const int Million = 1_000_000;

    private ulong a, b, c, d;

    public Dice(ulong seed, ulong stream)
    {
        ulong state = seed;
        state = SplitMix(ref state) ^ stream;
        (a, b, c, d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>From a state as the generator's authors describe it.</summary>
    public Dice(ulong a, ulong b, ulong c, ulong d) => (this.a, this.b, this.c, this.d) = (a, b, c, d);

    public ulong Next()
    {
        ulong result = ulong.RotateLeft(b * 5, 7) * 9;
        ulong shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A whole number from 0 up to, not including, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Like <see cref="Between"/>, but the middle is likelier than the ends (mean of three).</summary>
    public int Hump(int low, int high) => (Between(low, high) + Between(low, high) + Between(low, high)) / 3;

    public bool Chance(int perMillion) => Below(Million) < perMillion;

    /// <summary>How many of <paramref name="trials"/> independent trials succeed.</summary>
    public int Successes(int trials, int perMillion)
    {
        int hits = 0;
        for (int i = 0; i < trials; i++)
            if (Chance(perMillion)) hits++;
        return hits;
    }

    public static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Draws one of several values, each as likely as its weight says.</summary>
internal sealed class Lottery<T>
{
    private readonly T[] values;
    private readonly int[] upTo;

    public Lottery(params ReadOnlySpan<(T Value, int Weight)> tickets)
    {
        values = new T[tickets.Length];
        upTo = new int[tickets.Length];
        int total = 0;
        for (int i = 0; i < tickets.Length; i++)
            (values[i], upTo[i]) = (tickets[i].Value, total += tickets[i].Weight);
    }

    public T Draw(Dice dice)
    {
        int ticket = dice.Below(upTo[^1]);
        int i = 0;
        while (ticket >= upTo[i]) i++;
        return values[i];
    }
}
