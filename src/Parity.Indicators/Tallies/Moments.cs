namespace Parity.Indicators;

/// <summary>
/// Exact sums over people, in millionths: of an amount, of its square, and (for sickness) of the days it is measured
/// against. Whole numbers, so the order of rows cannot change a figure.
/// </summary>
internal struct Moments
{
    public long People;
    public Int128 Sum, Squares, Base, BaseSquares, Products;

    public void Add(long weight, long amount, long basis)
    {
        People += weight;
        Sum += (Int128)amount * weight;
        Squares += Product(amount, amount, weight);
        Base += (Int128)basis * weight;
        BaseSquares += Product(basis, basis, weight);
        Products += Product(amount, basis, weight);
    }

    public static Int128 Product(long a, long b, long weight)
    {
        var product = (Int128)Math.BigMul((ulong)a, (ulong)b);
        return weight == 1 ? product : product * weight;
    }

    public void Add(in Moments other)
    {
        People += other.People;
        Sum += other.Sum;
        Squares += other.Squares;
        Base += other.Base;
        BaseSquares += other.BaseSquares;
        Products += other.Products;
    }

    /// <summary>Mean amount in millionths.</summary>
    public readonly double Mean => (double)Sum / People;

    /// <summary>Standard error of the mean in millionths, from the sample variance.</summary>
    public readonly double MeanError =>
        Math.Sqrt((double)((Squares * People) - (Sum * Sum)) / People / (People - 1.0) / People);

    /// <summary>The amount for each unit of base: days lost of days available.</summary>
    public readonly double Rate => (double)Sum / (double)Base;

    /// <summary>Standard error of <see cref="Rate"/> over people, by the delta method (Cochran 1977, section 2.11).</summary>
    public readonly double RateError
    {
        get
        {
            double rate = Rate;
            double residuals = (double)Squares - (2 * rate * (double)Products) + (rate * rate * (double)BaseSquares);
            return Math.Sqrt(Math.Max(0, residuals) * People / (People - 1.0)) / (double)Base;
        }
    }
}

/// <summary>The part of <see cref="Moments"/> that amounts without a base need; half as large, for the many cells of a table.</summary>
internal struct AmountMoments
{
    public long People;
    public Int128 Sum, Squares;

    public void Add(long weight, long amount)
    {
        People += weight;
        Sum += (Int128)amount * weight;
        Squares += Moments.Product(amount, amount, weight);
    }

    public readonly Moments Moments => new() { People = People, Sum = Sum, Squares = Squares };
}

/// <summary>Moments by part and code slot; a sparse table, since most parts have few codes.</summary>
internal sealed class MomentTable(int directorates)
{
    private readonly Moments[]?[] parts = new Moments[Part.Directorate + directorates][];

    public bool Any { get; private set; }

    public void Add(in Place place, in Moments moments)
    {
        if (moments.People == 0) return;
        Any = true;
        AddTo(Part.Whole, place, moments);
        if (place.Band >= 0) AddTo(Part.Band + place.Band, place, moments);
        AddTo(Part.Of(place.Sex), place, moments);
        AddTo(Part.Of(place.Disability), place, moments);
        if (place.Directorate >= 0) AddTo(Part.Directorate + place.Directorate, place, moments);
    }

    public void AddWhole(int slot, in Moments moments) => Row(Part.Whole)[slot].Add(moments);

    public Moments Of(int part, ulong codes)
    {
        var sum = default(Moments);
        if (parts[part] is { } row)
            for (ulong rest = codes; rest != 0; rest &= rest - 1)
                sum.Add(row[System.Numerics.BitOperations.TrailingZeroCount(rest)]);
        return sum;
    }

    private void AddTo(int part, in Place place, in Moments moments)
    {
        var row = Row(part);
        row[(int)place.Ethnicity].Add(moments);
        row[Slot.Sex + (int)place.Sex].Add(moments);
        row[Slot.Disability + (int)place.Disability].Add(moments);
    }

    private Moments[] Row(int part) => parts[part] ??= new Moments[Slot.Count];
}
