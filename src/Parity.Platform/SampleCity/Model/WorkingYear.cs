using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <param name="Person">As the person was when the case began.</param>
internal readonly record struct OpenCase(EventKind Kind, EventRole Role, string Reference, Person Person, bool Formal, int Opened, int Due, int Closes);

/// <summary>
/// A year in one workplace, written to <c>events.csv</c> as it happens: who leaves, who is promoted, acts up, raises or faces a
/// case, who starts. A case that is still open at the snapshot comes back in the next edition's file.
/// </summary>
internal sealed class WorkingYear(Workplace workplace, ReturnFolder folder, List<OpenCase> openCases)
{
    private static readonly string[] Header =
    [
        "kind", "case_ref", "role", "employee_ref", "directorate", "grade", "ethnicity", "sex", "disability", "grade_from", "grade_to",
        "formal", "opened", "due", "closed", "outcome", "reason", "voluntary",
    ];

    private static readonly (EventKind Kind, EventRole Role, Fate Fate, int PerMille, bool Formal)[] CaseKinds =
    [
        (EventKind.Disciplinary, EventRole.Subject, Fate.Disciplined, 1000, true),
        (EventKind.Disciplinary, EventRole.Subject, Fate.Disciplined, 350, false),
        (EventKind.Capability, EventRole.Subject, Fate.Capability, 1000, true),
        (EventKind.Grievance, EventRole.RaisedBy, Fate.Grievance, 1000, true),
        (EventKind.BullyingHarassment, EventRole.RaisedBy, Fate.Bullied, 1000, true),
        (EventKind.Mediation, EventRole.Party, Fate.Grievance, 200, true),
        (EventKind.HrAdvice, EventRole.Blank, Fate.Grievance, 400, true),
        (EventKind.Redeployment, EventRole.Blank, Fate.Capability, 500, true),
    ];

    private static readonly Lottery<string> OtherEndings = new(("Retirement", 48), ("End of fixed term", 34), ("Redundancy", 8), ("Dismissal", 10));

    private static readonly Lottery<string> OwnChoice = new(
        ("Promotion elsewhere", 30), ("Work and life balance", 22), ("Relocation", 14), ("Pay", 14), ("Working relationships", 12), ("Not said", 8));

    private const int OtherEnding = 31_000;

    private readonly Dice dice = workplace.Dice;
    private int cases;

    /// <summary>Runs the year up to the snapshot; afterwards the workplace holds the people of the snapshot.</summary>
    public void Run(int target)
    {
        using var file = folder.Open("events.csv", Header);
        ChooseLeavers();
        CarryOver(file);
        foreach (ref var person in workplace.People)
        {
            int lastDay = person.Leaving ? folder.AnyDay(dice) : folder.Snapshot;
            foreach (var kind in CaseKinds)
                if (dice.Chance((int)((long)workplace.Chance(kind.Fate, person.Group, folder.Edition) * kind.PerMille / 1000)))
                    Begin(file, kind.Kind, kind.Role, person, kind.Formal, lastDay);
            if (person.Disability is Disability.Y && dice.Chance(140_000))
                Begin(file, EventKind.Adjustment, EventRole.Blank, person, true, lastDay);
            if (person.Leaving) Leave(file, person, lastDay);
            else Move(file, ref person);
        }
        workplace.LetLeaversGo();
        workplace.GiveIncrements();
        Hiring.Fill(workplace, folder, target, (in starter) => Start(file, starter));
    }

    private void ChooseLeavers()
    {
        var people = workplace.People;
        foreach (ref var person in people)
            person.Leaving = dice.Chance(workplace.Chance(Fate.Leaves, person.Group, folder.Edition) + OtherEnding);
        // A return has at least one person, so an employer of one or two keeps its first.
        if (people.Length is 1 or 2) people[0].Leaving = false;
    }

    private void CarryOver(CsvFile file)
    {
        if (openCases.Count == 0) return;
        var before = openCases.ToDictionary(open => open.Reference);
        openCases.Clear();
        var here = new Dictionary<int, Person>();
        foreach (ref var person in workplace.People) here[person.Number] = person;
        foreach (var open in before.Values)
        {
            // Somebody who left before this year began is written with the attributes of then.
            bool known = here.TryGetValue(open.Person.Number, out var now);
            Write(file, known ? open with { Person = now } : open with { Person = open.Person with { Leaving = true } });
        }
    }

    private void Begin(CsvFile file, EventKind kind, EventRole role, in Person person, bool formal, int lastDay)
    {
        int opened = dice.Between(folder.PeriodStart, lastDay);
        int due = opened + (kind is EventKind.HrAdvice or EventKind.Adjustment ? 30 : 90);
        int closes = opened + (kind is EventKind.HrAdvice or EventKind.Adjustment ? dice.Between(2, 50) : dice.Hump(12, 190));
        var open = new OpenCase(kind, role, $"C{folder.Edition}-{++cases:00000}", person, formal, opened, due, closes);
        Write(file, open);
        if (kind is not EventKind.BullyingHarassment || workplace.People.Length < 2) return;

        ref var other = ref workplace.People[dice.Below(workplace.People.Length)];
        if (other.Number != person.Number) Write(file, open with { Role = EventRole.Subject, Person = other }, carry: false);
    }

    private void Write(CsvFile file, in OpenCase open, bool carry = true)
    {
        bool closed = open.Closes <= folder.Snapshot;
        Describe(file, open.Kind, open.Reference, open.Role, open.Person);
        file.Blank(2);
        file.Yes(open.Formal);
        file.Day(open.Opened);
        if (open.Kind is EventKind.HrAdvice) file.Blank();
        else file.Day(open.Due);
        if (closed) file.Day(open.Closes);
        else file.Blank();
        if (closed) file.Text(Outcome(open.Kind));
        else file.Blank();
        file.Blank(2);
        file.EndRow();
        if (!closed && carry) openCases.Add(open);
    }

    private string Outcome(EventKind kind) => kind switch
    {
        EventKind.Disciplinary => dice.Below(10) switch { < 4 => "No further action", < 8 => "Warning", _ => "Final warning" },
        EventKind.Grievance or EventKind.BullyingHarassment => dice.Below(10) switch { < 3 => "Upheld", < 6 => "Partly upheld", _ => "Not upheld" },
        EventKind.Adjustment => dice.Below(10) < 8 ? "In place" : "Declined",
        _ => "Completed",
    };

    private void Leave(CsvFile file, in Person person, int lastDay)
    {
        int byChoice = workplace.Chance(Fate.Leaves, person.Group, folder.Edition);
        bool voluntary = dice.Below(byChoice + OtherEnding) < byChoice;
        Describe(file, EventKind.Leaver, "", EventRole.Blank, person);
        file.Blank(5);
        file.Day(lastDay);
        file.Blank();
        file.Text(voluntary ? OwnChoice.Draw(dice) : OtherEndings.Draw(dice));
        file.Yes(voluntary);
        file.EndRow();
        if (voluntary && dice.Chance(420_000)) Simple(file, EventKind.ExitInterview, person, lastDay);
    }

    private void Move(CsvFile file, ref Person person)
    {
        int next = NextGrade(person.Level);
        int edition = folder.Edition;
        if (next > 0 && dice.Chance(workplace.Chance(Fate.Promoted, person.Group, edition)))
        {
            Graded(file, EventKind.Promotion, person, next, folder.AnyDay(dice), closed: 0);
            person.Level = (byte)next;
            person.Point = 0;
        }
        else if (next > 0 && dice.Chance(workplace.Chance(Fate.ActingUp, person.Group, edition)))
        {
            int from = folder.AnyDay(dice);
            Graded(file, EventKind.ActingUp, person, next, from, from + dice.Between(40, 300));
        }
        if (dice.Chance(workplace.Chance(Fate.Seconded, person.Group, edition))) Simple(file, EventKind.Secondment, person, folder.AnyDay(dice));
    }

    private void Start(CsvFile file, in Person starter)
    {
        Simple(file, EventKind.Starter, starter, starter.Start);
        if (starter.Contract is Contract.Permanent && starter.Start + 180 <= folder.Snapshot && dice.Chance(250_000))
            Simple(file, EventKind.Probation, starter, starter.Start + 180);
    }

    /// <summary>The lowest level above this one that has another grade name; 0 at the top.</summary>
    private int NextGrade(int level)
    {
        for (int i = level + 1; i < folder.Employer.Grades.Levels.Count; i++)
            if (folder.GradeName(i) != folder.GradeName(level)) return i;
        return 0;
    }

    private void Graded(CsvFile file, EventKind kind, in Person person, int to, int opened, int closed)
    {
        Describe(file, kind, "", EventRole.Blank, person);
        file.Text(folder.GradeName(person.Level));
        file.Text(folder.GradeName(to));
        file.Blank();
        file.Day(opened);
        file.Blank();
        if (closed > 0 && closed <= folder.Snapshot) file.Day(closed);
        else file.Blank();
        file.Blank(3);
        file.EndRow();
    }

    private void Simple(CsvFile file, EventKind kind, in Person person, int day)
    {
        Describe(file, kind, "", EventRole.Blank, person);
        file.Blank(3);
        file.Day(day);
        file.Blank(5);
        file.EndRow();
    }

    /// <summary>The first nine cells: who it is about. Somebody who is not in this edition's employees file is described in the row itself.</summary>
    private void Describe(CsvFile file, EventKind kind, string reference, EventRole role, in Person person)
    {
        file.Text(kind.Code());
        file.Text(reference);
        file.Text(role switch { EventRole.RaisedBy => "raised-by", EventRole.Subject => "subject", EventRole.Party => "party", _ => "" });
        file.Text(ReturnFolder.Reference(person));
        if (!person.Leaving)
        {
            file.Blank(5);
            return;
        }
        file.Text(folder.Directorates[folder.DirectorateOf(person)]);
        file.Text(folder.GradeName(person.Level));
        file.Text(folder.Codes[person.Recorded]);
        file.Text(person.Sex.ToString());
        file.Text(person.Disability.ToString());
    }
}
