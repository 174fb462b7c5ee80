using System.Text.Json;
using Parity.Disclosure;
using Parity.Disclosure.Attack;

namespace Parity.Platform.Publishing;

/// <summary>Plays the intruder against a protected file, whoever made it.</summary>
public static class AuditTable
{
    /// <param name="ProtectedPath">Every cell of every table once, with its count where shown and its status.</param>
    /// <param name="SpecificationPath">Breakdowns, rules and method.</param>
    public sealed record Request(string ProtectedPath, string SpecificationPath);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>The file could be judged; it is weak where the report lists cells.</summary>
        public sealed record Judged(AuditedTables Report) : Outcome;

        /// <param name="Reasons">What to change in the input.</param>
        public sealed record Refused(IReadOnlyList<string> Reasons) : Outcome;
    }

    public static class Handler
    {
        public static Outcome Handle(Request request, CancellationToken stop = default)
        {
            try
            {
                var specification = TableSpecification.Read(request.SpecificationPath);
                var rows = CodedTable.Read(request.ProtectedPath, specification, inner: false);
                var breakdowns = specification.Breakdowns(d => rows.Select(r => r.Codes[d]).Where(c => c != TableSpecification.Total));
                var tables = new TableSystem(breakdowns, specification.Tables);
                var (cells, reasons) = Place(rows, breakdowns, tables, Path.GetFileName(request.ProtectedPath));
                return reasons.Count > 0 ? new Outcome.Refused(reasons) : Judge(specification, tables, cells, stop);
            }
            catch (SpecificationException refused)
            {
                return new Outcome.Refused([refused.Message]);
            }
        }

        private static Outcome Judge(TableSpecification specification, TableSystem tables, CodedRow[] cells, CancellationToken stop)
        {
            var rules = specification.Rules;
            long least = rules.ProtectZeros ? 0 : 1;
            var published = cells.Select(c => new PublishedCell(c.Count, least)).ToArray();
            bool marked = cells.Any(c => c.Status == "primary");
            int[] targets = [.. Enumerable.Range(0, cells.Length).Where(c => cells[c].Count is null && (!marked || cells[c].Status == "primary"))];
            var sums = tables.Sums();
            if (!tables.LinkFreely())
            {
                // The intruder knows that all tables count the same people.
                var people = tables.Combinations().Take(TableSystem.MostCombinations + 1).ToList();
                if (people.Count <= TableSystem.MostCombinations)
                {
                    sums = sums.Concat(tables.InnerSums(people));
                    published = [.. published, .. people.Select(_ => new PublishedCell(null, 0))];
                }
            }
            var attack = Intruder.Attack(published, sums, targets, rules.MinInterval, stop);
            if (!attack.AddsUp) return new Outcome.Refused(["The shown counts do not add up: no table fits all of them."]);
            var failing = new SortedDictionary<int, Bounds>(attack.Narrow.ToDictionary());
            int shown = 0;
            // Rounded counts may be small; none lies between nought and the base.
            int smallest = specification.Rounds ? specification.Base : rules.Threshold;
            for (int cell = 0; cell < cells.Length; cell++)
            {
                if (cells[cell].Count is { } count && (count > 0 || (rules.ProtectZeros && !specification.Rounds)) && count < smallest)
                {
                    failing[cell] = new(count, count, true);
                    shown++;
                }
            }
            var audit = new AuditReport(
                attack.Attacked + shown, failing.Count, shown > 0 ? 0 : attack.Narrowest, attack.ByWitness, attack.BySolver);
            var combinations = failing.Where(f => cells[f.Key].Count is null && f.Value.Exact && f.Value.Lower == f.Value.Upper).Take(MaxCombinations)
                .Select(f => Intruder.GivenAway(published, sums, f.Key, f.Value.Lower)).OfType<Breach>().ToDictionary(b => b.Cell);
            return new Outcome.Judged(new(
                specification, tables, failing, combinations, audit, cells.Count(c => c.Status == "primary"), cells.Count(c => c.Status == "complementary")));
        }

        private static (CodedRow[] Cells, List<string> Reasons) Place(
            List<CodedRow> rows, IReadOnlyList<Dimension> breakdowns, TableSystem tables, string file)
        {
            var cells = new CodedRow[tables.Count];
            var reasons = new List<string>();
            foreach (var row in rows)
            {
                int[] codes = [.. breakdowns.Select((b, d) => b.IndexOf(row.Codes[d]))];
                int unknown = Array.IndexOf(codes, -1);
                int at = unknown < 0 ? tables.CellAt(codes) : -1;
                if (unknown >= 0) reasons.Add($"{file}, line {row.Line}: the hierarchy of {breakdowns[unknown].Name} does not know this code.");
                else if (at < 0) reasons.Add($"{file}, line {row.Line}: none of the tables has this cell.");
                else if (cells[at] is { } other) reasons.Add($"{file}, line {row.Line}: this cell is on line {other.Line} already.");
                else if (!Fits(row)) reasons.Add($"{file}, line {row.Line}: the status {row.Status} does not go with {(row.Count is null ? "an empty count" : "a shown count")}.");
                else cells[at] = row;
                if (reasons.Count >= MaxReasons) return (cells, reasons);
            }
            int missing = cells.Count(c => c is null);
            if (missing > 0 && reasons.Count == 0)
            {
                int first = Array.IndexOf(cells, null!);
                string named = string.Join(", ", breakdowns.Select((b, d) => $"{b.Name} {b.Codes[tables.CodeOf(first, d)]}"));
                reasons.Add($"{file} is incomplete: {missing} cells are missing, the first is {named}.");
            }
            return (cells, reasons);
        }

        // A withheld cell has no count; what a file calls its markers is its own business.
        private static bool Fits(CodedRow row) =>
            row.Count is null ? row.Status is not ("released" or "rounded") : row.Status is not ("primary" or "complementary");

        private const int MaxReasons = 100;
        private const int MaxCombinations = 20;
    }
}

/// <summary>What the intruder achieved against a protected file.</summary>
public sealed class AuditedTables
{
    private readonly TableSpecification specification;
    private readonly TableSystem tables;
    private readonly IReadOnlyDictionary<int, Bounds> failing;
    private readonly IReadOnlyDictionary<int, Breach> combinations;
    private readonly AuditReport audit;
    private readonly int primary;
    private readonly int complementary;

    internal AuditedTables(
        TableSpecification specification, TableSystem tables, IReadOnlyDictionary<int, Bounds> failing, IReadOnlyDictionary<int, Breach> combinations,
        AuditReport audit, int primary, int complementary)
    {
        (this.specification, this.tables, this.failing, this.combinations, this.audit) = (specification, tables, failing, combinations, audit);
        (this.primary, this.complementary) = (primary, complementary);
    }

    public int Failing => failing.Count;
    public int Attacked => audit.Attacked;

    /// <summary>One line for each cell that fails, at most so many: the public numbers that give it away, or how closely it is known.</summary>
    public IEnumerable<string> Reasons(int most) => failing.Take(most).Select(f => combinations.TryGetValue(f.Key, out var breach)
        ? $"{Explanation.Of(breach, Label)} = {breach.Lower}"
        : $"{Label(f.Key)}: between {f.Value.Lower} and {f.Value.Upper?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any number"}{(f.Value.Exact ? "" : ", not proven to be safe")}");

    public void WriteReport(Stream output, TimeSpan spent)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("cells");
        foreach (var (cell, bounds) in failing)
        {
            json.WriteStartObject();
            WriteCodes(json, cell);
            json.WriteNumber("lower", bounds.Lower);
            if (bounds.Upper is { } upper) json.WriteNumber("upper", upper);
            else json.WriteNull("upper");
            json.WriteBoolean("proven", bounds.Exact);
            if (combinations.TryGetValue(cell, out var breach)) WriteCombination(json, breach);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("primary", primary);
        json.WriteNumber("complementary", complementary);
        json.WriteNumber("seconds", Math.Round(spent.TotalSeconds, 3));
        AuditDocument.Write(json, audit);
        json.WriteEndObject();
    }

    private void WriteCombination(Utf8JsonWriter json, Breach breach)
    {
        json.WriteStartArray("combination");
        foreach (var (cell, coefficient) in breach.Combination)
        {
            json.WriteStartObject();
            WriteCodes(json, cell);
            json.WriteNumber("coefficient", coefficient);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("divisor", breach.Divisor);
    }

    private void WriteCodes(Utf8JsonWriter json, int cell)
    {
        for (int d = 0; d < tables.Dimensions.Count; d++) json.WriteString(tables.Dimensions[d].Name, Code(cell, d));
    }

    private string Label(int cell) => string.Join(", ", specification.Dimensions.Select((name, d) => $"{name} {Code(cell, d)}"));

    private string Code(int cell, int dimension) => tables.Dimensions[dimension].Codes[tables.CodeOf(cell, dimension)];
}
