using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

/// <summary>Whole numbers from a seed: xorshift64* (Vigna 2016), the same on every machine.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15 + 1;

    public int Below(int limit)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 0x2545F4914F6CDD1D >> 33) % (ulong)limit);
    }

    public bool Chance(int percent) => Below(100) < percent;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public T Code<T>()
        where T : struct, Enum => Of(Enum.GetValues<T>());

    public T[] Shuffled<T>(IEnumerable<T> source)
    {
        T[] items = [.. source];
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
        return items;
    }
}

/// <summary>One row of the employees table, for building tables by hand.</summary>
internal sealed record Employee
{
    public int Count { get; init; } = 1;
    public int Directorate { get; init; }
    public ushort Grade { get; init; }
    public Ethnicity Ethnicity { get; init; } = Ethnicity.W1;
    public Sex Sex { get; init; }
    public Disability Disability { get; init; }
    public AgeBand Age { get; init; }
    public Orientation Orientation { get; init; }
    public Religion Religion { get; init; }
    public bool FullPay { get; init; } = true;
    public decimal? Pay { get; init; }
    public decimal? Bonus { get; init; }
    public decimal? Sick { get; init; }
    public decimal? Working { get; init; }
    public YesNo Training { get; init; }
    public YesNo Mandatory { get; init; }
    public YesNo Pdp { get; init; }
    public YesNo Appraisal { get; init; }
}

/// <summary>Returns made in code: by hand from employees, or at random from a seed.</summary>
internal static class SeededReturns
{
    public static readonly DateOnly Start = new(2025, 4, 1), End = new(2026, 3, 31);

    public static readonly Grade[] Ladder =
    [
        new("G1", "", 1, Band.Entry), new("G2", "", 2, Band.Operational), new("G3", "", 3, Band.TeamLeader),
        new("G4", "", 4, Band.MiddleManager), new("G5", "", 5, Band.SeniorManager), new("G6", "", 6, Band.Executive),
    ];

    private static readonly Ethnicity[] Detailed =
    [
        Ethnicity.W1, Ethnicity.W1, Ethnicity.W1, Ethnicity.W1, Ethnicity.W2, Ethnicity.W9, Ethnicity.M1, Ethnicity.A1, Ethnicity.A1, Ethnicity.A2, Ethnicity.B1, Ethnicity.B2, Ethnicity.O9, Ethnicity.X1, Ethnicity.X9,
    ];

    public static Return Of(IReadOnlyList<Employee> employees, string organisation = "alpha", Sector sector = Sector.Council) => new()
    {
        Header = new(organisation, organisation, sector, End, Start, End, EthnicityScheme.Harmonised, SicknessUnit.WorkingDays, 4, "E1+E2"),
        Grades = Ladder,
        Directorates = ["North", "South", "West"],
        Employees = Columns(employees),
        Headcount = [],
        Board = [],
        Events = [],
        Recruitment = [],
        Training = [],
        Survey = [],
        Courses = ["Fire", "Chairing"],
        Questions = ["Fair", "Bullied", "Proud"],
        Themes = ["Climate"],
    };

    public static EmployeeColumns Columns(IReadOnlyList<Employee> e) => new()
    {
        Rows = e.Count,
        Weight = e.Any(x => x.Count != 1) ? [.. e.Select(x => x.Count)] : null,
        Directorate = [.. e.Select(x => x.Directorate)],
        Grade = [.. e.Select(x => x.Grade)],
        Ethnicity = [.. e.Select(x => x.Ethnicity)],
        Sex = [.. e.Select(x => x.Sex)],
        Disability = [.. e.Select(x => x.Disability)],
        AgeBand = [.. e.Select(x => x.Age)],
        Orientation = [.. e.Select(x => x.Orientation)],
        Religion = [.. e.Select(x => x.Religion)],
        HourlyPay = [.. e.Select(x => Micro(x.Pay))],
        FullPay = [.. e.Select(x => x.FullPay)],
        BonusPay = [.. e.Select(x => Micro(x.Bonus))],
        SicknessDays = [.. e.Select(x => (int)Micro(x.Sick))],
        WorkingDays = [.. e.Select(x => (int)Micro(x.Working))],
        DevelopmentTraining = [.. e.Select(x => x.Training)],
        MandatoryTraining = [.. e.Select(x => x.Mandatory)],
        Pdp = [.. e.Select(x => x.Pdp)],
        Appraisal = [.. e.Select(x => x.Appraisal)],
    };

    private static long Micro(decimal? amount) => amount is { } known ? (long)(known * Return.Micro) : -1;

    public static EventRow Event(
        EventKind kind, Ethnicity ethnicity, int opened, int closed = 0, int due = 0, EventRole role = EventRole.Blank, int person = -1, int @case = -1,
        bool formal = true, YesNo voluntary = YesNo.Blank, int count = 1, Sex sex = Sex.X9, Disability disability = Disability.X9, int directorate = -1, int grade = -1) =>
        new(kind, role, person, @case, ethnicity, sex, disability, directorate, grade, -1, -1, formal, opened, due, closed, voluntary, count);

    public static List<Employee> Employees(Dice dice, int rows, bool unsplit = false, bool weighted = true) =>
        [.. Enumerable.Range(0, rows).Select(_ => new Employee
        {
            Count = weighted && dice.Chance(20) ? 1 + dice.Below(6) : 1,
            Directorate = dice.Below(3),
            Grade = (ushort)Math.Min(dice.Below(6), dice.Below(6)),
            Ethnicity = unsplit && dice.Chance(10) ? dice.Of(Ethnicity.A, Ethnicity.W) : dice.Of<Ethnicity>(Detailed),
            Sex = dice.Code<Sex>(),
            Disability = dice.Code<Disability>(),
            Age = dice.Code<AgeBand>(),
            Orientation = dice.Code<Orientation>(),
            Religion = dice.Code<Religion>(),
            FullPay = dice.Chance(90),
            Pay = dice.Chance(90) ? 10 + dice.Below(30) * 0.5m : null,
            Bonus = dice.Chance(40) ? dice.Below(6) * 250 : null,
            Sick = dice.Chance(80) ? dice.Below(20) * 0.5m : null,
            Working = dice.Chance(90) ? 200 + dice.Below(40) : null,
            Training = dice.Chance(95) ? dice.Of(YesNo.Yes, YesNo.No) : YesNo.Blank,
            Mandatory = dice.Code<YesNo>(),
            Pdp = dice.Code<YesNo>(),
            Appraisal = dice.Code<YesNo>(),
        })];

    /// <summary>A return with every table filled at random; <paramref name="headcounts"/> 0 sends none, 1 openings, 2 averages.</summary>
    public static Return Random(ulong seed, int rows, string organisation = "alpha", Sector sector = Sector.Council, bool unsplit = false, int headcounts = 0, bool movement = true)
    {
        var dice = new Dice(seed);
        int Day() => dice.Chance(8) ? 0 : Start.DayNumber - 200 + dice.Below(700);
        Ethnicity Code() => dice.Of<Ethnicity>(Detailed);

        EventRow AnyEvent()
        {
            var kind = dice.Code<EventKind>();
            int opened = Day(), closed = dice.Chance(50) ? 0 : opened == 0 ? Day() : opened + dice.Below(200);
            return Event(kind, Code(), opened, closed, dice.Chance(40) ? Day() : 0, dice.Code<EventRole>(), dice.Chance(70) ? dice.Below(rows) : -1,
                dice.Chance(50) ? dice.Below(rows) : -1, dice.Chance(80), dice.Code<YesNo>(), dice.Chance(20) ? 1 + dice.Below(3) : 1,
                dice.Code<Sex>(), dice.Code<Disability>(), dice.Below(4) - 1, dice.Below(7) - 1);
        }

        RecruitmentRow AnyRecruitment()
        {
            int applied = dice.Below(30), shortlisted = dice.Below(applied + 1), appointed = dice.Below(shortlisted + 1), members = dice.Below(4);
            return new(dice.Below(12) - 1, dice.Below(4) - 1, dice.Below(7) - 1, Contract.Permanent, Route.External, 0, Code(), dice.Code<Sex>(), dice.Code<Disability>(),
                dice.Chance(10) ? -1 : applied, dice.Chance(10) ? -1 : shortlisted, -1, -1, dice.Chance(10) ? -1 : appointed, members, dice.Chance(10) ? -1 : dice.Below(members + 1));
        }

        TrainingRow AnyTraining()
        {
            int due = dice.Below(20);
            return new(dice.Below(2), dice.Code<CourseKind>(), dice.Below(4) - 1, Code(), dice.Code<Sex>(), dice.Chance(10) ? -1 : due, dice.Chance(10) ? -1 : dice.Below(due + 1));
        }

        SurveyRow AnyAnswers() => new(
            dice.Of(SurveySource.Staff, SurveySource.Staff, SurveySource.Exit), dice.Below(3), dice.Chance(60) ? 0 : -1, dice.Chance(30), Code(), dice.Below(4) - 1,
            dice.Chance(20) ? -1 : 30, dice.Below(5), dice.Below(5), dice.Below(5), dice.Below(5), dice.Below(5), dice.Below(3));

        List<T> Many<T>(int number, Func<T> one) => [.. Enumerable.Range(0, number).Select(_ => one())];

        var events = Many(rows / 2, AnyEvent);
        if (!movement) events.RemoveAll(e => e.Kind is EventKind.Starter or EventKind.Leaver);
        return Of(Employees(dice, rows, unsplit), organisation, sector) with
        {
            Events = events,
            Recruitment = Many(rows / 4, AnyRecruitment),
            Training = Many(rows / 5, AnyTraining),
            Survey = Many(rows / 4, AnyAnswers),
            Board = Many(1 + (rows / 12), () => new BoardRow(Code(), dice.Code<Sex>(), dice.Chance(70), dice.Chance(40), 1 + dice.Below(2))),
            Headcount = headcounts == 0 ? [] : Many(rows / 3, () => new HeadcountRow(
                headcounts == 2 && dice.Chance(50) ? HeadcountAt.Average : HeadcountAt.Opening, Code(), dice.Code<Sex>(), dice.Below(7) - 1, dice.Below(4) - 1, dice.Below(9))),
        };
    }
}
