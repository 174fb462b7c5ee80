namespace Parity.Platform.Workforce.Reading;

/// <summary>Says why a cell was not taken, in the order that helps most; one problem to a cell.</summary>
internal static class CellFault
{
    public const string NumberAdvice =
        "Write a plain number with a point and at most six decimals: no thousands separator, currency sign, exponent or extra zeros.";

    public const string WholeAdvice = "Write a whole number in digits, without separators, decimals or extra zeros.";
    public const string DateAdvice = "Write the date as yyyy-mm-dd, in the years 1900 to 2100.";
    public const string GradeAdvice = "Use a grade that is listed in grades.csv, written the same way, or add it there.";
    private const string FormulaAdvice = "Start the text with a letter or digit: a spreadsheet could take this cell for a formula.";

    private static readonly string BlankAdvice = "Fill this cell; the column is compulsory.";
    private static readonly string LengthAdvice = $"Shorten the text to at most {ReturnFormat.MaxCellCharacters} characters.";

    public static void Add(FaultList faults, int line, int place, ColumnFormat column, ReadOnlySpan<byte> cell, string code, string advice)
    {
        bool isNumber = column.Kind is CellKind.Amount or CellKind.Whole or CellKind.Count;
        if (cell.IsEmpty || (column.Compulsory && CellValue.IsWhiteSpace(cell)))
            (code, advice) = (ProblemCode.Blank, BlankAdvice);
        else if (CellValue.IsFormula(cell) && !(isNumber && cell[0] is (byte)'-' or (byte)'+'))
            (code, advice) = (ProblemCode.Formula, FormulaAdvice);
        else if (CellValue.IsTooLong(cell))
            (code, advice) = (ProblemCode.TooLong, LengthAdvice);
        faults.Add(line, place, column.Name, code, advice);
    }

    public static string WordsAdvice(ColumnFormat column) =>
        $"Use one of {string.Join(", ", column.Words)}" + (column.Compulsory ? "." : ", or leave the cell blank.");
}
