using System.Globalization;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Storage;

/// <summary>A database that an earlier version of the program made and filled is brought up to date with everything that is in it.</summary>
public sealed class UpgradeTests
{
    /// <summary>The last script of the first version that people could sign in to.</summary>
    private const string Earlier = "0014_sightings";
    private static readonly string[] Ids = [.. Enumerable.Range(1, 6).Select(n => string.Create(CultureInfo.InvariantCulture, $"0197b000-0000-7000-8000-00000000000{n}"))];

    [EveryDatabase]
    public async Task What_an_earlier_version_stored_is_read_by_this_one(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        await MakeEarlierAsync(database);

        var applied = (await new MigrateDatabase.Handler(TimeProvider.System).HandleAsync(new(database.Database), default)).Applied;
        await using var store = await database.OpenAsync();

        Assert.NotEmpty(applied);
        Assert.All(applied, id => Assert.True(string.CompareOrdinal(id, Earlier) > 0));
        var person = Assert.Single(await new AccountsDoor(store, TimeProvider.System).AllAsync(default));
        Assert.Equal(("Ada Lovelane", false), (person.Name, person.IsDisabled));
        var organisation = Assert.Single(await new PartnershipDoor(store).AllAsync(default));
        Assert.Equal("One Council", organisation.Name);
        Assert.True(person.HoldsIn(Role.HrAnalyst, organisation.Id));
        var round = Assert.Single(await new WorkforceDoor(store, TimeProvider.System).RoundsAsync(default));
        Assert.Equal(new DateOnly(2026, 3, 31), round.SnapshotDate);
        var stored = Assert.Single(await new ReadReturns.Handler(store).HandleAsync(new(organisation.Id), default));
        Assert.Equal((1, ReturnStatus.Submitted), (stored.Version, stored.Status));
    }

    private static async Task MakeEarlierAsync(TestDatabase database)
    {
        bool file = database.Database is Database.Sqlite;
        await database.ExecuteAsync("create table schema_version (id text not null primary key, hash text not null, applied_at bigint not null)");
        foreach (var script in Migrator.ScriptsFor(database.Database).Where(s => string.CompareOrdinal(s.Id, Earlier) <= 0))
        {
            await database.ExecuteAsync(script.Sql);
            await database.ExecuteAsync($"insert into schema_version values ('{script.Id}', '{script.Hash}', 1)");
        }

        string[] ids = [.. Ids.Select(id => file ? id.ToUpperInvariant() : id)];
        (string organisation, string person, string grant, string round, string one, string session) = (ids[0], ids[1], ids[2], ids[3], ids[4], ids[5]);
        string bytes = file ? "x'0102'" : "'\\x0102'::bytea";
        await database.ExecuteAsync($"insert into partnership_organisations (id, code, name, sector, joined_on) values ('{organisation}', 'ONE', 'One Council', 'council', '2024-01-01')");
        await database.ExecuteAsync($"insert into accounts_people (id, name, mail, created_at) values ('{person}', 'Ada Lovelane', 'ada@example.org', 1)");
        await database.ExecuteAsync($"insert into accounts_roles (id, person, role, organisation, granted_at) values ('{grant}', '{person}', 'hr-analyst', '{organisation}', 1)");
        await database.ExecuteAsync($"insert into accounts_sessions (id, secret_hash, person, way, started_at, ends_at) values ('{session}', {bytes}, '{person}', 'demo', 1, 2)");
        await database.ExecuteAsync($"insert into workforce_rounds (id, title, snapshot_date, period_start, period_end, opened_at) values ('{round}', 'First', '2026-03-31', '2025-04-01', '2026-03-31', 1)");
        await database.ExecuteAsync($"insert into workforce_returns (id, round, organisation, version, sha256, bytes, submitted_by, submitted_at, status, report) values ('{one}', '{round}', '{organisation}', 1, 'ab', 2, '{person}', 1, 'submitted', '{{}}')");
        await database.ExecuteAsync($"insert into workforce_return_parts (return, ordinal, sealed) values ('{one}', 0, {bytes})");
    }
}
