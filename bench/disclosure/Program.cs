using System.Diagnostics;
using System.Globalization;
using Parity.Bench.Disclosure;
using Parity.Disclosure;

// bench-disclosure [TABLE,...] [minInterval] [blind] [quick]: one row of Markdown for each table.
// bench-disclosure TABLE minInterval files FOLDER: the table and its specification as files, for protect, audit and verify.
string[] wanted = (args.Length > 0 ? args[0] : "T3,LINKED,ORG").Split(',');
int minInterval = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
(bool blind, bool quick) = (args.Contains("blind"), args.Contains("quick"));
if (!args.Contains("files")) Console.WriteLine("| table | interval | cells | zero | primary | complementary | share | value | broken | narrowest | by witness | CPU s | MB | tables in the certificate |");
if (!args.Contains("files")) Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
var city = new City(1);
foreach (string name in wanted)
{
    city = name == "MILLION" ? City.OfMillions : city;
    var (dimensions, shown) = Plan(name);
    var tables = new TableSystem(dimensions, shown);
    var counts = new long[tables.Count];
    foreach (var (person, people) in city.People)
    {
        string[] codes = [.. dimensions.Select(d => CodeOf(person, d))];
        tables.Tally([.. codes.Select((code, d) => dimensions[d].IndexOf(code))], people, counts);
    }
    if (args is [_, _, "files", var folder])
    {
        TableFiles.Write(folder, dimensions, shown, minInterval, city.People.Select(p => ((string[])[.. dimensions.Select(d => CodeOf(p.Key, d))], p.Value)));
        continue;
    }

    using var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    var system = tables.ToCells(counts, []);
    var rules = new ProtectionRules("bench", 5, false, minInterval, blind);
    var protection = Protector.Protect(tables, system, quick ? rules with { ThoroughUpTo = 0 } : rules);
    process.Refresh();
    var spent = process.TotalProcessorTime - before;
    var of = Enumerable.Range(0, tables.Count).ToLookup(protection.StatusOf);
    int complementary = of[CellStatus.Complementary].Count();
    var audit = protection.Audit;
    // The tables of a certificate for a million cells would take up more memory than the search.
    string certificate = tables.Count > rules.ThoroughUpTo ? "" : protection.PossibleTables().Count.ToString(CultureInfo.InvariantCulture);
    Console.WriteLine($"| {name} | {minInterval}{(blind ? ", blind" : "")}{(quick ? ", quick" : "")} | {tables.Count:N0} | {counts.Count(c => c == 0):N0} | {of[CellStatus.Primary].Count():N0} | {complementary:N0} | {100.0 * complementary / tables.Count:F1}% | {of[CellStatus.Complementary].Sum(c => counts[c]):N0} "
        + $"| {audit.Broken} | {audit.NarrowestInterval} | {100.0 * audit.ProvenByWitness / Math.Max(1, audit.Attacked):F1}% | {spent.TotalSeconds:F1} | {process.PeakWorkingSet64 / 1_000_000} | {certificate} |");
}

(Dimension[] Dimensions, int[][] Shown) Plan(string name) => name switch
{
    "T3" => ((Dimension[])[city.Directorates, city.Ethnicity, city.Sex], (int[][])[[0, 1, 2]]),
    "LINKED" => ([city.Directorates, city.Ethnicity, city.Grade, city.Sex], [[0, 1, 3], [0, 2, 3]]),
    "ORG" => ([city.Organisations, city.Ethnicity, city.Grade, city.Sex], [[0, 1, 2, 3]]),
    "FULL" => ([city.Directorates, city.Ethnicity, city.Grade, city.Sex], [[0, 1, 2, 3]]),
    "MILLION" => ([city.Directorates, city.Ethnicity, city.Grade, city.Sex, city.Age], [[0, 1, 2, 3], [0, 3, 4]]),
    _ => throw new ArgumentException($"There is no table {name}: T3, LINKED, ORG, FULL or MILLION.", nameof(name)),
};

string CodeOf((string Directorate, string Organisation, string Ethnicity, string Grade, string Sex, string Age) person, Dimension dimension) =>
    dimension == city.Directorates ? person.Directorate
    : dimension == city.Organisations ? person.Organisation
    : dimension == city.Ethnicity ? person.Ethnicity
    : dimension == city.Grade ? person.Grade
    : dimension == city.Sex ? person.Sex : person.Age;
