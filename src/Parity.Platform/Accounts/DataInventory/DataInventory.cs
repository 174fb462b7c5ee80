using System.Reflection;

namespace Parity.Platform.Accounts;

/// <summary>
/// What is kept and why, column by column, from <c>reference/data-inventory.csv</c>. A test compares it with the model:
/// a column that nobody has accounted for does not build.
/// </summary>
public static class DataInventory
{
    private const string Resource = "reference/data-inventory.csv";

    private static readonly Lazy<IReadOnlyList<Column>> All = new(Read);

    /// <param name="Holds">What it is, in words.</param>
    /// <param name="Purpose">What it is kept for.</param>
    /// <param name="Condition">The lawful basis and, for special-category data, the condition.</param>
    /// <param name="Retention">How long.</param>
    /// <param name="Readers">Who can see it.</param>
    public sealed record Column(string Table, string Name, string Holds, string Purpose, string Condition, string Retention, string Readers)
    {
        public bool IsPersonal => Condition is not ("not personal" or "");

        public bool IsSpecialCategory => Condition.Contains("Article 9", StringComparison.Ordinal);
    }

    public static IReadOnlyList<Column> Columns => All.Value;

    private static List<Column> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        using var reader = new StreamReader(stream);
        // The file is ours: a semicolon stands between cells and in none of them.
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';') is [var table, var name, var holds, var purpose, var condition, var retention, var readers]
            ? new Column(table, name, holds, purpose, condition, retention, readers)
            : throw new InvalidOperationException($"{Resource}: a line has not seven cells: {line}"))];
    }
}
