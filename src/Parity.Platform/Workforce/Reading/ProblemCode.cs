namespace Parity.Platform.Workforce.Reading;

/// <summary>The codes of problems and warnings. Each has a paragraph in docs/operate/return-problems.md.</summary>
public static class ProblemCode
{
    public const string Unreadable = "unreadable";
    public const string NotAReturn = "not-a-return";
    public const string TooLarge = "too-large";
    public const string TooManyEntries = "too-many-entries";
    public const string UnsafeName = "unsafe-name";
    public const string ArchiveLink = "archive-link";
    public const string DuplicateName = "duplicate-name";
    public const string Encrypted = "encrypted";
    public const string NestedArchive = "nested-archive";
    public const string DamagedArchive = "damaged-archive";
    public const string DamagedWorkbook = "damaged-workbook";
    public const string Macros = "macros";
    public const string HiddenSheet = "hidden-sheet";
    public const string MergedCells = "merged-cells";
    public const string UnknownFile = "unknown-file";
    public const string MissingFile = "missing-file";

    public const string EmptyFile = "empty-file";
    public const string Encoding = "encoding";
    public const string LineEnds = "line-ends";
    public const string Separator = "separator";
    public const string Quotes = "quotes";
    public const string RecordTooLong = "record-too-long";
    public const string CellCount = "cell-count";
    public const string TooManyRows = "too-many-rows";
    public const string TooManyColumns = "too-many-columns";
    public const string MissingColumn = "missing-column";
    public const string UnknownColumn = "unknown-column";
    public const string RepeatedColumn = "repeated-column";

    public const string Blank = "blank";
    public const string Formula = "formula";
    public const string ErrorCell = "error-cell";
    public const string TooLong = "too-long";
    public const string UnknownCode = "unknown-code";
    public const string UnknownGrade = "unknown-grade";
    public const string UnknownEthnicity = "unknown-ethnicity";
    public const string UnknownPerson = "unknown-person";
    public const string Number = "number";
    public const string OutOfRange = "out-of-range";
    public const string Date = "date";
    public const string DateOrder = "date-order";
    public const string AfterSnapshot = "after-snapshot";
    public const string StageOrder = "stage-order";
    public const string SicknessOverWorkingDays = "sickness-over-working-days";
    public const string RepeatedKey = "repeated-key";
    public const string UnknownKey = "unknown-key";
    public const string MissingKey = "missing-key";
    public const string ReservedCode = "reserved-code";
    public const string NoEmployees = "no-employees";
    public const string OtherOrganisation = "other-organisation";
    public const string OtherDates = "other-dates";

    public const string OutsidePeriod = "outside-period";
    public const string ManyUnknown = "many-unknown";
    public const string UnusualPeriod = "unusual-period";
    public const string UnknownArea = "unknown-area";
    public const string MoreThanDue = "more-than-due";
    public const string HiddenRows = "hidden-rows";
    public const string Swing = "swing";

    /// <summary>Codes that refuse a return.</summary>
    public static readonly IReadOnlyList<string> Problems =
    [
        Unreadable, NotAReturn, TooLarge, TooManyEntries, UnsafeName, ArchiveLink, DuplicateName, Encrypted, NestedArchive,
        DamagedArchive, DamagedWorkbook, Macros, HiddenSheet, MergedCells, UnknownFile, MissingFile, EmptyFile, Encoding,
        LineEnds, Separator, Quotes, RecordTooLong, CellCount, TooManyRows, TooManyColumns, MissingColumn, UnknownColumn,
        RepeatedColumn, Blank, Formula, ErrorCell, TooLong, UnknownCode, UnknownGrade, UnknownEthnicity, UnknownPerson,
        Number, OutOfRange, Date, DateOrder, AfterSnapshot, StageOrder, SicknessOverWorkingDays, RepeatedKey, UnknownKey,
        MissingKey, ReservedCode, NoEmployees, OtherOrganisation, OtherDates,
    ];

    /// <summary>Codes that ask the analyst to confirm.</summary>
    public static readonly IReadOnlyList<string> Warnings =
        [OutsidePeriod, ManyUnknown, UnusualPeriod, UnknownArea, MoreThanDue, HiddenRows, Swing];
}
