using System.Runtime.CompilerServices;
using System.Text;
using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The grammar of numbers and dates in a return, on UTF-8 bytes.</summary>
internal static class CellValue
{
    /// <summary>The largest amount before the point that fits a column exactly.</summary>
    private const int MaxWholeDigits = 12;

    private static readonly long[] Powers = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>A number with a point and at most six decimals, in millionths; a leading minus is read so that ranges can refuse it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryAmount(ReadOnlySpan<byte> cell, out long micro)
    {
        micro = 0;
        bool negative = cell.Length > 1 && cell[0] == '-';
        if (negative) cell = cell[1..];
        int point = -1;
        long digits = 0;
        if (cell.Length is 0 or > MaxWholeDigits + 7) return false;
        for (int i = 0; i < cell.Length; i++)
        {
            uint digit = (uint)(cell[i] - '0');
            if (digit <= 9) digits = (digits * 10) + digit;
            else if (cell[i] == '.' && point < 0 && i > 0) point = i;
            else return false;
        }

        int whole = point < 0 ? cell.Length : point;
        int decimals = point < 0 ? 0 : cell.Length - point - 1;
        if (whole > MaxWholeDigits || decimals > 6 || (point >= 0 && decimals == 0) || (whole > 1 && cell[0] == '0')) return false;
        micro = digits * Powers[decimals] * (negative ? -1 : 1);
        return true;
    }

    /// <summary>A whole number of at most nine digits.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> cell, out int value)
    {
        value = 0;
        if (cell.Length is 0 or > 9 || (cell.Length > 1 && cell[0] == '0')) return false;
        foreach (byte b in cell)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }

    /// <summary>A date as yyyy-mm-dd in the years 1900 to 2100, as a day number (<see cref="DateOnly.DayNumber"/>).</summary>
    public static bool TryDate(ReadOnlySpan<byte> cell, out int day)
    {
        day = 0;
        if (cell.Length != 10 || cell[4] != '-' || cell[7] != '-') return false;
        int century = TwoDigits(cell), years = TwoDigits(cell[2..]), month = TwoDigits(cell[5..]), date = TwoDigits(cell[8..]);
        int year = (century * 100) + years;
        bool bad = century < 0 || years < 0 || year is < 1900 or > 2100 || month is < 1 or > 12 || date < 1;
        if (bad || date > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, date).DayNumber;
        return true;
    }

    /// <summary>True for a cell that a spreadsheet could take for a formula.</summary>
    public static bool IsFormula(ReadOnlySpan<byte> cell) =>
        !cell.IsEmpty && cell[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r';

    public static bool IsTooLong(ReadOnlySpan<byte> cell) =>
        cell.Length > ReturnFormat.MaxCellCharacters && Characters(cell) > ReturnFormat.MaxCellCharacters;

    public static bool IsWhiteSpace(ReadOnlySpan<byte> cell)
    {
        while (!cell.IsEmpty)
        {
            Rune.DecodeFromUtf8(cell, out var rune, out int length);
            if (!Rune.IsWhiteSpace(rune)) return false;
            cell = cell[length..];
        }

        return true;
    }

    public static YesNo YesNo(int word) => word < 0 ? Indicators.Returns.YesNo.Blank : (YesNo)word;

    private static int Characters(ReadOnlySpan<byte> cell)
    {
        int count = 0;
        foreach (byte b in cell)
            if ((b & 0xC0) != 0x80) count++;
        return count;
    }

    /// <summary>The number of two digits, far below 0 when they are not.</summary>
    private static int TwoDigits(ReadOnlySpan<byte> cell)
    {
        uint tens = (uint)(cell[0] - '0'), ones = (uint)(cell[1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1_000_000;
    }
}
