using System.Globalization;
using System.Text.Json;
using Microsoft.VisualBasic.FileIO;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>
/// An intruder who has the open data file of an edition and nothing else. The sums are built anew from the labels of the
/// rows, without any code of the program: groups make up everybody, organisations make up sectors and the city. Then what
/// the sums determine is looked for by elimination, and what they confine by bounds, with a withheld count known to be at
/// least 1.
/// </summary>
internal sealed class CuriousReader
{
    private const long Prime = 2_147_483_629;
    private const long Far = long.MaxValue / 8;

    private static readonly string[] Groups = ["all", "W", "other", "X", "M", "A", "B", "O"];
    private static readonly string[] Rows = ["band", "board", "course", "directorate", "disability", "from_grade", "kind", "quarter", "question", "sex", "source", "step"];

    /// <summary>Rows whose places do not add up: pooled over other people, or fractions rounded to people.</summary>
    private static readonly string[] Apart = ["pay-quarter", "board-gap", "training-likelihood", "senior-representation", "response-rate"];

    /// <summary>Denominators that are averages or everybody, whatever the row's group.</summary>
    private static readonly string[] NumeratorOnly =
    [
        "representation", "unknown-rate", "band-representation", "benchmark-gap", "promotion-likelihood", "acting-up-likelihood", "secondment-likelihood",
        "disciplinary-likelihood", "capability-likelihood", "leaver-likelihood", "voluntary-leaver-likelihood", "grievance-rate", "bullying-rate",
    ];

    public sealed record Count(string Family, string Place, string Group);

    /// <summary>What the file says of each count it has a cell for; null where withheld.</summary>
    public Dictionary<Count, long?> Told { get; } = [];

    private const string Beside = "W beside ";

    private readonly Dictionary<string, List<string>> sectors;

    // By family and broad group, the organisations that have somebody of the group for it to be about.
    private readonly HashSet<Count> takingPart = [];
    private readonly HashSet<Count> rowsOfBroad = [];

    public CuriousReader(string openDataFile)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(openDataFile));
        sectors = file.RootElement.GetProperty("organisations").EnumerateArray()
            .GroupBy(o => "SECTOR:" + o.GetProperty("sector").GetString(), o => o.GetProperty("organisation").GetString()!)
            .ToDictionary(s => s.Key, s => s.ToList());
        foreach (var row in file.RootElement.GetProperty("figures").EnumerateArray())
        {
            string Text(string column) => row.GetProperty(column).ToString();
            string indicator = Text("indicator"), classification = Text("classification"), group = Text("group");
            if (Apart.Contains(indicator) || classification is not ("[z]" or "white/other" or "broad")) continue;
            string part = string.Join(';', Rows.Where(c => Text(c) != "[z]").Select(c => $"{c}={Text(c)}"));
            foreach (string column in (string[])["numerator", "denominator"])
            {
                if (column == "denominator" && NumeratorOnly.Contains(indicator)) continue;
                string family = $"{indicator} {column} {part}";
                Note(family, Text("organisation"), classification == "[z]" ? "all" : group, row.GetProperty(column));
                if (Text("reference") != "W") continue;
                // Beside a broad group stand the White people of those employers alone that have somebody of the group: of many together, another count.
                bool isPooled = Text("organisation") == "CITY" || Text("organisation").StartsWith("SECTOR:", StringComparison.Ordinal);
                Note(family, Text("organisation"), classification == "broad" && isPooled ? Beside + group : "W", row.GetProperty("reference_" + column));
                if (classification != "broad" || isPooled) continue;
                rowsOfBroad.Add(new(family, Text("organisation"), group));
                if (Text("denominator") != "[z]") takingPart.Add(new(family, Text("organisation"), group));
            }
        }
    }

    private void Note(string family, string place, string group, JsonElement cell)
    {
        long? value = cell.ValueKind == JsonValueKind.Number ? cell.GetInt64() : null;
        if (value is null && cell.GetString() != "[c]") return;
        var count = new Count(family, place, group);
        Told[count] = value ?? Told.GetValueOrDefault(count);
    }

    /// <summary>What an organisation knows of itself, from the figures that never leave it, under the names of the public file.</summary>
    private static Dictionary<Count, long?> OwnOf(string organisation, string internalFigures)
    {
        var own = new Dictionary<Count, long?>();
        using var file = new TextFieldParser(internalFigures) { Delimiters = [","] };
        string[] header = file.ReadFields()!;
        while (file.ReadFields() is { } row)
        {
            string Text(string column) => row[Array.IndexOf(header, column)];
            if (Text("organisation") != organisation) continue;
            var scope = JsonSerializer.Deserialize<SortedDictionary<string, string>>(Text("scope"))!;
            string part = string.Join(';', Rows.Where(scope.ContainsKey).Select(c => $"{c}={scope[c]}"));
            string classification = Text("classification");
            if (classification is not ("" or "white/other" or "broad")) continue;
            foreach (var (column, group) in new[] { ("numerator", Text("group")), ("denominator", Text("group")), ("reference_numerator", "W"), ("reference_denominator", "W") })
            {
                var count = new Count($"{Text("indicator")} {column.Replace("reference_", "", StringComparison.Ordinal)} {part}", organisation, classification.Length == 0 ? "all" : group);
                if (long.TryParse(Text(column), CultureInfo.InvariantCulture, out long value)) own[count] = value;
            }
        }

        return own;
    }

    /// <summary>What each organisation finds of others when it takes out its own counts, and how many counts it knows that are withheld from everybody.</summary>
    /// <param name="published">Replaces what the file says.</param>
    /// <param name="only">The one organisation that looks; otherwise each of them.</param>
    public (IReadOnlyList<string> Found, int Learnt) FindAsOrganisations(string release, IReadOnlyDictionary<Count, long?>? published = null, string? only = null)
    {
        published ??= Told;
        string internalFigures = Path.Combine(release, "internal", "figures.csv");
        var all = new List<string>();
        int learnt = 0;
        // A directorate of one organisation alone is its own in the city's row as well; the city's gap to a benchmark counts other people than organisations' do.
        var shared = Told.Keys.Where(k => !k.Family.StartsWith("benchmark-gap", StringComparison.Ordinal)).GroupBy(k => k.Family)
            .Where(f => f.Select(k => k.Place).Distinct().Count(p => p != "CITY" && !p.Contains(':', StringComparison.Ordinal)) > 1).Select(f => f.Key).ToHashSet();
        foreach (string organisation in Told.Keys.Select(k => k.Place).Where(p => p != "CITY" && !p.StartsWith("SECTOR:", StringComparison.Ordinal) && (only ?? p) == p).Distinct().ToList())
        {
            var own = OwnOf(organisation, internalFigures);
            var withheld = own.Keys.Where(o => published.TryGetValue(o, out long? told) && told is null).ToList();
            learnt += withheld.Count;
            var told = published.ToDictionary(t => t.Key, t => t.Value ?? own.GetValueOrDefault(t.Key));
            var found = withheld.Select(o => o.Family).Distinct().Where(shared.Contains).SelectMany(f => FindSmall(f, told)).ToList();
            // What only this organisation adds to, beside public noughts, is its own, and so is what that is made of.
            bool IsOwn((Count Count, long Value) f) => f.Count.Place == organisation || (IsPooled(f.Count) && (own.GetValueOrDefault(f.Count with { Place = organisation }) == f.Value || Others(f.Count).All(o => IsNought(f.Count, o) || sectors.Any(s => s.Value.Contains(o) && !s.Value.Contains(organisation) && IsNought(f.Count, s.Key)))));
            static bool IsPooled(Count count) => count.Place == "CITY" || count.Place.StartsWith("SECTOR:", StringComparison.Ordinal);
            bool IsNought(Count count, string place) => ((string[])[count.Group, "all", .. count.Group is "M" or "A" or "B" or "O" ? ["other"] : Array.Empty<string>()]).Any(g => told.GetValueOrDefault(count with { Place = place, Group = g }) == 0);
            // Who has no row has nobody of whom it could tell.
            IEnumerable<string> Others(Count count) => sectors.Where(s => count.Place == "CITY" || s.Key == count.Place).SelectMany(s => s.Value).Where(o => o != organisation && told.Keys.Any(k => k.Family == count.Family && k.Place == o));
            all.AddRange(found.Where(f => !IsOwn(f) && !found.Exists(o => o.Count == f.Count with { Group = "other" } && f.Count.Group is "M" or "A" or "B" or "O" && IsOwn(o)))
                .Select(f => $"{organisation} finds {f.Count}"));
        }

        return (all, learnt);
    }

    /// <summary>
    /// What an organisation reads of the others where only sectors and the city have a row: it takes its own count out, and a
    /// small one is left.
    /// </summary>
    /// <param name="returns">The folder of all their returns.</param>
    /// <param name="planted">How many are published beyond an organisation's own, of the first count that can be compared.</param>
    public static (IReadOnlyList<string> Found, int Compared) FindBesideOwn(string release, string returns, long? planted = null)
    {
        string[] columns = ["numerator", "denominator", "reference_numerator", "reference_denominator"];
        var ofOrganisations = new HashSet<string>();
        var pooled = new List<(string Key, string Place, JsonElement Row)>();
        using var open = JsonDocument.Parse(File.ReadAllText(PublishedCity.OpenData(release)));
        var sectorOf = open.RootElement.GetProperty("organisations").EnumerateArray().ToDictionary(o => o.GetProperty("organisation").GetString()!, o => "SECTOR:" + o.GetProperty("sector").GetString());
        foreach (var row in open.RootElement.GetProperty("figures").EnumerateArray())
        {
            var cells = row.EnumerateObject().ToDictionary(c => c.Name, c => c.Value.ToString());
            string scope = string.Join(';', cells.Keys.SkipWhile(c => c != "group").Skip(1).TakeWhile(c => c != "reference").Where(c => cells[c] != "[z]").Order(StringComparer.Ordinal).Select(c => $"{c}={cells[c]}"));
            string key = string.Join('|', cells["indicator"], scope, cells["classification"] == "[z]" ? "" : cells["classification"], cells["group"], cells["reference"] == "[z]" ? "" : cells["reference"]);
            if (sectorOf.ContainsKey(cells["organisation"])) ofOrganisations.UnionWith(columns.Select(c => NameOf(key, c)));
            else pooled.Add((key, cells["organisation"], row));
        }

        var own = new Dictionary<(string, string), string[]>();
        using var computed = new MemoryStream();
        Assert.IsType<ComputeIndicators.Outcome.Computed>(ComputeIndicators.Handler.Handle(new([.. Directory.EnumerateDirectories(returns)]))).Document.WriteCsv(computed);
        computed.Position = 0;
        using var file = new TextFieldParser(computed) { Delimiters = [","] };
        string[] header = file.ReadFields()!;
        while (file.ReadFields() is { } row)
        {
            string Text(string column) => row[Array.IndexOf(header, column)];
            string scope = string.Join(';', JsonSerializer.Deserialize<SortedDictionary<string, string>>(Text("scope"))!.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
            own[(Text("organisation"), string.Join('|', Text("indicator"), scope, Text("classification"), Text("group"), Text("reference")))] = [.. columns.Select(Text)];
        }

        var found = new List<string>();
        int compared = 0;
        foreach (var (key, place, row) in pooled)
            foreach (var (organisation, sector) in sectorOf.Where(s => place == "CITY" || s.Value == place))
                for (int column = 0; column < columns.Length; column++)
                {
                    if (ofOrganisations.Contains(NameOf(key, columns[column]))) continue;
                    if (row.GetProperty(columns[column]) is not { ValueKind: JsonValueKind.Number } cell || !cell.TryGetInt64(out long all)) continue;
                    if (!own.TryGetValue((organisation, key), out var counts) || !long.TryParse(counts[column], CultureInfo.InvariantCulture, out long known) || known == 0) continue;
                    if (compared++ == 0 && planted is { } more) all = known + more;
                    if (all - known is >= 1 and <= 9) found.Add($"{organisation} finds {all - known} of others in {place}, {key}, {columns[column]}");
                }

        return (found, compared);

        // The same people by whatever table: the reference of a row is White people.
        static string NameOf(string key, string column)
        {
            string[] parts = key.Split('|');
            bool isOfAll = column.EndsWith("denominator", StringComparison.Ordinal) && NumeratorOnly.Contains(parts[0]);
            string group = isOfAll ? "" : column.StartsWith("reference_", StringComparison.Ordinal) ? parts[4] : parts[3];
            return $"{parts[0]}|{parts[1]}|{group}|{column.Replace("reference_", "", StringComparison.Ordinal)}";
        }
    }

    public IEnumerable<string> Families => Told.Keys.Select(c => c.Family).Distinct();

    /// <summary>Counts of the family from 1 to 9 that the reader finds out; <paramref name="told"/> replaces what the file says.</summary>
    public List<(Count Count, long Value)> FindSmall(string family, IReadOnlyDictionary<Count, long?>? told = null)
    {
        var known = (told ?? Told).Where(t => t.Key.Family == family).ToDictionary(t => t.Key, t => t.Value);
        var organisations = sectors.Values.SelectMany(o => o).Where(o => known.Keys.Any(k => k.Place == o)).ToList();
        if (organisations.Count == 0) organisations = [.. sectors.Values.SelectMany(o => o)];
        var cells = new Dictionary<Count, int>();
        int Cell(string place, string group) => cells.TryGetValue(new(family, place, group), out int at) ? at : cells[new(family, place, group)] = cells.Count;

        var sums = new List<(int Cell, int Sign)[]>();
        string[] places = [.. organisations, .. sectors.Keys.Where(s => sectors[s].Count(organisations.Contains) >= 3), "CITY"];
        bool hasAll = known.Keys.Any(k => k.Group == "all");
        foreach (string place in places)
        {
            sums.Add([(Cell(place, "other"), 1), .. "MABO".Select(g => (Cell(place, g.ToString()), -1))]);
            if (hasAll) sums.Add([(Cell(place, "all"), 1), (Cell(place, "W"), -1), (Cell(place, "other"), -1), (Cell(place, "X"), -1)]);
        }
        foreach (string group in Groups.Where(g => hasAll || g != "all"))
        {
            foreach (string sector in places.Where(sectors.ContainsKey))
                sums.Add([(Cell(sector, group), 1), .. sectors[sector].Where(organisations.Contains).Select(o => (Cell(o, group), -1))]);
            sums.Add([(Cell("CITY", group), 1), .. organisations.Select(o => (Cell(o, group), -1))]);
        }

        foreach (string place in places.Where(p => !organisations.Contains(p)))
            foreach (string group in known.Keys.Where(k => k.Place == place && k.Group.StartsWith(Beside, StringComparison.Ordinal)).Select(k => k.Group[Beside.Length..]).ToList())
            {
                var within = organisations.Where(o => place == "CITY" || sectors[place].Contains(o)).ToList();
                if (within.TrueForAll(o => rowsOfBroad.Contains(new(family, o, group))))
                    sums.Add([(Cell(place, Beside + group), 1), .. within.Where(o => takingPart.Contains(new(family, o, group))).Select(o => (Cell(o, "W"), -1))]);
            }

        var least = new long[cells.Count];
        var most = new long[cells.Count];
        Array.Fill(most, Far);
        foreach (var (count, value) in known)
        {
            if (!cells.TryGetValue(count, out int at)) continue;
            (least[at], most[at]) = value is { } shown ? (shown, shown) : (1, Far);
        }
        Confine(family, sums, least, most);
        var found = cells.Where(c => least[c.Value] == most[c.Value] && Open(c.Key)).Select(c => (c.Key, least[c.Value])).ToList();
        foreach (var (at, value) in Eliminate(sums, known, cells))
        {
            var count = cells.First(c => c.Value == at).Key;
            if (Open(count) && !found.Exists(f => f.Key == count)) found.Add((count, value));
        }
        return [.. found.Where(f => f.Item2 is >= 1 and <= 9)];

        bool Open(Count count) => !known.TryGetValue(count, out var shown) || shown is null;
    }

    private static void Confine(string family, List<(int Cell, int Sign)[]> sums, long[] least, long[] most)
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (var sum in sums)
            {
                foreach (var (cell, sign) in sum)
                {
                    // sign x cell = -(the others)
                    long low = 0, high = 0;
                    foreach (var (other, s) in sum.Where(t => t.Cell != cell))
                    {
                        low = Math.Max(-Far, low + (s > 0 ? least[other] : -most[other]));
                        high = Math.Min(Far, high + (s > 0 ? most[other] : -least[other]));
                    }
                    (long from, long to) = sign > 0 ? (-high, -low) : (low, high);
                    if (to < most[cell] && to < Far / 2) (most[cell], changed) = (to, true);
                    if (from > least[cell]) (least[cell], changed) = (from, true);
                    Assert.True(least[cell] <= most[cell], $"The reader's sums do not hold for {family}.");
                }
            }
        }
    }

    /// <summary>Reduced rows over a prime field: an unknown whose row holds no other unknown is determined.</summary>
    private static List<(int Cell, long Value)> Eliminate(List<(int Cell, int Sign)[]> sums, Dictionary<Count, long?> known, Dictionary<Count, int> cells)
    {
        var shown = known.Where(k => k.Value is not null && cells.ContainsKey(k.Key)).ToDictionary(k => cells[k.Key], k => k.Value!.Value);
        int width = cells.Count;
        var rows = sums.Select(sum =>
        {
            var row = new long[width + 1];
            foreach (var (cell, sign) in sum)
            {
                if (shown.TryGetValue(cell, out long value)) row[width] = Mod(row[width] - (sign * value));
                else row[cell] = Mod(row[cell] + sign);
            }
            return row;
        }).ToList();
        int top = 0;
        for (int column = 0; column < width && top < rows.Count; column++)
        {
            int pivot = rows.FindIndex(top, r => r[column] != 0);
            if (pivot < 0) continue;
            (rows[top], rows[pivot]) = (rows[pivot], rows[top]);
            long inverse = Power(rows[top][column], Prime - 2);
            for (int i = 0; i <= width; i++) rows[top][i] = rows[top][i] * inverse % Prime;
            for (int r = 0; r < rows.Count; r++)
            {
                long factor = rows[r][column];
                if (r == top || factor == 0) continue;
                for (int i = column; i <= width; i++) rows[r][i] = Mod(rows[r][i] - (factor * rows[top][i] % Prime));
            }
            top++;
        }
        var determined = new List<(int, long)>();
        foreach (var row in rows)
        {
            var unknowns = Enumerable.Range(0, width).Where(c => row[c] != 0).Take(2).ToList();
            if (unknowns.Count == 1) determined.Add((unknowns[0], row[width]));
        }
        return determined;
    }

    private static long Mod(long value) => ((value % Prime) + Prime) % Prime;

    private static long Power(long value, long exponent)
    {
        long result = 1;
        for (; exponent > 0; exponent >>= 1, value = value * value % Prime)
        {
            if ((exponent & 1) == 1) result = result * value % Prime;
        }
        return result;
    }
}
