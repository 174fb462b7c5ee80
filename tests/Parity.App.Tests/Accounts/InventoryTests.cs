using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Parity.App.Tests.House;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

public sealed class InventoryTests
{
    private static readonly string[] Kept = [.. Columns().Select(c => $"{c.DeclaringType.GetTableName()}.{c.GetColumnName()}").Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_column_is_in_the_inventory_once_and_the_inventory_holds_no_other()
    {
        Assert.Equal(Kept, DataInventory.Columns.Select(c => $"{c.Table}.{c.Name}").Order(StringComparer.Ordinal));
        // The comparison would notice a column that nobody accounted for.
        Assert.NotEqual(Kept.Append("accounts_people.shoe_size").Order(StringComparer.Ordinal), DataInventory.Columns.Select(c => $"{c.Table}.{c.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_column_says_what_it_holds_what_for_on_what_ground_how_long_and_for_whom() =>
        Offences.None(DataInventory.Columns.Where(c => string.IsNullOrWhiteSpace(c.Holds) || string.IsNullOrWhiteSpace(c.Purpose) || string.IsNullOrWhiteSpace(c.Condition) || string.IsNullOrWhiteSpace(c.Retention) || string.IsNullOrWhiteSpace(c.Readers))
            .Select(c => $"{c.Table}.{c.Name}"));

    [Fact]
    public void What_names_a_person_is_personal_and_what_is_special_category_is_sealed_and_not_for_administrators()
    {
        var personal = DataInventory.Columns.Where(c => c.IsPersonal).Select(c => $"{c.Table}.{c.Name}").ToHashSet(StringComparer.Ordinal);
        Offences.None(Columns().Where(c => (Nullable.GetUnderlyingType(c.ClrType) ?? c.ClrType) == typeof(PersonId)).Select(c => $"{c.DeclaringType.GetTableName()}.{c.GetColumnName()}").Where(c => !personal.Contains(c)));
        var special = DataInventory.Columns.Where(c => c.IsSpecialCategory).ToList();
        Assert.NotEmpty(special);
        Offences.None(special.Where(c => !c.Holds.Contains("sealed", StringComparison.Ordinal) || c.Readers.Contains("administrator", StringComparison.OrdinalIgnoreCase)).Select(c => $"{c.Table}.{c.Name}"));
    }

    /// <summary>Rows that an employer sent are opened in one place, and whoever opens them notes it first; what compares their hash alone shows nobody a row.</summary>
    [Fact]
    public void Whoever_opens_the_rows_of_a_return_notes_it()
    {
        var platform = typeof(DataInventory).Assembly;
        var opens = platform.GetTypes().Single(t => t.Name == "KeptReturn");
        var uses = Uses.In(platform).ToLookup(u => u.User, u => u.Used);
        Offences.None(uses.Where(u => u.Key != opens && u.Contains(opens) && u.Key.Name is not ("ReturnVersions" or "DeleteRows" or "VerifyReturns") && !u.Contains(typeof(Sighting))).Select(u => u.Key.FullName));
    }

    private static IEnumerable<IProperty> Columns()
    {
        using var records = new Records(Store.Options(new Database.Sqlite("inventory"), null));
        return [.. records.Model.GetEntityTypes().SelectMany(e => e.GetProperties())];
    }
}
