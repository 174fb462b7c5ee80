using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>One invented employee. Small and flat: a city may have millions, kept from one edition to the next.</summary>
internal struct Person
{
    public int Number;

    /// <summary>First day with this employer, as a day number.</summary>
    public int Start;

    public short BirthYear;

    /// <summary>The group the person belongs to; what the return says is <see cref="Recorded"/>.</summary>
    public BroadGroup Group;

    public Ethnicity Recorded;
    public Sex Sex;
    public Disability Disability;
    public Orientation Orientation;
    public Religion Religion;
    public Contract Contract;
    public StaffGroup StaffGroup;
    public byte Directorate;
    public byte Level;
    public byte Point;

    /// <summary>Full-time equivalent in tenths.</summary>
    public byte Tenths;

    /// <summary>Set while the year's leavers are decided and written.</summary>
    public bool Leaving;
}

/// <summary>Who lives and applies for work in Severnside: invented weights of a diverse city.</summary>
internal static class Population
{
    private static readonly Lottery<Ethnicity> White = new((Ethnicity.W1, 8870), (Ethnicity.W2, 160), (Ethnicity.W3, 8), (Ethnicity.W4, 22), (Ethnicity.W9, 940));
    private static readonly Lottery<Ethnicity> Mixed = new((Ethnicity.M1, 38), (Ethnicity.M2, 14), (Ethnicity.M3, 25), (Ethnicity.M9, 23));
    private static readonly Lottery<Ethnicity> Asian = new((Ethnicity.A1, 34), (Ethnicity.A2, 23), (Ethnicity.A3, 8), (Ethnicity.A4, 13), (Ethnicity.A9, 22));
    private static readonly Lottery<Ethnicity> Black = new((Ethnicity.B1, 33), (Ethnicity.B2, 55), (Ethnicity.B9, 12));
    private static readonly Lottery<Ethnicity> Other = new((Ethnicity.O1, 32), (Ethnicity.O9, 68));

    /// <summary>Which ethnic minority group, before an employer's own mix.</summary>
    public static Lottery<BroadGroup> Minorities(int asianPercent) =>
        new((BroadGroup.A, 35 * asianPercent), (BroadGroup.B, 3400), (BroadGroup.M, 2200), (BroadGroup.O, 900));

    public static Ethnicity Detail(BroadGroup group, Dice dice) => group switch
    {
        BroadGroup.M => Mixed.Draw(dice),
        BroadGroup.A => Asian.Draw(dice),
        BroadGroup.B => Black.Draw(dice),
        BroadGroup.O => Other.Draw(dice),
        _ => White.Draw(dice),
    };

    private static readonly Lottery<Religion> Faiths = new((Religion.None, 44), (Religion.Christian, 43), (Religion.Other, 2), (Religion.Buddhist, 1), (Religion.Jewish, 1), (Religion.X1, 9));
    private static readonly Lottery<Religion> BlackFaiths = new((Religion.Christian, 62), (Religion.Muslim, 19), (Religion.None, 10), (Religion.X1, 9));
    private static readonly Lottery<Religion> IndianFaiths = new((Religion.Hindu, 40), (Religion.Sikh, 24), (Religion.Christian, 14), (Religion.Muslim, 10), (Religion.None, 6), (Religion.X1, 6));
    private static readonly Lottery<Religion> MuslimFaiths = new((Religion.Muslim, 90), (Religion.None, 4), (Religion.X1, 6));
    private static readonly Lottery<Religion> ChineseFaiths = new((Religion.None, 60), (Religion.Christian, 18), (Religion.Buddhist, 14), (Religion.X1, 8));

    public static Religion Faith(Ethnicity detail, Dice dice) => detail switch
    {
        Ethnicity.A1 => IndianFaiths,
        Ethnicity.A2 or Ethnicity.A3 or Ethnicity.O1 => MuslimFaiths,
        Ethnicity.A4 => ChineseFaiths,
        Ethnicity.B1 or Ethnicity.B2 or Ethnicity.B9 => BlackFaiths,
        _ => Faiths,
    } is var lottery ? lottery.Draw(dice) : default;

    public static Lottery<Orientation> Orientations { get; } = new(
        (Orientation.Heterosexual, 868), (Orientation.GayLesbian, 22), (Orientation.Bisexual, 18), (Orientation.Other, 4), (Orientation.X1, 56), (Orientation.X9, 32));

    public static Lottery<Disability> Disabilities { get; } = new((Disability.N, 855), (Disability.Y, 85), (Disability.X1, 25), (Disability.X9, 35));
    public static Lottery<Contract> Contracts { get; } = new((Contract.Permanent, 872), (Contract.FixedTerm, 88), (Contract.Apprentice, 14), (Contract.Casual, 26));
    public static Lottery<int> Hours { get; } = new((10, 66), (8, 14), (6, 11), (5, 7), (4, 2));

    /// <summary>Ethnic minority share of each city band, in a million, of an employer with the city's average.</summary>
    public static int MinorityShare(Band band) => band switch
    {
        Band.Entry => 270_000,
        Band.Operational => 232_000,
        Band.TeamLeader => 196_000,
        Band.MiddleManager => 158_000,
        Band.SeniorManager => 97_000,
        _ => 79_000,
    };
}
