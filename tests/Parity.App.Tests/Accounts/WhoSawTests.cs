using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

public sealed class WhoSawTests
{
    [EveryDatabase]
    public async Task Who_saw_a_record_is_found_by_an_index_among_45_000_reads_and_without_it_every_read_is_looked_at(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
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
        await using var store = await city.Database.OpenAsync(city.Clock);
        // The questions of the page: by record, by organisation and for everything, newest first.
        Assert.True(TypedId.TryParse<OrganisationId>("01900000-0000-7000-8000-000000000007", out var organisation));
        var byRecord = new WhoSaw.Request(Guid.Parse("01900000-0000-7000-8000-000000000007"), null);
        Assert.Contains("sightings_by_record_at", await PlanAsync(byRecord), StringComparison.Ordinal);
        // Of an organisation that is in every fiftieth line PostgreSQL rather goes back from the newest until it has a page.
        Assert.Contains(engine is Engine.Sqlite ? "sightings_by_organisation_at" : "sightings_by_", await PlanAsync(new(null, organisation)), StringComparison.Ordinal);
        Assert.Contains("sightings_by_at", await PlanAsync(new(null, null)), StringComparison.Ordinal);

        // A page far back begins at its place, and so it is for two days.
        Assert.Contains("sightings_by_record_at", await PlanAsync(byRecord with { Since = new(Instant.FromMicroseconds(20_000), 1) }), StringComparison.Ordinal);
        Assert.Contains("sightings_by_at", await PlanAsync(new(null, null, new(Instant.FromMicroseconds(20_000), 1))), StringComparison.Ordinal);
        Assert.Contains("sightings_by_record_at", await PlanAsync(byRecord with { From = new(1970, 1, 1), Until = new(1970, 1, 2) }), StringComparison.Ordinal);

        // Planted: without its index the same question reads the whole log.
        await city.Database.ExecuteAsync("drop index sightings_by_record_at");
        Assert.DoesNotContain("sightings_by_record_at", await PlanAsync(byRecord), StringComparison.Ordinal);

        // What the program itself asks for a page.
        Task<string> PlanAsync(WhoSaw.Request request) => store.ReadAsync(async records =>
        {
            await using var command = WhoSaw.Handler.Page(WhoSaw.Handler.Asked(records, request), request.Since).CreateDbCommand();
            command.CommandText = (engine is Engine.Sqlite ? "explain query plan " : "explain ") + command.CommandText;
            await records.Database.OpenConnectionAsync();
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync()) lines.Add(reader.GetString(engine is Engine.Sqlite ? 3 : 0));
            return string.Join('\n', lines);
        });
    }
}
