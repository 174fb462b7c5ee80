using Parity.Indicators;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>One count of a figure: whose it is, and its value in the units the protection counts in.</summary>
/// <param name="Units">How many units make one person: 2 for an average of two headcounts, else 1.</param>
internal readonly record struct FigureCount(CountKey Key, long Value, int Units)
{
    /// <summary>Whole people or cases as shown, halves up.</summary>
    public static long Shown(long value, int units) => (value + units - 1) / units;
}

/// <summary>The counts behind one figure; null where the figure has none there.</summary>
internal sealed record FigureCounts(FigureCount? Numerator, FigureCount? Denominator, FigureCount? ReferenceNumerator, FigureCount? ReferenceDenominator)
{
    public const string Average = "average-headcount";

    /// <summary>An average of two headcounts may be half a person: it is kept doubled.</summary>
    public const int UnitsOfAverage = 2;
    public const string Headcount = "headcount";
    public const string QuarterPlaces = "quarter-places";
    public const string PaidPeople = "paid-people";
    public const string BonusPeople = "bonus-people";

    /// <summary>Classifications of people that are not ethnic: their groups are parts of a place, crossed with ethnicity or not.</summary>
    private static readonly HashSet<string> OtherClassifications = new(["sex", "disability", "age", "orientation", "religion"], StringComparer.Ordinal);

    public IEnumerable<FigureCount> All()
    {
        if (Numerator is { } n) yield return n;
        if (Denominator is { } d) yield return d;
        if (ReferenceNumerator is { } rn) yield return rn;
        if (ReferenceDenominator is { } rd) yield return rd;
    }

    /// <param name="place">The figure's place, or the part of it whose organisations take part; see <see cref="Places.Without"/>.</param>
    public static FigureCounts Of(Figure figure, Indicator indicator, string place)
    {
        var numerator = indicator.NumeratorIn(figure.Scope);
        var denominator = indicator.DenominatorIn(figure.Scope);
        string? reference = figure.Reference;
        switch (indicator.Id)
        {
            case "benchmark-gap":
                reference = null;
                break;
            case "board-gap":
                return new(
                    Count(numerator, figure, place, figure.Group, figure.Numerator), Count(denominator, figure, place, figure.Group, figure.Denominator),
                    Workforce(Whose.Group, figure.ReferenceNumerator), Workforce(Whose.Everybody, figure.ReferenceDenominator));
        }

        return new(
            Count(numerator, figure, place, figure.Group, figure.Numerator),
            Count(denominator, figure, place, figure.Group, figure.Denominator),
            reference is null ? null : Count(numerator, figure, place, reference, figure.ReferenceNumerator),
            reference is null ? null : Count(denominator, figure, place, reference, figure.ReferenceDenominator));

        FigureCount? Workforce(Whose whose, double? people) =>
            people is { } some ? new(KeyOf(Headcount, place, "", figure.Classification, whose is Whose.Everybody ? Groups.All : figure.Group), (long)some, 1) : null;
    }

    private static FigureCount? Count(CountFamily? family, Figure figure, string place, string group, double? value)
    {
        if (family is null || value is not { } amount || family.Name is "sickness-days" or "available-days") return null;

        var (name, part) = PartOf(family.Name, figure.Scope);
        string set = family.Whose switch
        {
            Whose.Everybody => Groups.All,
            Whose.Known => Groups.Known,
            Whose.Unknown => Groups.Unknown,
            _ => group,
        };
        int units = name == Average ? UnitsOfAverage : 1;
        return new(KeyOf(name, place, part, figure.Classification, set), (long)Math.Round(amount * units, MidpointRounding.AwayFromZero), units);
    }

    /// <summary>The key of a count of a group in a classification: a group that is not ethnic is a part of the place.</summary>
    public static CountKey KeyOf(string family, string place, string part, string? classification, string group) =>
        classification is not null && OtherClassifications.Contains(classification)
            ? group == Groups.All ? new(family, place, part, group) : new(family, place, Parts.With(part, classification, group), Groups.All)
            : new(family, place, part, group == Groups.Other && classification == "white-british/other" ? Groups.OtherThanWhiteBritish : group);

    /// <summary>A tier is a part of the headcount, so that tiers and bands can be added up; a step names two tiers.</summary>
    private static (string Family, string Part) PartOf(string family, Scope scope)
    {
        string part = Parts.Of(scope.Parts.Where(p => p.Key != "step"));
        return family.StartsWith("headcount-", StringComparison.Ordinal)
            ? (Headcount, Parts.With(part, "level", family["headcount-".Length..]))
            : (family, part);
    }
}

/// <summary>The text form of a part: <c>key=value</c> pairs in alphabetical order of keys.</summary>
internal static class Parts
{
    private const char Between = ';';

    public static string Of(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join(Between, pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value.Replace(Between, ',')}"));

    public static string With(string part, string key, string value) => Of(Read(part).Append(KeyValuePair.Create(key, value)));

    public static string Without(string part, string key) => Of(Read(part).Where(p => p.Key != key));

    public static string? ValueOf(string part, string key) =>
        Read(part).Where(p => p.Key == key).Select(p => p.Value).FirstOrDefault();

    public static IEnumerable<KeyValuePair<string, string>> Read(string part)
    {
        if (part.Length == 0) yield break;
        foreach (string pair in part.Split(Between))
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            yield return KeyValuePair.Create(pair[..at], pair[(at + 1)..]);
        }
    }
}
