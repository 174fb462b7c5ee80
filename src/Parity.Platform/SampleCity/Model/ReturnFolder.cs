using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>One employer's folder in one edition: where its files are, and how this employer writes grades, directorates and groups.</summary>
internal sealed class ReturnFolder
{
    /// <summary>The files of the format that the city may write; earlier ones of the same name are removed first.</summary>
    private static readonly string[] Files =
    [
        "return.csv", "grades.csv", "employees.csv", "ethnicity.csv", "headcount.csv", "board.csv", "events.csv", "recruitment.csv", "training.csv", "survey.csv",
    ];

    private readonly string path;
    private readonly EthnicityCodes codes;

    public ReturnFolder(string path, Employer employer, int edition, DateOnly snapshot)
    {
        this.path = path;
        Employer = employer;
        Edition = edition;
        Snapshot = snapshot.DayNumber;
        PeriodStart = snapshot.AddYears(-1).DayNumber + 1;
        codes = EthnicityCodes.Of(employer.Coding);
        Directory.CreateDirectory(path);
        foreach (string file in Files) System.IO.File.Delete(Path.Combine(path, file));
    }

    public Employer Employer { get; }

    /// <summary>1 for the first edition.</summary>
    public int Edition { get; }

    public int Snapshot { get; }
    public int PeriodStart { get; }
    public EthnicityCodes Codes => codes;
    public bool Reorganised => Edition >= 2 && Employer.Reorganised is not null;

    /// <summary>In its first edition an employer that starts small sends only people, grades, events and recruitment.</summary>
    public bool SendsAll => Edition >= 2 || !Employer.StartsSmall;

    public IReadOnlyList<string> Directorates => Reorganised ? Employer.Reorganised!.Value.Names : Employer.Directorates;

    public int DirectorateOf(in Person person) => Reorganised ? Employer.Reorganised!.Value.From[person.Directorate] : person.Directorate;

    public string GradeName(int level) => Employer.Grades.NameOf(level, Reorganised).Code;

    public CsvFile Open(string file, params ReadOnlySpan<string> header) => new(Path.Combine(path, file), header);

    public static string Reference(in Person person) => $"E{person.Number:000000}";

    public int AnyDay(Dice dice) => dice.Between(PeriodStart, Snapshot);

    public void WriteReturn()
    {
        using var file = Open("return.csv", "key", "value");
        file.Row("organisation", Employer.Code);
        file.Row("name", Employer.Name);
        file.Row("sector", Employer.Sector.Code());
        file.Row("snapshot_date", Iso(Snapshot));
        file.Row("period_start", Iso(PeriodStart));
        file.Row("period_end", Iso(Snapshot));
        file.Row("format_version", "1");
        file.Row("ethnicity_scheme", Employer.Coding switch
        {
            EthnicityCoding.Police => "police",
            EthnicityCoding.Nhs => "nhs",
            EthnicityCoding.Hesa => "hesa",
            _ => "harmonised",
        });
        file.Row("sickness_unit", Employer.CalendarDays ? "calendar-days" : "working-days");
        file.Row("senior_from_grade", GradeName(Employer.Grades.FirstSenior));
        file.Row("benchmark_area", "SEV");
    }

    public void WriteGrades()
    {
        using var file = Open("grades.csv", "grade", "title", "rank", "band");
        string before = "";
        int rank = 0;
        for (int i = 0; i < Employer.Grades.Levels.Count; i++)
        {
            var (code, title) = Employer.Grades.NameOf(i, Reorganised);
            if (code == before) continue;
            before = code;
            file.Text(code);
            file.Text(title);
            file.Whole(++rank);
            file.Text(Employer.Grades.Levels[i].Band.Code());
            file.EndRow();
        }
    }

    public void WriteOwnCodes()
    {
        if (codes.Own.Count == 0) return;
        using var file = Open("ethnicity.csv", "code", "label", "maps_to");
        foreach (var (code, label, mapsTo) in codes.Own)
            file.Row(code, label, mapsTo.ToString());
    }

    private static string Iso(int day) => DateOnly.FromDayNumber(day).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
