namespace Parity.Platform.Programmes.Rules;

/// <summary>What follows from marks that were given apart from each other.</summary>
public static class MarkRules
{
    public const int Lowest = 1;
    public const int Highest = 5;

    /// <summary>A third person is needed where marks lie far apart, or where one person alone would decide.</summary>
    public static bool NeedsThird(IReadOnlyList<int> marks, int moderateFrom) => marks.Count == 1 || (marks.Count > 1 && marks.Max() - marks.Min() >= moderateFrom);

    /// <summary>The settled mark, else the mean; null where there is neither.</summary>
    public static decimal? Final(IReadOnlyList<int> marks, int? settled) => settled ?? (marks.Count == 0 ? (decimal?)null : (decimal)marks.Sum() / marks.Count);
}
