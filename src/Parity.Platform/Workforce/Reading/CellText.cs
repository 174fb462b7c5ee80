using System.Globalization;
using System.Text;

namespace Parity.Platform.Workforce.Reading;

/// <summary>How a workbook's stored values read as the text of the format.</summary>
internal static class CellText
{
    /// <summary>Serial 60 is 29 February 1900, a day that never was and that the format keeps (ISO/IEC 29500-1, 18.17.4.1).</summary>
    private const int PhantomDay = 60;

    /// <summary>A number as the shortest decimal that reads back as the same binary value; null when it is not a number.</summary>
    public static string? Number(string stored)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value)) return null;
        if (value == 0) return "0";
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = shortest.IndexOf('E');
        return exponentAt < 0 ? shortest : WithoutExponent(shortest[..exponentAt], int.Parse(shortest.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    /// <summary>A date-styled number as yyyy-mm-dd; with a time of day it is not a date of the format and keeps its time.</summary>
    public static string? Date(string stored, bool from1904)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out double serial) || !(serial >= 0 && serial < 2_958_466)) return null;
        int whole = (int)serial;
        if (!from1904 && whole is 0 or PhantomDay) return null;
        var start = from1904 ? new DateOnly(1904, 1, 1) : whole < PhantomDay ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        if (whole > DateOnly.MaxValue.DayNumber - start.DayNumber) return null;
        string date = start.AddDays(whole).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return serial == whole ? date : date + " with a time";
    }

    /// <summary>An ISO 8601 date cell; midnight is a date.</summary>
    public static string IsoDate(string stored) =>
        stored.EndsWith("T00:00:00", StringComparison.Ordinal) || stored.EndsWith("T00:00:00.000", StringComparison.Ordinal) || stored.EndsWith("T00:00:00Z", StringComparison.Ordinal)
            ? stored[..stored.IndexOf('T')]
            : stored;

    /// <summary>Undoes <c>_x000D_</c>: how a workbook stores a character that XML may not hold (ISO/IEC 29500-1, 22.4.2.4).</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 7 <= text.Length && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                plain.Append((char)code);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static string WithoutExponent(string mantissa, int exponent)
    {
        bool negative = mantissa.StartsWith('-');
        string digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        int point = mantissa.TrimStart('-').IndexOf('.');
        int whole = (point < 0 ? digits.Length : point) + exponent;
        string plain = whole <= 0 ? "0." + new string('0', -whole) + digits
            : whole >= digits.Length ? digits + new string('0', whole - digits.Length)
            : digits[..whole] + "." + digits[whole..];
        return negative ? "-" + plain : plain;
    }
}
