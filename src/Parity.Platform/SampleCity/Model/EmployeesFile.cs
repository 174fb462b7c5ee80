using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>Writes <c>employees.csv</c>, one row per person, with what the year brought each of them.</summary>
internal static class EmployeesFile
{
    private const int PayRisePerMille = 1031;

    private static readonly string[] People =
    [
        "employee_ref", "directorate", "grade", "ethnicity", "ethnicity_local", "sex", "disability", "age_band", "orientation", "religion",
        "contract", "staff_group", "fte", "hourly_pay", "full_pay", "start_date",
    ];

    private static readonly string[] Year =
    [
        "bonus_pay", "sickness_days", "working_days", "development_training", "mandatory_training", "pdp", "appraisal", "equality_measure",
    ];

    public static void Write(Workplace workplace, ReturnFolder folder)
    {
        using var file = folder.Open("employees.csv", folder.SendsAll ? [.. People, .. Year] : People);
        var dice = workplace.Dice;
        int[][] pay = PayTable(workplace.Employer.Grades, folder.Edition);
        foreach (ref var person in workplace.People)
        {
            WritePerson(file, folder, dice, person, pay);
            if (folder.SendsAll) WriteYear(file, folder, workplace, person);
            file.EndRow();
        }
    }

    private static void WritePerson(CsvFile file, ReturnFolder folder, Dice dice, in Person person, int[][] pay)
    {
        file.Text(ReturnFolder.Reference(person));
        file.Text(folder.Directorates[folder.DirectorateOf(person)]);
        file.Text(folder.GradeName(person.Level));
        file.Text(folder.Codes[person.Recorded]);
        file.Text(folder.Employer.Sector is Sector.Council && person.Recorded is Ethnicity.B2 && person.Number % 3 == 0 ? "Somali" : "");
        file.Text(person.Sex.ToString());
        file.Text(person.Disability.ToString());
        file.Text(Age(DateOnly.FromDayNumber(folder.Snapshot).Year - person.BirthYear).Code());
        file.Text(person.Orientation.Code());
        file.Text(person.Religion.Code());
        file.Text(person.Contract switch { Contract.FixedTerm => "fixed-term", Contract.NotKnown => "", _ => person.Contract.ToString().ToLowerInvariant() });
        file.Text(person.StaffGroup switch { StaffGroup.Clinical => "clinical", StaffGroup.NonClinical => "non-clinical", _ => "" });
        file.Tenths(person.Tenths);
        // One in three has an allowance for duties or unsocial hours on top of the spine point, so not every rate is a tie.
        int rate = pay[person.Level][person.Point];
        if (dice.Below(3) == 0) rate += dice.Between(5, 5 + rate / 8);
        if (person.Contract is Contract.Casual && dice.Chance(300_000)) file.Blank();
        else file.Pence(rate);
        file.Yes(!dice.Chance(24_000));
        file.Day(person.Start);
    }

    private static void WriteYear(CsvFile file, ReturnFolder folder, Workplace workplace, in Person person)
    {
        var dice = workplace.Dice;
        var group = person.Group;
        bool minority = group is not (BroadGroup.W or BroadGroup.X);

        if (folder.Employer.PaysBonuses && dice.Chance(minority ? 172_000 : 196_000)) file.Whole(50 * dice.Hump(3, 8 + 6 * person.Level));
        else file.Blank();

        int year = folder.Employer.CalendarDays ? 365 : 252;
        int days = Math.Max(1, year * (folder.Snapshot - Math.Max(person.Start, folder.PeriodStart) + 1) / 366);
        int tenths = 0;
        if (dice.Chance((int)((long)workplace.Chance(Fate.Sick, group, folder.Edition) * days / year)))
            tenths = dice.Below(100) switch { < 78 => 5 * dice.Between(1, 16), < 93 => 10 * dice.Between(8, 40), _ => 10 * dice.Between(31, 200) };
        file.Tenths(Math.Min(tenths, 9 * days));
        file.Whole(days);

        if (folder.Employer.TrainingPatchy && dice.Chance(180_000)) file.Blank();
        else file.Yes(dice.Chance(workplace.Chance(Fate.Trained, group, folder.Edition)));
        file.Yes(dice.Chance(minority ? 868_000 : 880_000));
        if (dice.Chance(20_000)) file.Blank();
        else file.Yes(dice.Chance(minority ? 716_000 : 734_000));
        if (dice.Chance(15_000)) file.Blank();
        else file.Yes(dice.Chance(minority ? 762_000 : 790_000));

        bool leads = folder.Employer.Grades.Levels[person.Level].Band >= Band.TeamLeader;
        file.Text(!leads || dice.Chance(90_000) ? "" : dice.Below(100) switch { < 58 => "met", < 84 => "part", _ => "not" });
    }

    /// <summary>Pence an hour by grade and spine point; every edition's rates are 3.1% above the one before.</summary>
    private static int[][] PayTable(GradeScheme grades, int edition)
    {
        var table = new int[grades.Levels.Count][];
        for (int i = 0; i < table.Length; i++)
        {
            var level = grades.Levels[i];
            table[i] = new int[level.Points];
            for (int point = 0; point < level.Points; point++)
            {
                int pence = level.Pence + level.Step * point;
                for (int rise = 1; rise < edition; rise++) pence = pence * PayRisePerMille / 1000;
                table[i][point] = pence;
            }
        }
        return table;
    }

    private static AgeBand Age(int years) => years switch
    {
        < 25 => AgeBand.From16,
        < 35 => AgeBand.From25,
        < 45 => AgeBand.From35,
        < 55 => AgeBand.From45,
        < 65 => AgeBand.From55,
        _ => AgeBand.From65,
    };
}
