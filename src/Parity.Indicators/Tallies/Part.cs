using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>What people of a return are counted by, besides their group: the whole of it, a band, a sex, a disability answer or a directorate.</summary>
internal enum PartKind { Whole, Band, Sex, Disability, Directorate }

/// <summary>Parts of a return side by side, so that counts by part are one array.</summary>
internal static class Part
{
    public const int Whole = 0, Band = 1, Sex = 7, Disability = 12, Directorate = 16;

    public static int Of(Band band) => Band + (int)band;
    public static int Of(Sex sex) => Sex + (int)sex;
    public static int Of(Disability disability) => Disability + (int)disability;
}

/// <summary>Where one person stands: the parts and the code slots to be counted in; -1 where the source table does not say.</summary>
internal readonly record struct Place(int Band, int Directorate, Ethnicity Ethnicity, Sex Sex, Disability Disability)
{
    /// <summary>True where the person belongs to the part.</summary>
    public bool In(int part) =>
        part == Part.Whole || part == Part.Of(Sex) || part == Part.Of(Disability) ||
        (Band >= 0 && part == Part.Band + Band) || (Directorate >= 0 && part == Part.Directorate + Directorate);

    public ulong Slots => 1UL << (int)Ethnicity | 1UL << (Slot.Sex + (int)Sex) | 1UL << (Slot.Disability + (int)Disability);
}

/// <summary>Counts by part and code slot.</summary>
internal sealed class Counts(int directorates)
{
    private readonly long[] cells = new long[(Part.Directorate + directorates) * Slot.Count];

    public void Add(in Place place, long count)
    {
        if (count == 0) return;
        AddTo(Part.Whole, place, count);
        if (place.Band >= 0) AddTo(Part.Band + place.Band, place, count);
        AddTo(Part.Of(place.Sex), place, count);
        AddTo(Part.Of(place.Disability), place, count);
        if (place.Directorate >= 0) AddTo(Part.Directorate + place.Directorate, place, count);
    }

    /// <summary>Counts one slot of one part, for what only employees are asked.</summary>
    public void AddAt(int part, int slot, long count) => cells[(part * Slot.Count) + slot] += count;

    public long Of(int part, ulong codes)
    {
        long sum = 0;
        int start = part * Slot.Count;
        for (ulong rest = codes; rest != 0; rest &= rest - 1) sum += cells[start + System.Numerics.BitOperations.TrailingZeroCount(rest)];
        return sum;
    }

    private void AddTo(int part, in Place place, long count)
    {
        int start = part * Slot.Count;
        cells[start + (int)place.Ethnicity] += count;
        cells[start + Slot.Sex + (int)place.Sex] += count;
        cells[start + Slot.Disability + (int)place.Disability] += count;
    }
}
