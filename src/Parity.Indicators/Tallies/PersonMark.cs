using System.Numerics;
using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>A person's codes and parts in one number, as small as the number of directorates allows.</summary>
internal readonly struct PersonMark(int directorates)
{
    public static readonly MarkField
        Ethnicity = new(0, 31), Sex = new(5, 7), Disability = new(8, 3), Age = new(10, 7), Orientation = new(13, 7), Religion = new(16, 15), Band = new(20, 7);

    /// <summary>Where the marks of no directorate and of each of them begin.</summary>
    private const int DirectorateShift = 23;

    private readonly int directorateBits = BitOperations.Log2((uint)directorates) + 1;

    /// <summary>Bits in use, from the lowest.</summary>
    public int Bits => DirectorateShift + directorateBits;

    public static ulong Of(EmployeeColumns rows, int row, Band band) =>
        (ulong)rows.Ethnicity[row] << Ethnicity.Shift | (ulong)rows.Sex[row] << Sex.Shift | (ulong)rows.Disability[row] << Disability.Shift |
        (ulong)rows.AgeBand[row] << Age.Shift | (ulong)rows.Orientation[row] << Orientation.Shift | (ulong)rows.Religion[row] << Religion.Shift |
        (ulong)band << Band.Shift | (ulong)(rows.Directorate[row] + 1) << DirectorateShift;

    public static MarkField Of(Characteristic characteristic) => characteristic switch
    {
        Characteristic.Ethnicity => Ethnicity,
        Characteristic.Sex => Sex,
        Characteristic.Disability => Disability,
        Characteristic.Age => Age,
        Characteristic.Orientation => Orientation,
        _ => Religion,
    };

    public MarkField Of(PartKind kind) => kind switch
    {
        PartKind.Whole => new(0, 0),
        PartKind.Band => Band,
        PartKind.Sex => Sex,
        PartKind.Disability => Disability,
        _ => new(DirectorateShift, (1UL << directorateBits) - 1, Less: 1),
    };
}

/// <summary>Where one code sits in a mark.</summary>
/// <param name="Less">How many numbers come before the first code: one where none is a possible answer.</param>
internal readonly record struct MarkField(int Shift, ulong Mask, int Less = 0)
{
    /// <summary>The number that stands in a mark, <see cref="Less"/> above the code.</summary>
    public int RawIn(ulong mark) => (int)(mark >> Shift & Mask);
}
