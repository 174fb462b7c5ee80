using System.Text;
using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The cells of one row by column of the format, each checked as it is read. For the tables that are read row by row.</summary>
internal sealed class RowCells(TableHeader header, ReturnKeys keys, FaultList faults)
{
    private RecordBlock block = new();
    private int record;

    public int Line { get; private set; }

    public void MoveTo(RecordBlock records, int row)
    {
        block = records;
        record = row;
        Line = block.Lines[row];
    }

    public bool Has(int column) => header.PlaceOf(column) >= 0;

    public bool IsRefused(int column) => Has(column) && block.IsRefused(record, header.PlaceOf(column));

    /// <summary>True when the cell is blank or not there and was not already refused.</summary>
    public bool IsBlank(int column) => Raw(column).IsEmpty && !IsRefused(column);

    /// <summary>The cell as it stands, unchecked.</summary>
    public ReadOnlySpan<byte> Raw(int column) => !Has(column) || IsRefused(column) ? default : block.Cell(record, header.PlaceOf(column));

    /// <summary>Sound text, empty for a blank or refused cell.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        if (IsRefused(column)) return default;
        var cell = Raw(column);
        var format = header.Format.Columns[column];
        bool bad = CellValue.IsFormula(cell) || CellValue.IsTooLong(cell)
            || (format.Compulsory && Has(column) && CellValue.IsWhiteSpace(cell));
        if (!bad) return cell;
        Fault(column, cell, ProblemCode.Blank, "");
        return default;
    }

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>The number of a coded cell, -1 when blank or refused.</summary>
    public int Word(int column, WordList words)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return -1;
        int value = words.Find(cell);
        if (value < 0) Fault(column, cell, ProblemCode.UnknownCode, CellFault.WordsAdvice(header.Format.Columns[column]));
        return value;
    }

    public YesNo YesNo(int column) => CellValue.YesNo(Word(column, Words.YesNo));

    /// <summary>A harmonised code, whatever the declared scheme.</summary>
    public Ethnicity Harmonised(int column)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return Indicators.Returns.Ethnicity.X9;
        if (!EthnicityCodes.TryHarmonised(cell, out var code))
            Fault(column, cell, ProblemCode.UnknownEthnicity, "Use a harmonised code: W1 to O9, W, M, A, B, O, X1 or X9.");
        return code;
    }

    public Ethnicity Ethnicity(int column)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return Indicators.Returns.Ethnicity.X9;
        if (!keys.Ethnicities.TryFind(cell, out var code)) Fault(column, cell, ProblemCode.UnknownEthnicity, keys.Ethnicities.Advice);
        return code;
    }

    public int Grade(int column)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return -1;
        int grade = keys.Grades.Find(cell);
        if (grade < 0 && keys.GradesKnown) Fault(column, cell, ProblemCode.UnknownGrade, CellFault.GradeAdvice);
        return grade;
    }

    public int Directorate(int column)
    {
        var cell = Bytes(column);
        return cell.IsEmpty ? -1 : keys.Directorates.Add(cell, out _);
    }

    /// <summary>A day number, 0 when blank or refused.</summary>
    public int Date(int column)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return 0;
        if (!CellValue.TryDate(cell, out int day)) Fault(column, cell, ProblemCode.Date, CellFault.DateAdvice);
        return day;
    }

    /// <summary>A whole number of 0 or more, -1 when blank or refused.</summary>
    public int Whole(int column)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return -1;
        if (CellValue.TryWhole(cell, out int value)) return value;
        Fault(column, cell, ProblemCode.Number, CellFault.WholeAdvice);
        return -1;
    }

    /// <summary>How many people a row stands for: 1 when blank.</summary>
    public int Count(int column)
    {
        var cell = Given(column);
        if (cell.IsEmpty) return 1;
        if (!CellValue.TryWhole(cell, out int value)) Fault(column, cell, ProblemCode.Number, CellFault.WholeAdvice);
        else if (value is < 1 or > ReturnFormat.MaxCount) Fault(column, cell, ProblemCode.OutOfRange, CountAdvice);
        else return value;
        return 1;
    }

    public static readonly string CountAdvice = $"Give a count from 1 to {ReturnFormat.MaxCount}, or leave the row out.";

    public void Fault(int column, string code, string advice) =>
        faults.Add(Line, Math.Max(header.PlaceOf(column), 0), header.Format.Columns[column].Name, code, advice);

    private void Fault(int column, ReadOnlySpan<byte> cell, string code, string advice) =>
        CellFault.Add(faults, Line, header.PlaceOf(column), header.Format.Columns[column], cell, code, advice);

    /// <summary>The cell of a column that is not free text; a blank compulsory one is reported here.</summary>
    private ReadOnlySpan<byte> Given(int column)
    {
        var cell = Raw(column);
        if (IsBlank(column) && Has(column) && header.Format.Columns[column].Compulsory)
            Fault(column, cell, ProblemCode.Blank, "");
        return cell;
    }
}
