using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// Checks every column of the employees and keeps those that figures need, a block of records at a time, one column after
/// the other. Blocks may be taken by several workers: each writes its own rows, and only keys that span rows are shared.
/// </summary>
internal sealed class EmployeesTable
{
    private const int Ahead = 64;
    private const long MaxFte = 1_500_000;
    private const long MaxPay = 10_000 * Return.Micro;
    private const long MaxDays = 366 * Return.Micro;

    private static readonly List<int> None = [];

    private readonly ReturnKeys keys;
    private readonly List<(int Column, int Place, ReadColumn Read)> readers = [];
    private readonly FileFormat format = ReturnFormat.Employees;
    private readonly TableHeader header;
    private readonly Lock peopleLock = new();
    private readonly Lock directorateLock = new();
    private readonly RowLines lines = new();
    private EmployeeColumns columns;
    private int capacity;

    private delegate void ReadColumn(RecordBlock block, int place, ColumnFormat column, FaultList faults);

    public EmployeesTable(TableHeader header, ReturnKeys keys, int rows)
    {
        this.header = header;
        this.keys = keys;
        capacity = rows;
        columns = EmployeeRows.Allocate(rows);
        keys.People = new KeyTable(Has("employee_ref") ? rows : 0);
        Read("employee_ref", ReadPeople);
        Read("directorate", ReadDirectorates);
        Read("grade", ReadGrades);
        Read("ethnicity", ReadEthnicities);
        Read("ethnicity_local", ReadText);
        ReadWords("sex", Words.Sex, c => Bytes(c.Sex));
        ReadWords("disability", Words.Disability, c => Bytes(c.Disability));
        ReadWords("age_band", Words.AgeBand, c => Bytes(c.AgeBand));
        ReadWords("orientation", Words.Orientation, c => Bytes(c.Orientation));
        ReadWords("religion", Words.Religion, c => Bytes(c.Religion));
        CheckWords("contract", Words.Contract);
        CheckWords("staff_group", Words.StaffGroup);
        Read("fte", (b, p, c, f) => ReadAmounts<int>(b, p, c, f, null, 1, MaxFte, "Give a full-time equivalent above 0 and at most 1.5."));
        Read("hourly_pay", (b, p, c, f) => ReadAmounts(b, p, c, f, columns.HourlyPay, 1, MaxPay - 1, "Give pounds an hour, above 0 and below 10,000."));
        Read("full_pay", ReadFullPay);
        Read("bonus_pay", (b, p, c, f) => ReadAmounts(b, p, c, f, Bonuses(b, p), 0, long.MaxValue, "Give the bonus in pounds, 0 or more."));
        Read("start_date", CheckStartDates);
        Read("sickness_days", (b, p, c, f) => ReadAmounts(b, p, c, f, columns.SicknessDays, 0, MaxDays, "Give days from 0 to 366."));
        Read("working_days", (b, p, c, f) => ReadAmounts(b, p, c, f, columns.WorkingDays, 0, MaxDays, "Give days from 0 to 366."));
        ReadWords("development_training", Words.YesNo, c => Bytes(c.DevelopmentTraining));
        ReadWords("mandatory_training", Words.YesNo, c => Bytes(c.MandatoryTraining));
        ReadWords("pdp", Words.YesNo, c => Bytes(c.Pdp));
        ReadWords("appraisal", Words.YesNo, c => Bytes(c.Appraisal));
        CheckWords("equality_measure", Words.EqualityMeasure);
        Read("count", ReadCounts);
    }

    public EmployeeColumns Columns => columns;

    public void Add(RecordBlock block, FaultList faults)
    {
        foreach (var (column, place, read) in readers) read(block, place, format.Columns[column], faults);
        CheckSickness(block, faults);
    }

    /// <summary>Makes room for a table whose length was not known; only for one worker.</summary>
    public void Grow(int rows)
    {
        if (rows <= capacity) return;
        capacity = Math.Max(rows, Math.Max(capacity * 2, 1024));
        columns = EmployeeRows.Resize(columns, capacity);
    }

    /// <summary>Closes the gaps that blank lines and dropped records left, and fits the arrays to the rows.</summary>
    public void Trim(IReadOnlyList<(int First, int Count)> blocks)
    {
        int rows = 0;
        foreach (var (first, count) in blocks)
        {
            if (first != rows) EmployeeRows.Move(columns, first, rows, count);
            rows += count;
        }

        if (rows == capacity) return;
        MovePeople(blocks);
        columns = EmployeeRows.Resize(columns, rows);
    }

    private void MovePeople(IReadOnlyList<(int First, int Count)> blocks)
    {
        var begins = blocks.Select(b => b.First).ToArray();
        var shifts = new int[blocks.Count];
        int rows = 0;
        for (int i = 0; i < shifts.Length; i++)
        {
            shifts[i] = blocks[i].First - rows;
            rows += blocks[i].Count;
        }

        for (int person = 0; person < keys.EmployeePeople; person++)
        {
            int at = Array.BinarySearch(begins, keys.EmployeeRow[person]);
            keys.EmployeeRow[person] -= shifts[at < 0 ? ~at - 1 : at];
        }
    }

    private bool Has(string column) => header.PlaceOf(format.IndexOf(column)) >= 0;

    private void Read(string name, ReadColumn read)
    {
        int column = format.IndexOf(name);
        if (header.PlaceOf(column) >= 0) readers.Add((column, header.PlaceOf(column), read));
    }

    private delegate Span<byte> Target(EmployeeColumns columns);

    private static Span<byte> Bytes<T>(T[] column) where T : struct, Enum => MemoryMarshal.Cast<T, byte>(column.AsSpan());

    private void ReadWords(string name, WordList words, Target? target) => Read(name, (block, place, column, faults) =>
    {
        var bad = FindWords(block, place, words, target is null ? default : target(columns).Slice(block.FirstRow, block.Count));
        foreach (int i in bad) Fault(block, i, place, column, faults, ProblemCode.UnknownCode, CellFault.WordsAdvice(column));
    });

    /// <summary>For a column that no figure needs.</summary>
    private void CheckWords(string name, WordList words) => ReadWords(name, words, null);

    /// <param name="values">Where the words' numbers go; empty where they are not kept.</param>
    /// <returns>The records whose cell is not one of the words.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<int> FindWords(RecordBlock block, int place, WordList words, Span<byte> values)
    {
        List<int>? bad = null;
        byte[] bytes = block.Bytes;
        int[] starts = block.Starts, lengths = block.Lengths;
        int at = place;
        for (int i = 0; i < block.Count; i++, at += block.Columns)
        {
            if (lengths[at] <= 0) continue;
            int value = words.Find(bytes, starts[at], lengths[at]);
            if (value < 0) (bad ??= []).Add(i);
            else if (!values.IsEmpty) values[i] = (byte)value;
        }

        return bad ?? None;
    }

    private void ReadPeople(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        uint[] hashes = ArrayPool<uint>.Shared.Rent(block.Count);
        for (int i = 0; i < block.Count; i++) hashes[i] = KeyTable.Hash(block.Cell(i, place));
        lock (peopleLock)
        {
            for (int i = 0; i < block.Count; i++)
            {
                if (i % Ahead == 0) keys.People.Approach(hashes.AsSpan(i, Math.Min(Ahead, block.Count - i)));
                var cell = block.Cell(i, place);
                if (cell.IsEmpty) continue;
                if (IsBadText(cell))
                {
                    Fault(block, i, place, column, faults, ProblemCode.Blank, "");
                    continue;
                }

                int person = keys.People.Add(cell, hashes[i], out bool added);
                if (added) Remember(person, block.FirstRow + i, block.Lines[i]);
                else Repeat(person, block.FirstRow + i, block.Lines[i], place, column, faults);
            }
        }

        ArrayPool<uint>.Shared.Return(hashes);
    }

    private void Remember(int person, int row, int line)
    {
        if (person >= keys.EmployeeRow.Length)
        {
            int size = Math.Max(Math.Max(capacity, 16), person * 2);
            int[] rows = keys.EmployeeRow;
            Array.Resize(ref rows, size);
            keys.EmployeeRow = rows;
        }

        keys.EmployeeRow[person] = row;
        lines.Set(row, line);
        keys.EmployeePeople = Math.Max(keys.EmployeePeople, person + 1);
    }

    /// <summary>The second row is at fault, whichever of the two a worker came to first.</summary>
    private void Repeat(int person, int row, int line, int place, ColumnFormat column, FaultList faults)
    {
        int known = lines.Of(keys.EmployeeRow[person]);
        int later = Math.Max(line, known);
        faults.Add(later, place, column.Name, ProblemCode.RepeatedKey,
            "Give each person one row; if two rows are two people, give them different references.");
        if (line < known) Remember(person, row, line);
    }

    private void ReadDirectorates(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        lock (directorateLock)
        {
            int last = -1;
            for (int i = 0; i < block.Count; i++)
            {
                var cell = block.Cell(i, place);
                if (last < 0 || !keys.Directorates[last].SequenceEqual(cell))
                {
                    if (IsBadText(cell) || CellValue.IsWhiteSpace(cell))
                    {
                        Fault(block, i, place, column, faults, ProblemCode.Blank, "");
                        continue;
                    }

                    last = keys.Directorates.Add(cell, out _);
                }

                columns.Directorate[block.FirstRow + i] = last;
            }
        }
    }

    private void ReadGrades(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        for (int i = 0; i < block.Count; i++)
        {
            var cell = block.Cell(i, place);
            int grade = cell.IsEmpty ? -1 : keys.Grades.Find(cell);
            if (grade >= 0) columns.Grade[block.FirstRow + i] = (ushort)grade;
            else if (keys.GradesKnown || cell.IsEmpty || IsBadText(cell))
                Fault(block, i, place, column, faults, ProblemCode.UnknownGrade, CellFault.GradeAdvice);
        }
    }

    private void ReadEthnicities(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        for (int i = 0; i < block.Count; i++)
        {
            var cell = block.Cell(i, place);
            if (!cell.IsEmpty && keys.Ethnicities.TryFind(cell, out var code)) columns.Ethnicity[block.FirstRow + i] = code;
            else Fault(block, i, place, column, faults, ProblemCode.UnknownEthnicity, keys.Ethnicities.Advice);
        }
    }

    private static void ReadText(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        for (int i = 0; i < block.Count; i++)
            if (IsBadText(block.Cell(i, place))) Fault(block, i, place, column, faults, ProblemCode.Blank, "");
    }

    private static void ReadAmounts<T>(
        RecordBlock block, int place, ColumnFormat column, FaultList faults, T[]? target, long least, long most, string advice)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        for (int i = 0; i < block.Count; i++)
        {
            var cell = block.Cell(i, place);
            if (cell.IsEmpty) continue;
            if (!CellValue.TryAmount(cell, out long amount))
                Fault(block, i, place, column, faults, ProblemCode.Number, CellFault.NumberAdvice);
            else if (amount < least || amount > most)
                Fault(block, i, place, column, faults, ProblemCode.OutOfRange, advice);
            else if (target is not null)
                target[block.FirstRow + i] = T.CreateTruncating(amount);
        }
    }

    private void ReadFullPay(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        for (int i = 0; i < block.Count; i++)
        {
            var cell = block.Cell(i, place);
            if (cell is [(byte)'N']) columns.FullPay[block.FirstRow + i] = false;
            else if (!cell.IsEmpty && cell is not [(byte)'Y'])
                Fault(block, i, place, column, faults, ProblemCode.UnknownCode, CellFault.WordsAdvice(column));
        }
    }

    private void CheckStartDates(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        int last = keys.Snapshot > 0 ? keys.Snapshot : int.MaxValue;
        for (int i = 0; i < block.Count; i++)
        {
            var cell = block.Cell(i, place);
            if (cell.IsEmpty) continue;
            if (!CellValue.TryDate(cell, out int day))
                Fault(block, i, place, column, faults, ProblemCode.Date, CellFault.DateAdvice);
            else if (day > last)
                Fault(block, i, place, column, faults, ProblemCode.AfterSnapshot, "Leave out people who start after snapshot_date, or correct the date.");
        }
    }

    private void ReadCounts(RecordBlock block, int place, ColumnFormat column, FaultList faults)
    {
        for (int i = 0; i < block.Count; i++)
        {
            var cell = block.Cell(i, place);
            if (cell.IsEmpty) continue;
            if (!CellValue.TryWhole(cell, out int count))
                Fault(block, i, place, column, faults, ProblemCode.Number, CellFault.WholeAdvice);
            else if (count is < 1 or > ReturnFormat.MaxCount)
                Fault(block, i, place, column, faults, ProblemCode.OutOfRange, RowCells.CountAdvice);
            else if (count > 1)
                Weigh(block.FirstRow + i, count);
        }
    }

    /// <summary>The column is made when the first row stands for more than one person.</summary>
    private void Weigh(int row, int count)
    {
        lock (peopleLock)
        {
            if (columns.Weight is null) columns = columns with { Weight = EmployeeRows.Weights(capacity) };
            columns.Weight![row] = count;
        }
    }

    /// <summary>The column is made when the first row gives a bonus: an employer that pays none has no use for it.</summary>
    private long[]? Bonuses(RecordBlock block, int place)
    {
        int i = 0;
        while (i < block.Count && block.Cell(i, place).IsEmpty) i++;
        if (i == block.Count) return null;
        lock (peopleLock)
        {
            if (columns.BonusPay is null) columns = columns with { BonusPay = EmployeeRows.Bonuses(capacity) };
            return columns.BonusPay;
        }
    }

    private void CheckSickness(RecordBlock block, FaultList faults)
    {
        int column = format.IndexOf("sickness_days");
        int place = header.PlaceOf(column);
        if (place < 0 || keys.SicknessUnit != SicknessUnit.WorkingDays || !Has("working_days")) return;
        for (int i = 0; i < block.Count; i++)
        {
            int row = block.FirstRow + i;
            if (columns.WorkingDays[row] >= 0 && columns.SicknessDays[row] > columns.WorkingDays[row])
                faults.Add(block.Lines[i], place, "sickness_days", ProblemCode.SicknessOverWorkingDays,
                    "Give at most as many days of sickness as working days, or set sickness_unit to calendar-days in return.csv.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBadText(ReadOnlySpan<byte> cell) => CellValue.IsFormula(cell) || CellValue.IsTooLong(cell);

    private static void Fault(RecordBlock block, int record, int place, ColumnFormat column, FaultList faults, string code, string advice)
    {
        if (!block.IsRefused(record, place))
            CellFault.Add(faults, block.Lines[record], place, column, block.Cell(record, place), code, advice);
    }
}
