namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Which people or cases a count counts. Two rows that count the same have the same key, whatever table they stand in,
/// so they are one cell to the protection and are shown or withheld together.
/// </summary>
/// <param name="Family">What is counted, e.g. <c>headcount</c> or <c>disciplinary-people</c>.</param>
/// <param name="Place">An organisation's code, <c>SECTOR:health</c> or <c>CITY</c>.</param>
/// <param name="Part">Which part of the place: <c>key=value</c> pairs in alphabetical order joined by <c>;</c>; empty for the whole.</param>
/// <param name="Group">An ethnic group or set of them, see <see cref="Groups"/>.</param>
internal readonly record struct CountKey(string Family, string Place, string Part, string Group)
{
    public override string ToString() => string.Join(" | ", Family, Place, Part, Group);
}

/// <summary>The sets of ethnic groups that are counted, and which of them add up to which.</summary>
internal static class Groups
{
    public const string All = "all";
    public const string Known = "known";
    public const string Unknown = "X";
    public const string White = "W";
    public const string Other = "other";
    public const string WhiteBritish = "W1";
    public const string OtherThanWhiteBritish = "other-than-W1";
    public const string WhiteMinorities = "W-except-W1";

    public static readonly IReadOnlyList<string> Broad = ["A", "B", "M", "O"];

    /// <summary>Each set and the parts it consists of. A set may be cut in more than one way.</summary>
    public static readonly IReadOnlyList<(string Whole, IReadOnlyList<string> Parts)> Cuts =
    [
        (All, [Known, Unknown]),
        (Known, [White, Other]),
        (Other, ["A", "B", "M", "O"]),
        (White, [WhiteBritish, WhiteMinorities]),
        (OtherThanWhiteBritish, [WhiteMinorities, Other]),
        (WhiteMinorities, ["W2", "W3", "W4", "W9"]),
        ("A", ["A1", "A2", "A3", "A4", "A9"]),
        ("B", ["B1", "B2", "B9"]),
        ("M", ["M1", "M2", "M3", "M9"]),
        ("O", ["O1", "O9"]),
        (Unknown, ["X1", "X9"]),
    ];

    public static readonly IReadOnlyList<string> Detailed =
    [
        "W1", "W2", "W3", "W4", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O1", "O9", "X1", "X9",
    ];
}
