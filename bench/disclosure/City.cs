using Parity.Disclosure;

namespace Parity.Bench.Disclosure;

/// <summary>
/// A fictional city for measuring: 40,000 people in 20 organisations of Zipf sizes in 4 sectors, 5 skewed directorates
/// each, 20 ethnic codes in overlapping groups, 12 grades, 2 sexes. The same seed gives the same people. A larger one, whose
/// people have an age band too, for plans of a million cells.
/// </summary>
internal sealed class City
{
    private ulong state;

    private const int AgeBands = 7;

    public static City OfMillions => new(1, people: 2_000_000, organisations: 190, directorates: 4, evenness: 0.5, withAge: true);

    public City(ulong seed, int people = 40_000, int organisations = 20, int directorates = 5, double evenness = 1.25, bool withAge = false)
    {
        state = seed;
        string[] ethnic = ["W1", "W2", "W3", "W4", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O1", "O9", "X9"];
        double[] ethnicShare = [32.4, 1.6, 0.1, 0.1, 21.4, 2.7, 0.9, 1.3, 1.3, 4.2, 3.9, 1.1, 2.1, 2.7, 4.5, 8.8, 1.3, 0.9, 1.6, 6.9];
        (string, string[])[] groups =
        [
            ("Total", ["W", "BME", "X9"]), ("BME", ["M", "A", "B", "O"]), ("W", ["W1", "W2", "W3", "W4", "W9"]),
            ("M", ["M1", "M2", "M3", "M9"]), ("A", ["A1", "A2", "A3", "A4", "A9"]), ("B", ["B1", "B2", "B9"]), ("O", ["O1", "O9"]),
        ];
        Ethnicity = Tree("ethnicity", groups);
        var places = new List<(string, string[])> { ("City", ["S1", "S2", "S3", "S4"]) };
        for (int s = 1; s <= 4; s++)
        {
            places.Add(($"S{s}", [.. Enumerable.Range(0, organisations).Where(o => o % 4 == s - 1).Select(o => $"O{o:00}")]));
        }
        var withoutDirectorates = places.ToList();
        for (int o = 0; o < organisations; o++)
        {
            places.Add(($"O{o:00}", [.. Enumerable.Range(1, directorates).Select(d => $"O{o:00}.{d}")]));
        }
        (Directorates, Organisations) = (Tree("place", places), Tree("place", withoutDirectorates));
        Grade = Dimension.Flat("grade", Enumerable.Range(1, 12).Select(g => $"G{g:00}"));
        Sex = Dimension.Flat("sex", ["F", "M"]);
        Age = Dimension.Flat("age", Enumerable.Range(1, withAge ? AgeBands : 1).Select(a => $"A{a}"));
        double[] size = [.. Enumerable.Range(1, organisations).Select(o => 1.0 / Math.Pow(o, evenness))];
        double[] directorateSize = [.. Enumerable.Range(1, directorates).Select(d => 1.0 / Math.Pow(d, 1.67))];
        double[] grade = [.. Enumerable.Range(1, 12).Select(g => Math.Pow(13 - g, 1.5))];
        for (int p = 0; p < people; p++)
        {
            int o = Pick(size);
            int d = Pick(directorateSize);
            var key = ($"O{o:00}.{d + 1}", $"O{o:00}", ethnic[Pick(ethnicShare)], $"G{Pick(grade) + 1:00}", Draw() < .55 ? "F" : "M", withAge ? $"A{1 + (int)(AgeBands * Draw())}" : "A1");
            People[key] = People.GetValueOrDefault(key) + 1;
        }
    }

    public Dimension Ethnicity { get; }
    public Dimension Directorates { get; }
    public Dimension Organisations { get; }
    public Dimension Grade { get; }
    public Dimension Sex { get; }
    public Dimension Age { get; }
    public Dictionary<(string Directorate, string Organisation, string Ethnicity, string Grade, string Sex, string Age), long> People { get; } = [];

    private static Dimension Tree(string name, IEnumerable<(string Parent, string[] Children)> groups)
    {
        var codes = new List<string>();
        var links = new List<(int, int)>();
        int Number(string code)
        {
            int at = codes.IndexOf(code);
            if (at < 0)
            {
                at = codes.Count;
                codes.Add(code);
            }
            return at;
        }
        foreach (var (parent, children) in groups)
        {
            foreach (string child in children)
            {
                links.Add((Number(child), Number(parent)));
            }
        }
        return new(name, codes, links);
    }

    private int Pick(double[] weights)
    {
        double at = Draw() * weights.Sum();
        int chosen = 0;
        while (chosen < weights.Length - 1 && (at -= weights[chosen]) >= 0)
        {
            chosen++;
        }
        return chosen;
    }

    // SplitMix64 (Steele, Lea and Flood 2014).
    private double Draw()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
