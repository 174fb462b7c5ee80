using System.Globalization;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>What can be wrong with the returns of a demonstration's database after something was cut off.</summary>
internal static class StoredReturns
{
    private const string HalfStored = "half stored", Doubled = "doubled", Lost = "lost";

    public static async Task<IReadOnlyList<string>> FaultsAsync(TestDatabase database, IReadOnlyCollection<string> acknowledged)
    {
        var faults = new List<string>();
        long returns = await database.CountAsync("select count(*) from workforce_returns");
        if (await database.CountAsync("select count(*) from workforce_returns r where not exists (select 1 from workforce_return_parts p where p.return = r.id)") > 0) faults.Add($"{HalfStored}: a return without its bytes");
        if (await database.CountAsync("select count(*) from workforce_return_parts p where not exists (select 1 from workforce_returns r where r.id = p.return)") > 0) faults.Add($"{HalfStored}: bytes without a return");
        long answers = await database.CountAsync("select count(*) from workforce_given_answers where accepted");
        if (returns > answers) faults.Add($"{Doubled}: {returns} returns for {answers} keys");
        if (returns < answers) faults.Add($"{Lost}: {returns} returns for {answers} answers");
        if (acknowledged.Count != acknowledged.Distinct(StringComparer.Ordinal).Count()) faults.Add($"{Doubled}: two keys were given one return");
        foreach (string id in acknowledged)
            if (await database.CountAsync($"select count(*) from workforce_returns where lower(cast(id as text)) = '{id}'") != 1) faults.Add($"{Lost}: {id}");
        if (await database.CountAsync("select count(*) from (select 1 from workforce_returns where status = 'submitted' group by organisation, round having count(*) > 1) t") > 0) faults.Add("two returns of one organisation stand as submitted");
        if (database.Database is Database.Sqlite && await database.AskAsync("pragma integrity_check") is not "ok") faults.Add("the file is damaged");
        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        var files = await new VerifyReturns.Handler(store).HandleAsync(default);
        foreach (var damaged in files.Damaged) faults.Add($"{HalfStored}: {damaged} is not the file that was received");
        if (await new VerifyChanges.Handler(store).HandleAsync(new(), default) is not VerifyChanges.Outcome.Intact) faults.Add("the log of changes does not verify");
        return faults;
    }

    /// <summary>Spoils the database in each of the ways and sees that each is found: a search that finds nothing is worth what it would find.</summary>
    public static async Task FindsWhatIsPlantedAsync(TestDatabase database, IReadOnlyCollection<string> acknowledged)
    {
        Assert.Contains(await FaultsAsync(database, [.. acknowledged, "01234567-89ab-7def-8123-456789abcdef"]), fault => fault.StartsWith(Lost, StringComparison.Ordinal));
        await database.ExecuteAsync("create table planted as select * from workforce_returns order by version desc limit 1");
        await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"update planted set id = {(database.Database is Database.Sqlite ? "'01234567-89AB-7DEF-8123-456789ABCDEF'" : "'01234567-89ab-7def-8123-456789abcdef'")}, version = version + 1, status = 'superseded'"));
        await database.ExecuteAsync("insert into workforce_returns select * from planted");
        var found = await FaultsAsync(database, acknowledged);
        Assert.Contains(found, fault => fault.StartsWith(Doubled, StringComparison.Ordinal));
        Assert.Contains(found, fault => fault.StartsWith(HalfStored, StringComparison.Ordinal));
    }
}
