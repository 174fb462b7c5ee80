using System.Globalization;
using System.Text.Json;
using Microsoft.VisualBasic.FileIO;

namespace Parity.App.Tests.Publishing;

/// <summary>
/// An intruder who puts the open data of several editions into one system: every measure, part and group, what each is a
/// part of, and the people with whom a year began, who are those of the day before. The sums are built anew from the labels
/// of the rows, without any code of the program. How far each count can go is looked for by passing bounds from sum to sum
/// until nothing new follows.
/// </summary>
internal sealed class JointReader
{
    private const long Far = 1L << 40;
    private const string People = "people", Average = "average", All = "all";
    private static readonly string[] Broad = ["W", "M", "A", "B", "O", "X"], Other = ["M", "A", "B", "O"];
    private static readonly string[] Parts = ["band", "board", "course", "directorate", "disability", "from_grade", "kind", "quarter", "question", "sex", "source", "step"];

    /// <summary>Rows that are pooled over other people, or whose fractions were rounded to people, and shares that repeat other rows.</summary>
    private static readonly string[] Apart = ["pay-quarter", "board-gap", "training-likelihood", "senior-representation", "response-rate", "unknown-rate"];

    /// <summary>Their denominators are the average of two days, which the file shows in whole people.</summary>
    private static readonly string[] OfAverages =
    [
        "promotion-likelihood", "acting-up-likelihood", "secondment-likelihood", "disciplinary-likelihood", "capability-likelihood",
        "leaver-likelihood", "voluntary-leaver-likelihood", "grievance-rate", "bullying-rate",
    ];

    /// <summary>Who is counted first is among those counted second.</summary>
    private static readonly (string Some, string All)[] Among =
    [
        ("mandatory-training-rate", "mandatory-training-rate of"), ("pdp-rate", "pdp-rate of"), ("appraisal-rate", "appraisal-rate of"),
        ("survey-favourable", "survey-favourable of"), ("course-rate", "course-rate of"), ("voluntary-leaver-likelihood", "leaver-likelihood"),
        ("shortlisting-likelihood", "shortlisting-likelihood of"), ("appointment-likelihood", "appointment-likelihood of"),
        ("mandatory-training-rate of", People), ("pdp-rate of", People), ("appraisal-rate of", People),
    ];

    private readonly Dictionary<Count, int> cells = [];
    private readonly List<(int Cell, int Sign)[]> sums = [];
    private readonly List<(long Least, long Most)> told = [];

    /// <param name="Part">Which of a place's people; empty: all of them.</param>
    public sealed record Count(int Edition, string Family, string Place, string Group, string Part)
    {
        public bool IsPooled => Place == "CITY" || Place.StartsWith("SECTOR:", StringComparison.Ordinal);
    }

    /// <summary>What each count is, to judge by: the reader does not look at it.</summary>
    public Dictionary<Count, long> Truth { get; } = [];

    public IEnumerable<Count> Withheld => Truth.Keys.Where(c => told[cells[c]] is var (least, most) && least < most && c.Family != Average);

    public IEnumerable<string> Organisations => Truth.Keys.Where(c => !c.IsPooled).Select(c => c.Place).Distinct();

    /// <summary>Sums of which every part is in the internal figures: they hold, or the reader reasons wrongly.</summary>
    public int SumsThatHold { get; }

    /// <param name="releases">In the order of their days, each a year after the one before.</param>
    public JointReader(IReadOnlyList<string> releases)
    {
        for (int edition = 1; edition <= releases.Count; edition++)
        {
            using var open = JsonDocument.Parse(File.ReadAllText(PublishedCity.OpenData(releases[edition - 1])));
            foreach (var row in open.RootElement.GetProperty("figures").EnumerateArray())
                foreach (var (count, cell) in CountsOf(edition, column => row.GetProperty(column).ToString() is var text && text != "[z]" ? text : ""))
                    Hear(count, cell);
            foreach (var (count, cell) in Internal(edition, releases[edition - 1]))
                if (cells.ContainsKey(count) && decimal.TryParse(cell, CultureInfo.InvariantCulture, out decimal value)) Truth[count] = (long)(count.Family == Average ? 2 * value : value);
            var sectors = open.RootElement.GetProperty("organisations").EnumerateArray()
                .GroupBy(o => "SECTOR:" + o.GetProperty("sector").GetString(), o => o.GetProperty("organisation").GetString()!).ToDictionary(s => s.Key, s => s.ToList());
            AddSums(edition, sectors);
        }

        var names = cells.ToDictionary(c => c.Value, c => c.Key);
        foreach (var sum in sums.Where(s => s.All(t => Truth.ContainsKey(names[t.Cell]))))
        {
            Assert.True(sum.Sum(t => t.Sign * Truth[names[t.Cell]]) == 0, $"The reader's sum does not hold: {string.Join(" ", sum.Select(t => $"{t.Sign:+0;-0} {names[t.Cell]}"))}");
            SumsThatHold++;
        }
    }

    /// <summary>Withheld counts from 1 to 9 that the reader knows to less than <paramref name="width"/>.</summary>
    /// <param name="organisation">Who reads, and knows all counts of its own; null: everybody.</param>
    /// <param name="shown">Taken as shown beside what is.</param>
    public List<(Count Count, long Least, long Most)> Narrow(int width, string? organisation = null, params Count[] shown)
    {
        var bounds = told.ToArray();
        foreach (var count in Truth.Keys.Where(c => c.Place == organisation).Concat(shown)) bounds[cells[count]] = (Truth[count], Truth[count]);
        Confine(bounds);
        return [.. Withheld.Where(c => Truth[c] is >= 1 and <= 9 && c.Place != organisation && !IsOwn(c) && !shown.Contains(c)).Select(c => (c, bounds[cells[c]].Least, bounds[cells[c]].Most)).Where(c => c.Most - c.Least < width)];

        // Where all are its own, it learns of nobody else; nor of the groups that they are made of.
        bool IsOwn(Count count) => organisation is not null && count.IsPooled && (IsAll(count) || (Other.Any(g => count.Group == "ethnicity " + g) && IsAll(count with { Group = "ethnicity other" })));
        bool IsAll(Count count) => Truth.TryGetValue(count, out long all) && Truth.TryGetValue(count with { Place = organisation! }, out long own) && all == own;
    }

    /// <summary>
    /// Two weaknesses that no table and no edition has by itself: a small headcount follows from the average of the year after
    /// it and the headcount at its end; and an organisation has it once it takes its own out of what is shown of all places.
    /// </summary>
    public static void FindsWhatIsPlanted(JointReader reader)
    {
        Assert.True(reader.Withheld.Count() > 500 && reader.SumsThatHold > 500, $"{reader.Withheld.Count()} withheld counts and {reader.SumsThatHold} sums are too little to attack.");
        bool IsSmall(Count count) => !count.IsPooled && count.Family == People && count.Part.Length == 0 && count.Group.StartsWith("ethnicity ", StringComparison.Ordinal) && reader.Truth[count] is >= 1 and <= 9;
        var (small, average, after) = reader.Withheld.Where(IsSmall).Select(c => (c, c with { Edition = c.Edition + 1, Family = Average }, c with { Edition = c.Edition + 1 }))
            .First(c => reader.Truth.ContainsKey(c.Item2) && reader.Truth.ContainsKey(c.Item3));
        Assert.Contains(reader.Narrow(5, null, average, after), f => f.Count == small);

        var (another, own) = reader.Withheld.Where(IsSmall).SelectMany(c => reader.Withheld.Where(o => o.Place != c.Place && !o.IsPooled && o == c with { Place = o.Place }).Select(o => (c, o))).First();
        var others = reader.Withheld.Where(c => c != another && c != own && c == another with { Place = c.Place }).ToArray();
        Assert.Contains(reader.Narrow(2, own.Place, others), f => f.Count == another);
    }

    private static IEnumerable<(Count Count, string Cell)> CountsOf(int edition, Func<string, string> text)
    {
        string indicator = text("indicator"), place = text("organisation"), classification = text("classification");
        string kind = classification is "white/other" or "broad" ? "ethnicity" : classification;
        string group = kind.Length == 0 ? All : $"{kind} {text("group")}";
        string part = string.Join(';', Parts.Where(c => text(c).Length > 0).Select(c => $"{c}={text(c)}"));
        Count Of(string family, string g) => new(edition, family, place, g, part);
        bool isPooled = Of("", "").IsPooled;
        if (Apart.Contains(indicator)) yield break;
        if (indicator is "headcount" or "representation" or "band-representation" || (indicator is "benchmark-gap" && !isPooled))
        {
            yield return (Of(People, group), text("numerator"));
            if (indicator is "representation") yield return (Of(People, All), text("denominator"));
            yield break;
        }

        if (indicator is "benchmark-gap") yield break;
        bool isAverage = OfAverages.Contains(indicator);
        string of = isAverage ? Average : indicator + " of";
        yield return (Of(indicator, group), text("numerator"));
        if (!isAverage || kind is "" or "ethnicity") yield return (Of(of, group), text("denominator"));
        // Beside a broad group stand the White people of those employers alone that have somebody of the group: of many together, another count.
        if (text("reference") != "W" || (classification == "broad" && isPooled)) yield break;
        yield return (Of(indicator, "ethnicity W"), text("reference_numerator"));
        yield return (Of(of, "ethnicity W"), text("reference_denominator"));
    }

    private static IEnumerable<(Count Count, string Cell)> Internal(int edition, string release)
    {
        using var file = new TextFieldParser(Path.Combine(release, "internal", "figures.csv")) { Delimiters = [","] };
        string[] header = file.ReadFields()!;
        while (file.ReadFields() is { } row)
        {
            var scope = JsonSerializer.Deserialize<Dictionary<string, string>>(row[Array.IndexOf(header, "scope")])!;
            foreach (var count in CountsOf(edition, column => Array.IndexOf(header, column) is >= 0 and var at ? row[at] : scope.GetValueOrDefault(column, ""))) yield return count;
        }
    }

    private int Cell(Count count)
    {
        if (cells.TryGetValue(count, out int at)) return at;
        told.Add((0, Far));
        return cells[count] = cells.Count;
    }

    private void Hear(Count count, string cell)
    {
        if (cell.Length == 0) return;
        int at = Cell(count);
        var (least, most) = (1L, Far);
        if (cell != "[c]")
        {
            decimal value = decimal.Parse(cell, CultureInfo.InvariantCulture);
            bool isRounded = count.Family == Average && value == decimal.Truncate(value);
            (least, most) = count.Family == Average ? ((long)(2 * value) - (isRounded ? 1 : 0), (long)(2 * value) + (isRounded ? 1 : 0)) : ((long)value, (long)value);
        }

        told[at] = (Math.Max(told[at].Least, least), Math.Min(told[at].Most, most));
        Assert.True(told[at].Least <= told[at].Most, $"{count} is told in two ways.");
    }

    private void Sum(Count whole, IEnumerable<Count> parts) => sums.Add([(Cell(whole), 1), .. parts.Select(p => (Cell(p), -1))]);

    private void AddSums(int edition, Dictionary<string, List<string>> sectors)
    {
        foreach (var family in cells.Keys.Where(c => c.Edition == edition).GroupBy(c => (c.Family, c.Part)).Select(f => f.ToHashSet()).ToList())
        {
            AddGroups(family);
            AddPlaces(family, sectors);
            foreach (var count in family)
            {
                foreach (var (some, all) in Among.Where(a => a.Some == count.Family)) Sum(count with { Family = all }, [count, count with { Family = $"rest of {all} beside {some}" }]);
                if (count.Family != Average || count.IsPooled) continue;
                Sum(count, [count with { Family = "opening" }, count with { Family = People }]);
                if (count with { Edition = edition - 1, Family = People } is var before && cells.ContainsKey(before)) Sum(count with { Family = "opening" }, [before]);
            }
        }

        foreach (var parts in cells.Keys.Where(c => c.Edition == edition && c.Family == People && c.Part.Length > 0 && !c.Part.Contains(';', StringComparison.Ordinal)).GroupBy(c => c with { Part = c.Part[..c.Part.IndexOf('=', StringComparison.Ordinal)] }).ToList())
        {
            string dimension = parts.Key.Part;
            // Directorates of the same name in two organisations are not told apart in a sector's row.
            if (dimension is "directorate" && parts.Key.IsPooled) continue;
            Sum(parts.Key with { Part = "" }, [.. parts, parts.Key with { Family = "rest", Part = dimension }]);
            if (dimension is "sex" or "disability" && parts.Key.Group == All)
                foreach (var one in parts) Sum(one, [one with { Group = $"{dimension} {one.Part[(dimension.Length + 1)..]}", Part = "" }]);
        }
    }

    private void AddGroups(HashSet<Count> family)
    {
        foreach (string place in family.Select(c => c.Place).Append("CITY").Distinct())
        {
            var any = family.First() with { Place = place };
            if (any is { Family: Average, IsPooled: true }) continue;
            Count Of(string group) => any with { Group = "ethnicity " + group };
            bool Has(string group) => family.Any(c => c.Group == group);
            if (Has("ethnicity other") && Has("ethnicity A")) Sum(Of("other"), Other.Select(Of));
            if (Has(All) && Has("ethnicity W")) Sum(any with { Group = All }, [Of("W"), Of("other"), Of("X")]);
            if (any.Family != People) continue;
            var here = family.Where(c => c.Place == place).ToList();
            foreach (string broad in any.IsPooled ? [] : Broad)
                Whole(Of(broad), here.Where(c => c.Group.StartsWith("detailed " + broad, StringComparison.Ordinal)));
            foreach (string kind in (string[])["sex", "disability", "age", "orientation", "religion"])
                Whole(any with { Group = All }, here.Where(c => c.Group.StartsWith(kind + " ", StringComparison.Ordinal)));
        }

        void Whole(Count whole, IEnumerable<Count> parts)
        {
            var known = parts.ToList();
            if (known.Count > 0) Sum(whole, [.. known, known[0] with { Family = "rest", Group = whole.Group + " beside " + known[0].Group }]);
        }
    }

    private void AddPlaces(HashSet<Count> family, Dictionary<string, List<string>> sectors)
    {
        // An average of many employers is of those alone that had somebody of the group on both days.
        if (family.First().Part.Contains("directorate", StringComparison.Ordinal) || family.First().Family == Average) return;
        var present = family.Where(c => !c.IsPooled).Select(c => c.Place).ToHashSet();
        foreach (string group in family.Select(c => c.Group).Distinct().Where(g => g == All || g.Split(' ')[0] is "ethnicity" or "sex" or "disability" or "age").ToList())
        {
            var any = family.First() with { Group = group };
            foreach (var (place, organisations) in sectors.Append(new("CITY", [.. sectors.Values.SelectMany(o => o)])))
            {
                var within = organisations.Where(present.Contains).Select(o => any with { Place = o }).ToList();
                if (within.Count > 0 && within.TrueForAll(family.Contains) && (place == "CITY" || family.Any(c => c.Place == place))) Sum(any with { Place = place }, within);
            }
        }
    }

    private void Confine((long Least, long Most)[] bounds)
    {
        var within = new List<int>[bounds.Length];
        for (int sum = 0; sum < sums.Count; sum++)
            foreach (var (cell, _) in sums[sum]) (within[cell] ??= []).Add(sum);
        var waiting = new Queue<int>(Enumerable.Range(0, sums.Count));
        bool[] waits = [.. Enumerable.Repeat(true, sums.Count)];
        while (waiting.TryDequeue(out int at))
        {
            waits[at] = false;
            foreach (var (cell, sign) in sums[at])
            {
                // sign x cell = -(the others)
                var others = sums[at].Where(t => t.Cell != cell).ToList();
                long low = others.Sum(t => t.Sign > 0 ? bounds[t.Cell].Least : -bounds[t.Cell].Most), high = others.Sum(t => t.Sign > 0 ? bounds[t.Cell].Most : -bounds[t.Cell].Least);
                var (least, most) = sign > 0 ? (-high, -low) : (low, high);
                var (from, to) = (Math.Max(bounds[cell].Least, least), most < Far / 2 ? Math.Min(bounds[cell].Most, most) : bounds[cell].Most);
                if ((from, to) == bounds[cell]) continue;
                Assert.True(from <= to, "The reader's sums do not hold.");
                bounds[cell] = (from, to);
                foreach (int next in within[cell].Where(n => !waits[n]))
                {
                    waits[next] = true;
                    waiting.Enqueue(next);
                }
            }
        }
    }
}
