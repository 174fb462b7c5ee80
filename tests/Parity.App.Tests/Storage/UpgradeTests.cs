using System.Globalization;
using Parity.App.Tests.House;
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
    /// <summary>The last script of the first version that people could sign in to with what is theirs: from it on, every one is upgraded from.</summary>
    private const string First = "0011_sign_in";
    private static readonly string[] ByHand = ["partnership_organisations", "accounts_people", "accounts_roles", "accounts_sessions", "workforce_rounds", "workforce_returns", "workforce_return_parts"];
    private static readonly string[] Ids = [.. Enumerable.Range(1, 6).Select(n => string.Create(CultureInfo.InvariantCulture, $"0197b000-0000-7000-8000-00000000000{n}"))];

    [EveryDatabase]
    public async Task What_any_earlier_version_stored_in_any_table_is_there_after_an_upgrade_and_read_by_this_one(Engine engine)
    {
        var versions = Migrator.ScriptsFor(new Database.Sqlite("none")).Select(s => s.Id).Where(id => string.CompareOrdinal(id, First) >= 0).SkipLast(1).ToList();
        int step = Battery.Size(sample: Math.Max(1, versions.Count / 4), full: 1);
        // The last ones before this one are those that are in use.
        foreach (string earlier in versions.Where((_, at) => at % step == 0 || at >= versions.Count - 2))
        {
            await using var database = await TestDatabase.MakeBareAsync(engine);
            await MakeEarlierAsync(database, earlier);
            var filled = await PopulatedTables.FillAsync(database, [.. ByHand]);

            var applied = (await new MigrateDatabase.Handler(TimeProvider.System).HandleAsync(new(database.Database), default)).Applied;

            Assert.Equal(Migrator.ScriptsFor(database.Database).Select(s => s.Id).Where(id => string.CompareOrdinal(id, earlier) > 0), applied);
            Offences.None((await PopulatedTables.EmptyAsync(database, filled)).Select(table => $"{table} is empty after an upgrade from {earlier}"));
            await ReadAsync(database);
        }
    }

    private static async Task ReadAsync(TestDatabase database)
    {
        await using var store = await database.OpenAsync();
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

    private static async Task MakeEarlierAsync(TestDatabase database, string earlier)
    {
        bool file = database.Database is Database.Sqlite;
        await using (var connection = database.Database.Connect())
        {
            await connection.OpenAsync();
            await Within.MakeRoleAsync(database.Database, connection, default);
        }

        await database.ExecuteAsync("create table schema_version (id text not null primary key, hash text not null, applied_at bigint not null)");
        foreach (var script in Migrator.ScriptsFor(database.Database).Where(s => string.CompareOrdinal(s.Id, earlier) <= 0))
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
