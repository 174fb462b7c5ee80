using System.Data.Common;
using System.Globalization;
using System.Text;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>Everything a thief of the database would read, as one text; bytes both as hexadecimal and as if they were letters.</summary>
internal static class Dump
{
    public static async Task<string> EverythingAsync(TestDatabase database)
    {
        await using var connection = database.Database.Connect();
        await connection.OpenAsync();
        var text = new StringBuilder();
        foreach (string table in await TablesAsync(connection, database.Database))
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name comes from the database's own catalogue.
            command.CommandText = $"select * from \"{table}\"";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                text.Append(table);
                for (int column = 0; column < rows.FieldCount; column++) text.Append(' ').Append(rows.GetName(column)).Append('=').Append(Written(rows.GetValue(column)).ReplaceLineEndings(" "));
                text.AppendLine();
            }
        }

        return text.ToString();
    }

    private static string Written(object value) => value is byte[] bytes
        ? Convert.ToHexStringLower(bytes) + " " + Encoding.Latin1.GetString(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static async Task<List<string>> TablesAsync(DbConnection connection, Database database)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = database is Database.Postgres
            ? "select table_name from information_schema.tables where table_schema = 'public'"
            : "select name from sqlite_master where type = 'table'";
        await using var rows = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await rows.ReadAsync()) names.Add(rows.GetString(0));
        return names;
    }
}
