using System.Diagnostics;
using Parity.Bench.Disclosure;
using Parity.Disclosure;

var city = new City(1);
var plans = new (string Name, Dimension[] Dimensions, Func<(string D, string O, string E, string G, string S), string[]> Codes)[]
{
    ("T3", [city.Directorates, city.Ethnicity, city.Sex], p => [p.D, p.E, p.S]),
    ("ORG", [city.Organisations, city.Ethnicity, city.Grade, city.Sex], p => [p.O, p.E, p.G, p.S]),
    ("FULL", [city.Directorates, city.Ethnicity, city.Grade, city.Sex], p => [p.D, p.E, p.G, p.S]),
};
int minInterval = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 2;
string wanted = args.Length > 0 ? args[0] : "T3,ORG,FULL";
Console.WriteLine("| table | cells | zero | primary | complementary | share | value | safe | narrowest | CPU s | MB |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var (name, dimensions, codes) in plans.Where(p => wanted.Split(',').Contains(p.Name)))
{
    var tables = new TableSystem(dimensions, [[.. Enumerable.Range(0, dimensions.Length)]]);
    long[] counts = new long[tables.Count];
    foreach (var (person, people) in city.People)
    {
        string[] at = codes(person);
        tables.Tally([.. at.Select((c, d) => dimensions[d].IndexOf(c))], people, counts);
    }
    var system = new CellSystem();
    for (int cell = 0; cell < tables.Count; cell++)
    {
        system.Add(new Cell(counts[cell], CellRole.Candidate, tables.Reach(cell)));
    }
    foreach (var sum in tables.Sums())
    {
        system.Relate(sum);
    }
    for (int round = 0; round < 1; round++)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var protection = Protector.Protect(system, new ProtectionRules("bench", 5, false, minInterval));
        process.Refresh();
        var spent = process.TotalProcessorTime - before;
        var of = Enumerable.Range(0, system.Count).ToLookup(protection.StatusOf);
        int complementary = of[CellStatus.Complementary].Count();
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {system.Count} | {counts.Count(c => c == 0)} | {of[CellStatus.Primary].Count()} | {complementary} | {100.0 * complementary / system.Count:F1}% | {of[CellStatus.Complementary].Sum(c => counts[c])} | {protection.IsSafe} {protection.Audit.Broken} | {protection.Audit.NarrowestInterval} | {spent.TotalSeconds:F2} | {process.PeakWorkingSet64 / 1_000_000} |"));
    }
}

