using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>grades.csv: the employer's own grades, from lowest to highest, each in a city band.</summary>
internal sealed class GradesTable(ReturnKeys keys)
{
    private const int Code = 0;
    private const int Title = 1;
    private const int Rank = 2;
    private const int Band = 3;

    public List<Grade> Rows { get; } = [];

    public void Add(RowCells cells)
    {
        var code = cells.Bytes(Code);
        string title = cells.Text(Title);
        int rank = cells.Whole(Rank);
        if (rank == 0) cells.Fault(Rank, ProblemCode.OutOfRange, "Number the ranks from 1 for the lowest.");
        int band = cells.Word(Band, Words.Band);
        if (code.IsEmpty) return;
        if (Rows.Count == ushort.MaxValue)
        {
            cells.Fault(Code, ProblemCode.TooManyRows, $"Keep to {ushort.MaxValue} grades.");
            return;
        }

        keys.Grades.Add(code, out bool added);
        if (added) Rows.Add(new Grade(System.Text.Encoding.UTF8.GetString(code), title, rank, (Band)Math.Max(band, 0)));
        else cells.Fault(Code, ProblemCode.RepeatedKey, "List each grade once and remove the other row.");
    }
}

/// <summary>ethnicity.csv: the employer's own codes.</summary>
internal sealed class EthnicityTable(ReturnKeys keys)
{
    private const int Code = 0;
    private const int Label = 1;
    private const int MapsTo = 2;

    private readonly KeyTable seen = new();

    public void Add(RowCells cells)
    {
        var code = cells.Bytes(Code);
        cells.Bytes(Label);
        var target = cells.Harmonised(MapsTo);
        if (code.IsEmpty) return;
        seen.Add(code, out bool added);
        if (added) keys.Ethnicities.SetOwn(code, target);
        else cells.Fault(Code, ProblemCode.RepeatedKey, "List each code once and remove the other row.");
    }
}

/// <summary>headcount.csv: opening and average headcounts.</summary>
internal sealed class HeadcountTable
{
    public List<HeadcountRow> Rows { get; } = [];

    public void Add(RowCells cells)
    {
        int at = cells.Word(0, Words.HeadcountAt);
        Rows.Add(new HeadcountRow(
            (HeadcountAt)Math.Max(at, 0), cells.Ethnicity(1), (Sex)Math.Max(cells.Word(2, Words.Sex), 0), cells.Grade(3),
            cells.Directorate(4), cells.Count(5)));
    }
}

/// <summary>board.csv: the people on the board.</summary>
internal sealed class BoardTable
{
    public List<BoardRow> Rows { get; } = [];

    public void Add(RowCells cells) => Rows.Add(new BoardRow(
        cells.Ethnicity(0), (Sex)Math.Max(cells.Word(1, Words.Sex), 0), cells.YesNo(2) == YesNo.Yes, cells.YesNo(3) == YesNo.Yes,
        cells.Count(4)));
}
