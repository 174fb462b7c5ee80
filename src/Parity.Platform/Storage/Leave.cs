using Parity.Platform.Accounts;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>A column of special-category data, as the data inventory names it.</summary>
internal sealed record SpecialColumn(string Table, string Name)
{
    public override string ToString() => $"{Table}.{Name}";
}

/// <summary>
/// Leave to open such columns for one purpose. Whoever opens them asks here first, and what is sealed in them opens with
/// nothing else, so no other purpose than the data inventory gives can be served: that is refused, and the refusal is in
/// the log of changes and among the sightings.
/// </summary>
internal sealed class Leave
{
    private readonly MasterKey key;
    private readonly IReadOnlyList<SpecialColumn> columns;

    private Leave(MasterKey key, IReadOnlyList<SpecialColumn> columns) => (this.key, this.columns) = (key, columns);

    /// <param name="record">Whose or what it is about, such as an application.</param>
    /// <returns>Null where the inventory does not give the purpose today, for each of these columns.</returns>
    public static async Task<Leave?> AskAsync(Store store, Actor by, string purpose, Guid record, CancellationToken stop, params SpecialColumn[] columns)
    {
        var today = London.Today(store.Clock);
        if (columns.Length > 0 && columns.All(asked => DataInventory.Columns.Any(c => c.Table == asked.Table && c.Name == asked.Name && c.Gives(purpose, today)))) return new(store.Key, columns);
        string what = string.Join(", ", columns.Select(c => c.ToString()));
        // Without an organisation: its people can ask who saw records about theirs, and would learn of an application.
        await store.WriteAsync(new Change(by, ChangeKind.UseRefused, $"refused to open {what} for another purpose than the inventory gives: {purpose}"), records =>
        {
            records.Add(SightingRecord.Of(new(by, Sighting.RefusedUse, record, null, $"{what}, asked for: {purpose}"), store.Clock));
            return Task.FromResult(true);
        }, stop);
        return null;
    }

    /// <exception cref="InvalidOperationException">It was given for other columns.</exception>
    public MasterKey For(SpecialColumn column) => columns.Contains(column) ? key : throw new InvalidOperationException($"This leave does not hold for {column}.");
}
