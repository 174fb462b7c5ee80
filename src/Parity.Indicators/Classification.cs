using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>The characteristic of a person that a classification sorts by.</summary>
public enum Characteristic { Ethnicity, Sex, Disability, Age, Orientation, Religion }

/// <summary>A named set of people within a classification. The mask holds one bit for each code, see <see cref="Slot"/>.</summary>
public sealed record Group(string Name, ulong Mask)
{
    /// <summary>Everybody, whatever their answers.</summary>
    public static readonly Group All = new("all", Slot.Ethnicities);
}

/// <summary>
/// All codes of all attributes side by side, so that a set of people of any classification is a set of bits and a count by code is one array.
/// </summary>
internal static class Slot
{
    public const int Sex = 26, Disability = 31, Age = 35, Orientation = 43, Religion = 49, Count = 59;
    public const ulong Ethnicities = (1UL << Sex) - 1;

    /// <summary>The slot of a characteristic's first code.</summary>
    public static int OffsetOf(Characteristic characteristic) => characteristic switch
    {
        Characteristic.Ethnicity => 0,
        Characteristic.Sex => Sex,
        Characteristic.Disability => Disability,
        Characteristic.Age => Age,
        Characteristic.Orientation => Orientation,
        _ => Religion,
    };

    public static ulong Of(Ethnicity code) => 1UL << (int)code;

    public static ulong Of(BroadGroup group) => Where(code => code.Broad() == group);

    public static ulong Where(Func<Ethnicity, bool> holds) =>
        Enum.GetValues<Ethnicity>().Where(holds).Aggregate(0UL, (mask, code) => mask | Of(code));
}

/// <summary>A way to sort people into groups, finest ethnicity last.</summary>
public sealed class Classification
{
    private readonly Group? white;
    private readonly Group? whiteBritish;

    private Classification(string name, Characteristic characteristic, IReadOnlyList<Group> groups, Group? white, Group? whiteBritish, ulong unsupportedBy)
    {
        (Name, Characteristic, Groups, UnsupportedBy) = (name, characteristic, groups, unsupportedBy);
        (this.white, this.whiteBritish) = (white, whiteBritish);
    }

    public string Name { get; }
    public Characteristic Characteristic { get; }
    public IReadOnlyList<Group> Groups { get; }

    /// <summary>Codes that do not say which group a person belongs to: an unsplit broad code in a detailed classification.</summary>
    internal ulong UnsupportedBy { get; }

    private static readonly Group White = new("W", Slot.Of(BroadGroup.W));
    private static readonly Group British = new("W1", Slot.Of(Ethnicity.W1));
    private static readonly Group Unknown = new("X", Slot.Of(BroadGroup.X));

    public static readonly Classification WhiteOther = new("white/other", Characteristic.Ethnicity,
        [White, new("other", Slot.Ethnicities & ~White.Mask & ~Unknown.Mask), Unknown], White, null, 0);

    public static readonly Classification WhiteBritishOther = new("white-british/other", Characteristic.Ethnicity,
        [British, new("other", Slot.Ethnicities & ~British.Mask & ~Unknown.Mask), Unknown], null, British, Slot.Of(Ethnicity.W));

    public static readonly Classification Broad = new("broad", Characteristic.Ethnicity,
        [White, .. new[] { BroadGroup.M, BroadGroup.A, BroadGroup.B, BroadGroup.O }.Select(g => new Group(g.ToString(), Slot.Of(g))), Unknown], White, null, 0);

    public static readonly Classification Detailed = new("detailed", Characteristic.Ethnicity,
        [.. Enum.GetValues<Ethnicity>().Where(c => c.Broad() is not BroadGroup.X && !c.IsUnsplit()).Append(Ethnicity.X1).Append(Ethnicity.X9)
            .Select(c => new Group(c.ToString(), Slot.Of(c)))],
        White, British, Slot.Where(c => c.IsUnsplit()));

    public static readonly Classification Sex = Single<Sex>("sex", Characteristic.Sex, Slot.Sex, v => v.ToString(), Returns.Sex.M);
    public static readonly Classification Disability = Single<Disability>("disability", Characteristic.Disability, Slot.Disability, v => v.ToString(), Returns.Disability.N);
    public static readonly Classification Age = Single<AgeBand>("age", Characteristic.Age, Slot.Age, v => v.Code(), AgeBand.From35);
    public static readonly Classification Orientation = Single<Orientation>("orientation", Characteristic.Orientation, Slot.Orientation, v => v.Code(), Returns.Orientation.Heterosexual);
    public static readonly Classification Religion = Single<Religion>("religion", Characteristic.Religion, Slot.Religion, v => v.Code(), Returns.Religion.Christian);

    /// <summary>All of them; ethnicity from coarse to fine first.</summary>
    public static readonly IReadOnlyList<Classification> All = [WhiteOther, WhiteBritishOther, Broad, Detailed, Sex, Disability, Age, Orientation, Religion];

    private static readonly Dictionary<string, Classification> ByName = All.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public static Classification Of(string name) => ByName[name];

    /// <summary>Everybody who gave an answer that names a group.</summary>
    internal ulong Known => Groups.Where(g => g.Name is not ("X" or "X1" or "X9")).Aggregate(0UL, (mask, g) => mask | g.Mask);

    /// <summary>Everybody this classification sorts.</summary>
    internal ulong Everybody => Groups.Aggregate(0UL, (mask, g) => mask | g.Mask);

    /// <summary>The group to compare with, or null where the choice of reference does not exist in this classification.</summary>
    public Group? ReferenceFor(ReferenceChoice choice)
    {
        if (Characteristic is not Characteristic.Ethnicity) return white;
        if (choice == ReferenceChoice.White) return white;
        if (choice == ReferenceChoice.WhiteBritish) return whiteBritish;
        return Name is "broad" or "detailed" ? Groups.FirstOrDefault(g => g.Name == choice.Name) : null;
    }

    /// <summary>
    /// A classification whose groups are single answers. Everybody else is compared with the group that the usual standards
    /// compare with: men (SI 2017/172), people without a disability (WDES), heterosexual people; by age with 35-44, by
    /// religion with Christian, the largest groups of people in work at Census 2021.
    /// </summary>
    private static Classification Single<T>(string name, Characteristic characteristic, int offset, Func<T, string> code, T reference)
        where T : struct, Enum
    {
        var groups = Enum.GetValues<T>().Select(v => new Group(code(v), 1UL << (offset + Convert.ToInt32(v, null)))).ToArray();
        Group[] ordered = [.. groups.Skip(2), groups[1], groups[0]];
        return new(name, characteristic, ordered, groups[Convert.ToInt32(reference, null)], null, 0);
    }
}
