namespace Parity.Platform.Programmes.Rules;

/// <summary>What follows from marks that were given apart from each other.</summary>
public static class MarkRules
{
    public const int Lowest = 1;
    public const int Highest = 5;

    /// <summary>A third person is needed where marks lie far apart, or where one person alone would decide.</summary>
    public static bool NeedsThird(IReadOnlyList<int> marks, int moderateFrom) => marks.Count == 1 || (marks.Count > 1 && marks.Max() - marks.Min() >= moderateFrom);

    /// <summary>The mark that counts: a third person's by the rule of its day, alone or as one of all; else the mean; null where there is neither.</summary>
    public static decimal? Final(IReadOnlyList<int> marks, int? third, bool thirdCountsAlone) =>
        third is { } given && thirdCountsAlone ? given : marks.Count == 0 && third is null ? null : (decimal)(marks.Sum() + (third ?? 0)) / (marks.Count + (third is null ? 0 : 1));
}
