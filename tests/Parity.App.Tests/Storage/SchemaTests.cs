using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

public class SchemaTests
{
    [EveryDatabase]
    public async Task The_scripts_build_the_tables_that_the_model_expects(Engine engine)
    {
        await using var scripted = await TestDatabase.MakeBareAsync(engine);
        await using (await scripted.OpenAsync()) { }
        await using var modelled = await TestDatabase.MakeBareAsync(engine);
        await using (var records = new Records(Store.Options(modelled.Database, null))) await modelled.ExecuteAsync(records.Database.GenerateCreateScript());

        var expected = await ShapeAsync(modelled, engine);
        var actual = await ShapeAsync(scripted, engine);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
        await scripted.ExecuteAsync("alter table installation add column stray text");
        Assert.NotEqual(expected, await ShapeAsync(scripted, engine));
    }

    [EveryDatabase]
    public async Task A_second_start_applies_nothing_and_a_changed_script_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        await using (await database.OpenAsync()) { }
        var applied = await database.AskAsync("select count(*) from schema_version");
        await using (await database.OpenAsync()) { }
        Assert.Equal(applied, await database.AskAsync("select count(*) from schema_version"));

        await database.ExecuteAsync("update schema_version set hash = 'other' where id like '0001%'");

        var refusal = await Assert.ThrowsAsync<OtherSchemaException>(() => database.OpenAsync());
        Assert.Contains("was changed after it was applied", refusal.Message, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task A_database_of_a_newer_version_is_not_touched(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        await using (await database.OpenAsync()) { }
        await database.ExecuteAsync("insert into schema_version (id, hash, applied_at) values ('9999_later', 'x', 0)");

        var refusal = await Assert.ThrowsAsync<OtherSchemaException>(() => database.OpenAsync());

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task Processes_that_start_together_on_an_empty_database_make_one(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.OpenAsync())));

        Assert.Single(stores.Select(s => s.Id).Distinct());
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public void Every_script_exists_in_both_dialects()
    {
        var sqlite = Migrator.ScriptsFor(new Database.Sqlite("x")).Select(s => s.Id);
        var postgres = Migrator.ScriptsFor(new Database.Postgres("Host=x")).Select(s => s.Id);

        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, postgres);
    }

    /// <summary>
    /// Every column with its type and whether it may be null, every key and index, one line each. When a key is checked
    /// is the scripts' own business: the model cannot say it.
    /// </summary>
    private static async Task<IReadOnlyList<string>> ShapeAsync(TestDatabase database, Engine engine)
    {
        await using var connection = database.Database.Connect();
        await connection.OpenAsync();
        return engine is Engine.Postgres
            ? await LinesAsync(connection, """
                select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
                from information_schema.columns where table_schema = 'public' and table_name <> 'schema_version'
                union all
                select 'index ' || i.relname || ' ' || t.relname || ' ' || x.indisunique || ' ' ||
                    (select string_agg(a.attname, ',' order by k.n) from unnest(x.indkey) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum)
                from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = 'public' and t.relname <> 'schema_version' and not x.indisprimary
                union all
                select 'key ' || t.relname || ' ' || c.contype::text || ' ' || replace(pg_get_constraintdef(c.oid), ' DEFERRABLE INITIALLY DEFERRED', '')
                from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = 'public' and c.contype in ('p', 'f') and t.relname <> 'schema_version'
                """)
            : await LinesAsync(connection, """
                select 'column ' || m.name || '.' || c.name || ' ' || lower(c.type) || ' ' || c."notnull" || ' key ' || c.pk
                from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not in ('schema_version', 'sqlite_sequence')
                union all
                select 'index ' || i.name || ' ' || m.name || ' ' || i."unique" || ' ' || (select group_concat(name) from pragma_index_info(i.name))
                from sqlite_master m, pragma_index_list(m.name) i where m.type = 'table' and m.name <> 'schema_version' and i.origin <> 'pk'
                union all
                select 'key ' || m.name || '.' || f."from" || ' to ' || f."table" || '.' || coalesce(f."to", 'id') || ' ' || f.on_delete
                from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'
                """);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
