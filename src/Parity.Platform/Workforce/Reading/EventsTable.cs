using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>events.csv: grievances, promotions, leavers and the rest. Needs the employees to have been read.</summary>
internal sealed class EventsTable(ReturnKeys keys, EmployeeColumns employees, FaultList warnings)
{
    private static readonly FileFormat Format = ReturnFormat.Events;
    private static readonly int CaseRef = Format.IndexOf("case_ref");
    private static readonly int Role = Format.IndexOf("role");
    private static readonly int EmployeeRef = Format.IndexOf("employee_ref");
    private static readonly int Directorate = Format.IndexOf("directorate");
    private static readonly int Grade = Format.IndexOf("grade");
    private static readonly int EthnicityColumn = Format.IndexOf("ethnicity");
    private static readonly int SexColumn = Format.IndexOf("sex");
    private static readonly int DisabilityColumn = Format.IndexOf("disability");
    private static readonly int GradeFrom = Format.IndexOf("grade_from");
    private static readonly int GradeTo = Format.IndexOf("grade_to");
    private static readonly int Formal = Format.IndexOf("formal");
    private static readonly int Opened = Format.IndexOf("opened");
    private static readonly int Due = Format.IndexOf("due");
    private static readonly int Closed = Format.IndexOf("closed");
    private static readonly int Outcome = Format.IndexOf("outcome");
    private static readonly int Reason = Format.IndexOf("reason");
    private static readonly int Voluntary = Format.IndexOf("voluntary");
    private static readonly int CountColumn = Format.IndexOf("count");

    private readonly KeyTable cases = new();

    public List<EventRow> Rows { get; } = [];

    public void Add(RowCells cells)
    {
        int kind = cells.Word(0, Words.EventKind);
        int role = cells.Word(Role, Words.EventRole);
        var caseRef = cells.Bytes(CaseRef);
        int person = Person(cells, out int row);
        var ethnicity = cells.Ethnicity(EthnicityColumn);
        if (row >= 0) ethnicity = employees.Ethnicity[row];
        int sex = cells.Word(SexColumn, Words.Sex);
        int disability = cells.Word(DisabilityColumn, Words.Disability);
        int directorate = cells.Directorate(Directorate);
        int grade = cells.Grade(Grade);
        int from = cells.Grade(GradeFrom);
        int to = cells.Grade(GradeTo);
        var formal = cells.YesNo(Formal);
        int opened = cells.Date(Opened);
        int due = cells.Date(Due);
        int closed = cells.Date(Closed);
        cells.Bytes(Outcome);
        cells.Bytes(Reason);
        var voluntary = cells.YesNo(Voluntary);
        int count = cells.Count(CountColumn);
        if (opened > 0 && closed > 0 && closed < opened)
            cells.Fault(Closed, ProblemCode.DateOrder, "Let closed be on or after opened.");
        else
            CheckPeriod(cells, opened, closed);
        Rows.Add(new EventRow(
            (EventKind)Math.Max(kind, 0), (EventRole)Math.Max(role, 0), person, caseRef.IsEmpty ? -1 : cases.Add(caseRef, out _), ethnicity,
            sex >= 0 ? (Sex)sex : row >= 0 ? employees.Sex[row] : Sex.X9,
            disability >= 0 ? (Disability)disability : row >= 0 ? employees.Disability[row] : Disability.X9,
            directorate >= 0 ? directorate : row >= 0 ? employees.Directorate[row] : -1,
            grade >= 0 ? grade : row >= 0 ? employees.Grade[row] : -1,
            from, to, formal != YesNo.No, opened, due, closed, voluntary, count));
    }

    /// <summary>The person's key, and the employee row where there is one, else -1.</summary>
    private int Person(RowCells cells, out int row)
    {
        row = -1;
        var reference = cells.Bytes(EmployeeRef);
        if (reference.IsEmpty) return -1;
        int person = keys.People.Add(reference, out _);
        if (person < keys.EmployeePeople) row = keys.EmployeeRow[person];
        else if (keys.PeopleKnown && !cells.IsRefused(EthnicityColumn) && cells.IsBlank(EthnicityColumn))
            cells.Fault(EmployeeRef, ProblemCode.UnknownPerson,
                "Use a reference of employees.csv; for somebody who is no longer there, fill the ethnicity of this row.");
        return person;
    }

    /// <summary>An event counts where it was opened or closed in the period or was open at its end.</summary>
    private void CheckPeriod(RowCells cells, int opened, int closed)
    {
        if (keys.PeriodStart == 0 || keys.PeriodEnd < keys.PeriodStart) return;
        bool counts = In(opened) || In(closed) || (opened > 0 && opened <= keys.PeriodEnd && (closed == 0 || closed > keys.PeriodEnd));
        if (!counts)
            warnings.Add(cells.Line, Opened, "opened", ProblemCode.OutsidePeriod,
                "Confirm the dates: this event was not opened or closed in the period or open at its end, so it is not counted.");
    }

    private bool In(int day) => day >= keys.PeriodStart && day <= keys.PeriodEnd;
}
