using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

public sealed class WhoSawTests
{
    /// <summary>The questions of the page, as the program asks them: by record, by organisation and for everything, newest first.</summary>
    private static readonly (string Where, string Index)[] Questions =
    [
        ("where record = '{0}'", "sightings_by_record_at"),
        ("where organisation = '{0}'", "sightings_by_organisation_at"),
        ("", "sightings_by_at"),
    ];

    [EveryDatabase]
    public async Task Who_saw_a_record_is_found_by_an_index_among_45_000_reads_and_without_it_every_read_is_looked_at(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        string record = "01234567-89ab-7def-8123-456789abcdef";
        await city.Database.ExecuteAsync(engine is Engine.Sqlite
            ? """
              with recursive n(x) as (select 1 union all select x + 1 from n where x < 45000)
              insert into sightings (id, at, actor, person, what, record, organisation, why)
              select printf('01900000-0000-7000-8000-%012x', x), x, 'system: test', null, 'rows of a return', printf('01900000-0000-7000-8000-%012x', x % 450), printf('01900000-0000-7000-8000-%012x', x % 50), 'a test' from n
              """
            : """
              insert into sightings (id, at, actor, person, what, record, organisation, why)
              select ('01900000-0000-7000-8000-' || lpad(to_hex(x), 12, '0'))::uuid, x, 'system: test', null, 'rows of a return',
                     ('01900000-0000-7000-8000-' || lpad(to_hex(x % 450), 12, '0'))::uuid, ('01900000-0000-7000-8000-' || lpad(to_hex(x % 50), 12, '0'))::uuid, 'a test' from generate_series(1, 45000) x
              """);
        await city.Database.ExecuteAsync("analyze sightings");
        foreach (var (where, index) in Questions) Assert.Contains(index, await PlanAsync(where), StringComparison.Ordinal);

        // Planted: without its index the same question reads the whole log.
        await city.Database.ExecuteAsync("drop index sightings_by_record_at");
        Assert.DoesNotContain("sightings_by_record_at", await PlanAsync(Questions[0].Where), StringComparison.Ordinal);

        async Task<string> PlanAsync(string where)
        {
            await using var connection = city.Database.Database.Connect();
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The words are this test's own.
            command.CommandText = $"{(engine is Engine.Sqlite ? "explain query plan" : "explain")} select * from sightings {where.Replace("{0}", record, StringComparison.Ordinal)} order by at desc, id desc limit 100";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync()) lines.Add(reader.GetString(engine is Engine.Sqlite ? 3 : 0));
            return string.Join('\n', lines);
        }
    }
}
