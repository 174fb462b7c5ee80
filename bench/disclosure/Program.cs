using System.Diagnostics;
using System.Globalization;
using Parity.Bench.Disclosure;
using Parity.Disclosure;

// bench-disclosure [TABLE,...] [minInterval] [blind]: one row of Markdown for each table.
var city = new City(1);
var plans = new (string Name, Dimension[] Dimensions, int[][]? Tables, Func<(string D, string O, string E, string G, string S), string[]> Codes)[]
{
    ("T3", [city.Directorates, city.Ethnicity, city.Sex], null, p => [p.D, p.E, p.S]),
    ("LINKED", [city.Directorates, city.Ethnicity, city.Grade, city.Sex], [[0, 1, 3], [0, 2, 3]], p => [p.D, p.E, p.G, p.S]),
    ("ORG", [city.Organisations, city.Ethnicity, city.Grade, city.Sex], null, p => [p.O, p.E, p.G, p.S]),
    ("FULL", [city.Directorates, city.Ethnicity, city.Grade, city.Sex], null, p => [p.D, p.E, p.G, p.S]),
};
string wanted = args.Length > 0 ? args[0] : "T3,LINKED,ORG";
int minInterval = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
bool blind = args.Length > 2 && args[2] == "blind";
Console.WriteLine("| table | interval | cells | zero | primary | complementary | share | value | broken | narrowest | by witness | CPU s | MB | tables in the certificate |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var (name, dimensions, listed, codes) in plans.Where(p => wanted.Split(',').Contains(p.Name)))
{
    var tables = new TableSystem(dimensions, listed ?? [[.. Enumerable.Range(0, dimensions.Length)]]);
    long[] counts = new long[tables.Count];
    foreach (var (person, people) in city.People)
    {
        string[] at = codes(person);
        tables.Tally([.. at.Select((c, d) => dimensions[d].IndexOf(c))], people, counts);
    }
    using var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    var system = tables.ToCells(counts, []);
    var protection = Protector.Protect(tables, system, new ProtectionRules("bench", 5, false, minInterval, blind));
    process.Refresh();
    var spent = process.TotalProcessorTime - before;
    var of = Enumerable.Range(0, tables.Count).ToLookup(protection.StatusOf);
    int complementary = of[CellStatus.Complementary].Count();
    var audit = protection.Audit;
    string row = $"| {name} | {minInterval}{(blind ? ", blind" : "")} | {tables.Count:N0} | {counts.Count(c => c == 0):N0} | {of[CellStatus.Primary].Count():N0} | {complementary:N0} | {100.0 * complementary / tables.Count:F1}% | {of[CellStatus.Complementary].Sum(c => counts[c]):N0} "
        + $"| {audit.Broken} | {audit.NarrowestInterval} | {100.0 * audit.ProvenByWitness / Math.Max(1, audit.Attacked):F1}% | {spent.TotalSeconds:F1} | {process.PeakWorkingSet64 / 1_000_000} | {protection.PossibleTables().Count} |";
    Console.WriteLine(row);
}
