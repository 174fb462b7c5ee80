using System.Globalization;
using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Site.Words;

/// <summary>Numbers and dates as people read them: true minus sign, thousands commas, the unit beside the number.</summary>
public static class Numbers
{
    private const char Minus = '\u2212';

    public static string Whole(decimal number) => Fixed(number, 0);

    public static string Fixed(decimal number, int decimals)
    {
        decimal rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        string digits = Math.Abs(rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded < 0 ? Minus + digits : digits;
    }

    /// <summary>A released number in the unit shown to people: a fraction is shown as per cent.</summary>
    public static string InUnit(decimal number, FigureUnit unit, int decimals) => unit switch
    {
        FigureUnit.Fraction => Fixed(number * 100, decimals) + "%",
        FigureUnit.PerCent => Fixed(number, decimals) + "%",
        FigureUnit.PercentagePoints => Fixed(number, decimals) + " points",
        FigureUnit.Days => Fixed(number, decimals) + " days",
        _ => Fixed(number, decimals),
    };

    /// <summary>The number without its unit, as in an interval or under a heading that names the unit.</summary>
    public static string Bare(decimal number, FigureUnit unit, int decimals) =>
        Fixed(unit is FigureUnit.Fraction ? number * 100 : number, decimals);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A rate in whole people: "23 in 1,000".</summary>
    public static string InPeople(decimal rate)
    {
        int of = rate >= 0.1m ? 100 : rate >= 0.005m ? 1000 : 10_000;
        return $"{Whole(rate * of)} in {Whole(of)}";
    }

    /// <summary>A small whole number in words, as sentences want it.</summary>
    public static string InWords(int number) => number is >= 0 and < 13
        ? new[] { "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" }[number]
        : Whole(number);

    /// <summary>A share as a sentence says it: "nearly one in five", "about three in ten".</summary>
    public static string OneIn(decimal share)
    {
        if (share <= 0) return "none";
        if (share > 0.36m) return "about " + LargeShares.MinBy(l => Math.Abs(l.Share - share)).Words;
        decimal of = Math.Round(1 / share, MidpointRounding.AwayFromZero);
        decimal against = share * of;
        string word = against < 0.985m ? "nearly " : against > 1.015m ? "more than " : "";
        return $"{word}one in {Place((int)of)}";
    }

    private static readonly (decimal Share, string Words)[] LargeShares =
    [
        (0.4m, "four in ten"), (0.5m, "half"), (0.6m, "six in ten"), (2 / 3m, "two in three"), (0.7m, "seven in ten"), (0.75m, "three in four"),
        (0.8m, "eight in ten"), (0.9m, "nine in ten"), (1m, "ten in ten"),
    ];

    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };

    public static string Bytes(long bytes) => bytes < 1_000_000 ? $"{Whole(Math.Max(1, bytes / 1000m))} kB" : $"{Fixed(bytes / 1_000_000m, 1)} MB";

    private static string Place(int of) => of switch
    {
        13 => "thirteen",
        14 => "fourteen",
        15 => "fifteen",
        16 => "sixteen",
        17 => "seventeen",
        18 => "eighteen",
        19 => "nineteen",
        20 => "twenty",
        _ => InWords(of),
    };
}
