#:property PublishAot=false

// Turns the open payroll sample of the City of Houston into an HR return.
//
//     dotnet run samples/houston/convert.cs -- <folder>
//
// writes <folder>/return/*.csv and <folder>/edition.json. The rules are in README.md beside this file.

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

if (args.Length != 1)
{
    Console.Error.WriteLine("Say where the return should go: dotnet run samples/houston/convert.cs -- <folder>");
    return 2;
}

string here = Path.GetDirectoryName(ThisFile())!;
var employees = new List<string>();
using (var payroll = new StreamReader(Path.Combine(here, "houston_employees_sample_2016.csv")))
{
    string[] header = Cells(payroll.ReadLine()!);
    int Column(string name) => Array.IndexOf(header, name);
    int reference = Column("UNIQUE_ID"), title = Column("POSITION_TITLE"), department = Column("DEPARTMENT"), salary = Column("BASE_SALARY");
    int race = Column("RACE"), type = Column("EMPLOYMENT_TYPE"), gender = Column("GENDER"), hired = Column("HIRE_DATE");
    while (payroll.ReadLine() is { } line)
    {
        string[] row = Cells(line);
        employees.Add(string.Join(',',
            $"H{row[reference]}", Quoted(row[department]), Band(row[title]), Ethnicity(row[race]), Sex(row[gender]), Contract(row[type]),
            Hourly(row[salary]), row[hired]));
    }
}

string folder = Directory.CreateDirectory(Path.Combine(args[0], "return")).FullName;
Write("return.csv", "key,value",
[
    "organisation,houston", "name,City of Houston (sample of 2000 employees)", "sector,council", "snapshot_date,2016-12-31",
    "period_start,2016-01-01", "period_end,2016-12-31", "format_version,1", "senior_from_grade,senior-manager",
]);
string[] bands = ["entry", "operational", "team-leader", "middle-manager", "senior-manager", "executive"];
Write("grades.csv", "grade,rank,band", bands.Select((band, i) => $"{band},{i + 1},{band}"));
Write("employees.csv", "employee_ref,directorate,grade,ethnicity,sex,contract,hourly_pay,start_date", employees);
File.WriteAllText(Path.Combine(args[0], "edition.json"), """
    {
      "edition": "houston-2016",
      "title": "Pay and race in a sample of Houston's city payroll",
      "snapshot_date": "2016-12-31",
      "fictional": false,
      "notice": "An internal example, not a publication of the City of Houston: a random sample of 2,000 employees from an open payroll of December 2016. Amounts are US dollars, where the sentences say pounds.",
      "returns": ["return"],
      "threshold": 10,
      "previous": []
    }

    """.ReplaceLineEndings("\n"));
Console.WriteLine($"{employees.Count} people in {folder}");
return 0;

void Write(string file, string header, IEnumerable<string> rows) =>
    File.WriteAllText(Path.Combine(folder, file), string.Join('\n', [header, .. rows]) + "\n");

// The first rule that fits a title decides; a rule fits where one of its words or phrases stands in the title.
static string Band(string title)
{
    (string Band, string[] Words)[] rules =
    [
        ("entry", ["TRAINEE", "INTERN", "PROBATIONARY", "CADET", "LABORER", "CUSTODIAN", "HELPER", "ATTENDANT", "CLERK", "WORKER"]),
        ("executive", ["DIRECTOR", "FIRE CHIEF", "DEPUTY CHIEF", "CHIEF COMMUNICATION OFFICER", "CHIEF PHYSICIAN"]),
        ("senior-manager", ["(EX", "(EXE", "(EXECUTIVE", "DIVISION MANAGER", "BUREAU CHIEF", "DISTRICT CHIEF", "POLICE CAPTAIN"]),
        ("middle-manager", ["MANAGER", "LIEUTENANT", "SENIOR CAPTAIN", "SUPERINTENDENT", "CHIEF"]),
        ("team-leader", ["SUPERVISOR", "SUPERVISING", "SERGEANT", "CAPTAIN", "LEADER", "FOREMAN", "COORDINATOR"]),
    ];
    string padded = $" {title.Replace(',', ' ')} ";
    foreach (var (band, words) in rules)
        if (words.Any(word => padded.Contains($" {word} ", StringComparison.Ordinal))) return band;
    return "operational";
}

static string Ethnicity(string race) => race switch
{
    "White" => "W",
    "Black or African American" => "B",
    "Asian/Pacific Islander" => "A",
    "Hispanic/Latino" or "American Indian or Alaskan Native" or "Others" => "O9",
    "" => "X9",
    _ => throw new InvalidDataException("The payroll has a race that the rules do not know."),
};

static string Sex(string gender) => gender switch { "Female" => "F", "Male" => "M", _ => "X9" };

static string Contract(string type) => type is "Temporary" ? "fixed-term" : "permanent";

// A year of full-time work is 2,080 hours (52 weeks of 40); six decimals are what the format holds.
static string Hourly(string salary) =>
    salary.Length == 0 ? ""
        : decimal.Round(decimal.Parse(salary, CultureInfo.InvariantCulture) / 2080m, 6, MidpointRounding.AwayFromZero).ToString("0.######", CultureInfo.InvariantCulture);

static string Quoted(string cell) => cell.Contains(',') || cell.Contains('"') ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

// The file quotes cells with commas and has no line end inside a cell.
static string[] Cells(string line)
{
    var cells = new List<string>();
    var cell = new StringBuilder();
    bool quoted = false;
    foreach (char c in line)
    {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted)
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
        else cell.Append(c);
    }
    cells.Add(cell.ToString());
    return [.. cells];
}

static string ThisFile([CallerFilePath] string path = "") => path;
