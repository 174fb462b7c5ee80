using System.Data.Common;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>
/// Puts a row into every table, whatever its columns are: a script that only works on empty tables is found by it. Where a
/// column points to another table it points to the row there.
/// </summary>
internal static class PopulatedTables
{
    private const string Id = "0197b000-0000-7000-8000-0000000000aa";

    /// <summary>What the program itself keeps about the database.</summary>
    private static readonly string[] Own = ["schema_version", "installation", "change_head", "changes", "sqlite_sequence"];

    private sealed record Column(string Table, string Name, string Type, string? PointsTo, string? At);

    /// <returns>The tables that have a row now.</returns>
    public static async Task<IReadOnlyList<string>> FillAsync(TestDatabase database, IReadOnlyCollection<string> filled)
    {
        var columns = (await ColumnsAsync(database)).Where(c => !Own.Contains(c.Table)).ToLookup(c => c.Table);
        var left = columns.Select(c => c.Key).Except(filled).Order(StringComparer.Ordinal).ToList();
        for (int before = -1; before != left.Count && left.Count > 0;)
        {
            before = left.Count;
            foreach (string table in left.ToList())
                if (await TryAsync(database, table, [.. columns[table].DistinctBy(c => c.Name)])) left.Remove(table);
        }

        Assert.Empty(left);
        return [.. columns.Select(c => c.Key)];
    }

    public static async Task<IReadOnlyList<string>> EmptyAsync(TestDatabase database, IReadOnlyList<string> tables)
    {
        var empty = new List<string>();
        foreach (string table in tables)
            if (await database.CountAsync($"select count(*) from {table}") == 0) empty.Add(table);
        return empty;
    }

    /// <summary>False where a row that this one points to is not there yet.</summary>
    private static async Task<bool> TryAsync(TestDatabase database, string table, IReadOnlyList<Column> columns)
    {
        string values = string.Join(", ", columns.Select(c => c.PointsTo is null ? ValueOf(c.Type, database.Database is Database.Sqlite) : $"(select {c.At} from {c.PointsTo} limit 1)"));
        try
        {
            await database.ExecuteAsync($"insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) values ({values})");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>In a file an id is a text like any other.</summary>
    private static string ValueOf(string type, bool isFile) => type switch
    {
        "uuid" => $"'{Id}'",
        "bytea" => "'\\x01'::bytea",
        "blob" => "x'01'",
        "date" => "'2026-01-05'",
        "boolean" => "false",
        "time without time zone" => "'10:00'",
        "text" => isFile ? $"'{Id.ToUpperInvariant()}'" : "'x'",
        _ => "1",
    };

    /// <summary>Those that a row must say something about.</summary>
    private static async Task<List<Column>> ColumnsAsync(TestDatabase database)
    {
        await using var connection = database.Database.Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = database.Database is Database.Postgres
            ? """
              select c.table_name, c.column_name, c.data_type, r.relname, ra.attname
              from information_schema.columns c
              left join pg_constraint k on k.contype = 'f' and k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and array_length(k.conkey, 1) = 1
                  and (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) = c.column_name
              left join pg_class r on r.oid = k.confrelid
              left join pg_attribute ra on ra.attrelid = k.confrelid and ra.attnum = k.confkey[1]
              where c.table_schema = 'public' and c.is_nullable = 'NO' and c.column_default is null and c.is_identity = 'NO'
              """
            : """
              select m.name, c.name, lower(c.type), f."table", coalesce(f."to", 'id')
              from sqlite_master m join pragma_table_info(m.name) c left join pragma_foreign_key_list(m.name) f on f."from" = c.name
              where m.type = 'table' and (c."notnull" = 1 or c.pk > 0) and c.dflt_value is null
              """;
        await using var rows = await command.ExecuteReaderAsync();
        var columns = new List<Column>();
        while (await rows.ReadAsync())
        {
            // A person is one who has an account, also where another module's table is not told so.
            string? pointsTo = rows.IsDBNull(3) ? rows.GetString(1) is "person" ? "accounts_people" : null : rows.GetString(3);
            columns.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), pointsTo, rows.IsDBNull(3) ? "id" : rows.GetString(4)));
        }

        return columns;
    }
}
