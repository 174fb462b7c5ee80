using System.Globalization;
using System.Text;
using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>return.csv: what the employer declares about the return as a whole.</summary>
internal sealed class DeclarationTable(FaultList faults)
{
    private const int Key = 0;
    private const int Value = 1;

    private readonly Dictionary<string, int> lines = [];
    private readonly KeyTable seen = new();

    public string? Organisation { get; private set; }
    public string Name { get; private set; } = "";
    public Sector Sector { get; private set; }
    public int Snapshot { get; private set; }
    public int PeriodStart { get; private set; }
    public int PeriodEnd { get; private set; }

    /// <summary>Null when a scheme was declared that is not one of the four.</summary>
    public EthnicityScheme? Scheme { get; private set; } = EthnicityScheme.Harmonised;
    public SicknessUnit? SicknessUnit { get; private set; } = Indicators.Returns.SicknessUnit.WorkingDays;
    public string SeniorFromGrade { get; private set; } = "";
    public string BenchmarkArea { get; private set; } = "";

    public void Add(RowCells cells)
    {
        var key = cells.Bytes(Key);
        if (key.IsEmpty) return;
        string name = Encoding.UTF8.GetString(key);
        seen.Add(key, out bool added);
        if (!added)
        {
            cells.Fault(Key, ProblemCode.RepeatedKey, "Give each key once and remove the other row.");
            return;
        }

        var format = ReturnFormat.Keys.FirstOrDefault(k => k.Name == name);
        if (format is null)
        {
            string nearest = TableHeader.Nearest(name, ReturnFormat.Keys.Select(k => k.Name));
            cells.Fault(Key, ProblemCode.UnknownKey, $"Use a key of the format or remove the row. The nearest key is '{nearest}'.");
            return;
        }

        lines[name] = cells.Line;
        if (cells.IsBlank(Value) || CellValue.IsWhiteSpace(cells.Raw(Value)))
        {
            if (format.Compulsory && !cells.IsRefused(Value)) cells.Fault(Value, ProblemCode.Blank, $"Give a value for {name}.");
            return;
        }

        var value = cells.Bytes(Value);
        if (!value.IsEmpty) Take(name, value, cells);
    }

    public void Finish(ReturnKeys keys)
    {
        foreach (var key in ReturnFormat.Keys.Where(k => k.Compulsory && !lines.ContainsKey(k.Name)))
            faults.Add(0, Key, "key", ProblemCode.MissingKey, $"Add a row with the key {key.Name} and its value.");
        if (PeriodStart > 0 && PeriodEnd > 0 && PeriodEnd < PeriodStart)
            faults.Add(lines["period_end"], Value, "value", ProblemCode.DateOrder, "Let period_end be on or after period_start.");
        keys.Snapshot = Snapshot;
        keys.PeriodStart = PeriodStart;
        keys.PeriodEnd = PeriodEnd;
        keys.SicknessUnit = SicknessUnit;
        keys.Ethnicities = new EthnicityCodes(Scheme);
    }

    /// <summary>A value that is missing or cannot be read has its own problem already.</summary>
    public void Compare(ExpectedReturn expected)
    {
        if (Organisation is not null && !string.Equals(Organisation, expected.Organisation, StringComparison.Ordinal))
            faults.Add(lines["organisation"], Value, "value", ProblemCode.OtherOrganisation, $"Send the return of {expected.Organisation}: this one names another organisation.");
        Compare("snapshot_date", Snapshot, expected.SnapshotDate);
        Compare("period_start", PeriodStart, expected.PeriodStart);
        Compare("period_end", PeriodEnd, expected.PeriodEnd);
    }

    private void Compare(string key, int given, DateOnly expected)
    {
        if (given != 0 && given != expected.DayNumber)
            faults.Add(lines[key], Value, "value", ProblemCode.OtherDates, $"Let {key} be {expected.ToString("O", CultureInfo.InvariantCulture)}, as in every return of this round.");
    }

    /// <summary>To be called when the grades are known.</summary>
    public int SeniorGrade(ReturnKeys keys)
    {
        if (SeniorFromGrade.Length == 0) return -1;
        int grade = keys.Grades.Find(Encoding.UTF8.GetBytes(SeniorFromGrade));
        if (grade < 0 && keys.GradesKnown)
            faults.Add(lines["senior_from_grade"], Value, "value", ProblemCode.UnknownGrade, CellFault.GradeAdvice);
        return grade;
    }

    /// <summary>An area that no source has is no fault of the data, but its comparison would silently be missing.</summary>
    public void CheckArea(FaultList warnings)
    {
        if (BenchmarkArea.Length > 0 && !BenchmarkAreas.Has(BenchmarkArea))
            warnings.Add(lines["benchmark_area"], Value, "value", ProblemCode.UnknownArea,
                "Use the code of an area of the census, such as E06000023, or several joined by +, or leave it blank: without it nothing is compared with a population.");
    }

    public void CheckDates(FaultList warnings)
    {
        if (Snapshot == 0 || PeriodStart == 0 || PeriodEnd == 0 || PeriodEnd < PeriodStart) return;
        if (PeriodEnd - PeriodStart + 1 is < 350 or > 380)
            warnings.Add(lines["period_end"], Value, "value", ProblemCode.UnusualPeriod,
                "Confirm period_start and period_end: a period is usually one year.");
        if (Snapshot < PeriodStart || Snapshot > PeriodEnd + 31)
            warnings.Add(lines["snapshot_date"], Value, "value", ProblemCode.UnusualPeriod,
                "Confirm snapshot_date: it is usually the last day of the period.");
    }

    private void Take(string name, ReadOnlySpan<byte> value, RowCells cells)
    {
        switch (name)
        {
            case "organisation":
                string code = Encoding.UTF8.GetString(value);
                if (code == "CITY" || code.StartsWith("SECTOR:", StringComparison.Ordinal))
                    cells.Fault(Value, ProblemCode.ReservedCode, "Choose another organisation code: this one stands for all employers together.");
                else
                    Organisation = code;
                break;
            case "name": Name = Encoding.UTF8.GetString(value); break;
            case "sector": Sector = (Sector)Math.Max(Word(value, Words.Sector, cells), 0); break;
            case "snapshot_date": Snapshot = Date(value, cells); break;
            case "period_start": PeriodStart = Date(value, cells); break;
            case "period_end": PeriodEnd = Date(value, cells); break;
            case "format_version":
                if (!value.SequenceEqual("1"u8)) cells.Fault(Value, ProblemCode.UnknownCode, "Write 1: this program reads format version 1.");
                break;
            case "ethnicity_scheme":
                int scheme = Word(value, Words.Scheme, cells);
                Scheme = scheme < 0 ? null : (EthnicityScheme)scheme;
                break;
            case "sickness_unit":
                int unit = Word(value, Words.SicknessUnit, cells);
                SicknessUnit = unit < 0 ? null : (SicknessUnit)unit;
                break;
            case "senior_from_grade": SeniorFromGrade = Encoding.UTF8.GetString(value); break;
            case "benchmark_area": BenchmarkArea = Encoding.UTF8.GetString(value); break;
            default: throw new InvalidOperationException($"The key {name} of the format is not read.");
        }
    }

    private static int Word(ReadOnlySpan<byte> value, WordList words, RowCells cells)
    {
        int found = words.Find(value);
        if (found < 0) cells.Fault(Value, ProblemCode.UnknownCode, $"Use one of {string.Join(", ", words.Words)}.");
        return found;
    }

    private static int Date(ReadOnlySpan<byte> value, RowCells cells)
    {
        if (!CellValue.TryDate(value, out int day)) cells.Fault(Value, ProblemCode.Date, CellFault.DateAdvice);
        return day;
    }
}
