using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>Reads one return from first file to last, keeping every fault, and gives the columns when there is none.</summary>
internal sealed class ReturnReader(IReturnSource source, Func<string, ReturnSummary?> previousOf, IProgress<long>? progress, CancellationToken stop)
{
    private readonly ReturnKeys keys = new();
    private readonly RecordBlock block = new();
    private readonly List<FaultList> problems = [source.Faults];
    private readonly List<FaultList> warnings = [];
    private readonly Dictionary<string, long> rows = [];
    private readonly Dictionary<string, bool> readable = [];
    private long totalRows;

    public ExpectedReturn? Expected { get; init; }

    public (Return? Return, CheckReport Report) Read()
    {
        if (source.IsRefusedWhole) return (null, Report(null));
        ReportMissing();
        var declaration = new DeclarationTable(List(ReturnFormat.Return.Name));
        ReadRows(ReturnFormat.Return, declaration.Add);
        if (readable.GetValueOrDefault(ReturnFormat.Return.Name)) declaration.Finish(keys);
        if (Expected is not null) declaration.Compare(Expected);
        declaration.CheckDates(Warn(ReturnFormat.Return));
        declaration.CheckArea(Warn(ReturnFormat.Return));
        ReadRows(ReturnFormat.Ethnicity, new EthnicityTable(keys).Add);
        var grades = new GradesTable(keys);
        ReadRows(ReturnFormat.Grades, grades.Add);
        keys.GradesKnown = readable.GetValueOrDefault(ReturnFormat.Grades.Name);
        int senior = declaration.SeniorGrade(keys);

        var employees = ReadEmployees();
        var headcount = new HeadcountTable();
        ReadRows(ReturnFormat.Headcount, headcount.Add);
        var board = new BoardTable();
        ReadRows(ReturnFormat.Board, board.Add);
        var events = new EventsTable(keys, employees, Warn(ReturnFormat.Events));
        ReadRows(ReturnFormat.Events, events.Add);
        var recruitment = new RecruitmentTable(keys, Warn(ReturnFormat.Recruitment));
        ReadRows(ReturnFormat.Recruitment, recruitment.Add);
        var training = new TrainingTable(Warn(ReturnFormat.Training));
        ReadRows(ReturnFormat.Training, training.Add);
        var survey = new SurveyTable(Warn(ReturnFormat.Survey));
        ReadRows(ReturnFormat.Survey, survey.Add);

        if (problems.Sum(p => p.Count) > 0) return (null, Report(declaration.Organisation));
        var (directorates, newKeys) = InNameOrder(keys.Directorates);
        Renumber(employees.Directorate, newKeys);
        var read = new Return
        {
            Header = new ReturnHeader(
                declaration.Organisation!, declaration.Name, declaration.Sector, DateOnly.FromDayNumber(declaration.Snapshot),
                DateOnly.FromDayNumber(declaration.PeriodStart), DateOnly.FromDayNumber(declaration.PeriodEnd),
                declaration.Scheme!.Value, declaration.SicknessUnit!.Value, senior, declaration.BenchmarkArea),
            Grades = grades.Rows,
            Directorates = directorates,
            Employees = employees,
            Headcount = headcount.Rows.ConvertAll(r => r with { Directorate = New(r.Directorate, newKeys) }),
            Board = board.Rows,
            Events = events.Rows.ConvertAll(r => r with { Directorate = New(r.Directorate, newKeys) }),
            Recruitment = recruitment.Rows.ConvertAll(r => r with { Directorate = New(r.Directorate, newKeys) }),
            Training = training.Rows.ConvertAll(r => r with { Directorate = New(r.Directorate, newKeys) }),
            Survey = survey.Rows.ConvertAll(r => r with { Directorate = New(r.Directorate, newKeys) }),
            Courses = training.Courses,
            Questions = survey.Questions,
            Themes = survey.Themes,
            RowOfPerson = new ArraySegment<int>(keys.EmployeeRow, 0, keys.EmployeePeople),
        };
        UnusualTotals.Check(ReturnSummary.Of(read), previousOf(declaration.Organisation!), Warn(ReturnFormat.Employees));
        return (read, Report(declaration.Organisation));
    }

    private CheckReport Report(string? organisation)
    {
        long count = problems.Sum(p => p.Count);
        List<Problem> placed = [.. problems.OrderBy(p => Place(p.File)).SelectMany(p => p.InOrder()).Take(CheckReport.Placed)];
        return new CheckReport
        {
            Accepted = count == 0,
            Organisation = organisation,
            Rows = [.. ReturnFormat.Files.Where(f => rows.ContainsKey(f.Name)).Select(f => KeyValuePair.Create(f.Name, rows[f.Name]))],
            Problems = placed[..Math.Min(placed.Count, CheckReport.Listed)],
            AllProblems = placed,
            ProblemCount = count,
            Warnings = [.. warnings.OrderBy(w => Place(w.File)).SelectMany(w => w.InOrder()).Take(CheckReport.Listed)],
        };
    }

    private static int Place(string? file) => file is null ? -1 : ReturnFormat.Files.TakeWhile(f => f.Name != file).Count();

    private void ReportMissing()
    {
        foreach (var file in ReturnFormat.Files.Where(f => f.Compulsory && !source.Tables.ContainsKey(f.Name)))
            List(file.Name).Add(0, ProblemCode.MissingFile, $"Add {file.Name}; it is compulsory.");
    }

    private FaultList List(string file)
    {
        var list = problems.Find(p => p.File == file);
        if (list is null) problems.Add(list = new FaultList(file));
        return list;
    }

    private FaultList Warn(FileFormat file)
    {
        var list = warnings.Find(w => w.File == file.Name);
        if (list is null) warnings.Add(list = new FaultList(file.Name));
        return list;
    }

    private void ReadRows(FileFormat format, Action<RowCells> add)
    {
        var faults = List(format.Name);
        if (Open(format, faults) is not var (records, header)) return;
        using var _ = records;
        var cells = new RowCells(header, keys, faults);
        while (records.Next(block))
        {
            stop.ThrowIfCancellationRequested();
            records.Split(block, header.Width, faults);
            if (!Count(format, block, faults)) return;
            for (int i = 0; i < block.Count; i++)
            {
                cells.MoveTo(block, i);
                add(cells);
            }

            progress?.Report(block.Length);
        }
    }

    private (IRecordSource Records, TableHeader Header)? Open(FileFormat format, FaultList faults)
    {
        if (!source.Tables.TryGetValue(format.Name, out var table)) return null;
        rows[format.Name] = 0;
        var records = table.Open(faults, Warn(format));
        if (records.ReadHeader() is { } names && TableHeader.Read(names, format, faults) is { } header)
        {
            readable[format.Name] = true;
            return (records, header);
        }

        records.Dispose();
        return null;
    }

    private bool Count(FileFormat format, RecordBlock block, FaultList faults)
    {
        rows[format.Name] += block.Count;
        totalRows += block.Count;
        bool blankLines = block.FirstRow + (long)block.MaxRecords > 2L * ReturnFormat.MaxRows;
        if (totalRows <= ReturnFormat.MaxRows && !blankLines) return true;
        faults.Add(block.FirstLine, ProblemCode.TooManyRows, $"Send at most {ReturnFormat.MaxRows} rows in all; send aggregate rows with count.");
        return false;
    }

    private EmployeeColumns ReadEmployees()
    {
        var format = ReturnFormat.Employees;
        var faults = List(format.Name);
        if (Open(format, faults) is not var (records, header)) return EmployeeRows.Allocate(0);
        keys.PeopleKnown = true;
        using var _ = records;
        bool counts = source.Tables[format.Name].Counts;
        var employees = new EmployeesTable(header, keys, counts ? CountRows(format) : 0);
        var blocks = new EmployeeBlocks(records, employees, header.Width, grows: !counts, progress, stop);
        bool whole = blocks.Read(faults, ReturnFormat.MaxRows - totalRows);
        rows[format.Name] = blocks.Rows;
        totalRows += blocks.Rows;
        if (!whole)
            faults.Add(0, ProblemCode.TooManyRows, $"Send at most {ReturnFormat.MaxRows} rows in all; send aggregate rows with count.");
        else if (blocks.Rows == 0 && faults.Count == 0)
            faults.Add(0, ProblemCode.NoEmployees, "Add at least one employee row.");
        employees.Trim(blocks.Taken);
        return employees.Columns;
    }

    /// <summary>At most so many rows: blank lines count too.</summary>
    private int CountRows(FileFormat format)
    {
        using var records = source.Tables[format.Name].Open(new FaultList(format.Name), new FaultList(format.Name));
        if (records.ReadHeader() is null) return 0;
        int count = 0;
        while (records.Next(block) && count <= ReturnFormat.MaxRows) count = block.FirstRow + block.MaxRecords;
        return Math.Min(count, ReturnFormat.MaxRows + 1);
    }

    /// <summary>Directorates by name, so that the order of rows leaves no trace.</summary>
    private static (IReadOnlyList<string> Names, int[] NewKeys) InNameOrder(KeyTable table)
    {
        var names = Enumerable.Range(0, table.Count).Select(table.Text).ToArray();
        var order = Enumerable.Range(0, names.Length).OrderBy(i => names[i], StringComparer.Ordinal).ToArray();
        var newKeys = new int[names.Length];
        for (int i = 0; i < order.Length; i++) newKeys[order[i]] = i;
        return ([.. order.Select(i => names[i])], newKeys);
    }

    private static void Renumber(int[] column, int[] newKeys)
    {
        for (int i = 0; i < column.Length; i++) column[i] = newKeys[column[i]];
    }

    private static int New(int key, int[] newKeys) => key < 0 ? -1 : newKeys[key];
}
