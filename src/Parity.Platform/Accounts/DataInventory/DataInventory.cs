using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Parity.Platform.Accounts;

/// <summary>
/// What is kept and why, column by column, from <c>reference/data-inventory.csv</c>. A test compares it with the model:
/// a column that nobody has accounted for does not build.
/// </summary>
public static partial class DataInventory
{
    private const string Resource = "reference/data-inventory.csv";

    private static readonly Lazy<IReadOnlyList<Column>> All = new(Read);

    /// <param name="Holds">What it is, in words.</param>
    /// <param name="Purposes">What it is kept for, and may be used for.</param>
    /// <param name="Condition">The lawful basis and, for special-category data, the condition.</param>
    /// <param name="Retention">How long.</param>
    /// <param name="Readers">Who can see it.</param>
    public sealed record Column(string Table, string Name, string Holds, IReadOnlyList<DatedPurpose> Purposes, string Condition, string Retention, string Readers)
    {
        /// <summary>In words.</summary>
        public string Purpose => string.Join("; ", Purposes.Select(p => p.Words));

        public bool IsPersonal => Condition is not ("not personal" or "");

        public bool IsSpecialCategory => Condition.Contains("Article 9", StringComparison.Ordinal);

        /// <summary>It may be used for that on that day.</summary>
        public bool Gives(string purpose, DateOnly day) => Purposes.Any(p => p.Words == purpose && !(day < p.Since) && !(day > p.Until));
    }

    /// <param name="Since">The first day on which it holds; null: it always did.</param>
    /// <param name="Until">The last; null: it still holds.</param>
    public sealed record DatedPurpose(string Words, DateOnly? Since, DateOnly? Until);

    public static IReadOnlyList<Column> Columns => All.Value;

    /// <summary>Several stand with a bar between them, each perhaps with <c>since</c> and <c>until</c> and a day at its end.</summary>
    public static IReadOnlyList<DatedPurpose> PurposesIn(string cell) => [.. cell.Split('|').Select(part =>
    {
        var found = Purpose().Match(part.Trim());
        return new DatedPurpose(found.Groups[1].Value, DayOf(found.Groups[2].Value), DayOf(found.Groups[3].Value));
    })];

    private static DateOnly? DayOf(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<Column> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        using var reader = new StreamReader(stream);
        // The file is ours: a semicolon stands between cells and in none of them.
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';') is [var table, var name, var holds, var purpose, var condition, var retention, var readers]
            ? new Column(table, name, holds, PurposesIn(purpose), condition, retention, readers)
            : throw new InvalidOperationException($"{Resource}: a line has not seven cells: {line}"))];
    }

    [GeneratedRegex(@"^(.*?)(?: since (\d{4}-\d{2}-\d{2}))?(?: until (\d{4}-\d{2}-\d{2}))?$")]
    private static partial Regex Purpose();
}
