using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Parity.Platform.Storage;

/// <summary>Which database: one file, or a PostgreSQL server's.</summary>
public abstract record Database
{
    private const string SqliteMark = "sqlite:";
    private const int Busy = 5, Locked = 6, CannotRead = 10, CannotOpen = 14;

    private Database() { }

    public sealed record Sqlite(string Path) : Database;

    public sealed record Postgres(string ConnectionString) : Database
    {
        // The connection string may hold a password.
        public override string ToString() => "PostgreSQL";
    }

    /// <summary>Reads <c>sqlite:PATH</c> or a PostgreSQL connection string such as <c>Host=…;Database=…</c>.</summary>
    public static bool TryParse(string? text, out Database? database)
    {
        database = null;
        if (text is null) return false;
        if (text.StartsWith(SqliteMark, StringComparison.OrdinalIgnoreCase))
        {
            string path = text[SqliteMark.Length..].Trim();
            if (path.Length > 0) database = new Sqlite(System.IO.Path.GetFullPath(path));
            return database is not null;
        }

        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            if (!string.IsNullOrEmpty(parts.Host)) database = new Postgres(text);
        }
        catch (ArgumentException)
        {
            return false;
        }

        return database is not null;
    }

    /// <summary>What the names of this database's scripts end in.</summary>
    internal string Dialect => this is Sqlite ? "sqlite" : "postgres";

    internal string Connecting => this switch
    {
        Sqlite file => new SqliteConnectionStringBuilder { DataSource = file.Path, ForeignKeys = true }.ToString(),
        Postgres server => new NpgsqlConnectionStringBuilder(server.ConnectionString) { ApplicationName = "parity", IncludeErrorDetail = false }.ToString(),
        _ => throw new InvalidOperationException(),
    };

    internal DbConnection Connect() => this is Sqlite ? new SqliteConnection(Connecting) : new NpgsqlConnection(Connecting);

    /// <summary>
    /// Opens a connection that will write. A commit on a file is on the disk before it is acknowledged (write-ahead
    /// log, full synchronisation), and what is deleted is overwritten.
    /// </summary>
    internal async Task<DbConnection> ConnectToWriteAsync(CancellationToken stop)
    {
        if (this is Sqlite file) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file.Path)!);
        var connection = Connect();
        try
        {
            await connection.OpenAsync(stop);
            if (this is Sqlite) await connection.ExecuteAsync("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;", stop: stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a fault says that the database does not answer, or is too busy, rather than that something is wrong with what was asked.</summary>
    public static bool IsAway(Exception fault)
    {
        for (var one = fault; one is not null; one = one.InnerException)
            if (one is DbException { IsTransient: true } || one is SqliteException { SqliteErrorCode: Busy or Locked or CannotRead or CannotOpen }) return true;
        return false;
    }

    /// <summary>A transaction that may write from its first statement: on a file the write lock is taken at once.</summary>
    internal static async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken stop) =>
        connection is SqliteConnection file ? file.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, stop);

    /// <summary>A transaction that only reads and sees one state of the database throughout, without holding up writers.</summary>
    internal static async Task<DbTransaction> BeginReadingAsync(DbConnection connection, CancellationToken stop) =>
        connection is SqliteConnection file ? file.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
}

internal static class Statements
{
    public static async Task<int> ExecuteAsync(this DbConnection connection, string sql, DbTransaction? within = null, CancellationToken stop = default, params (string Name, object Value)[] values)
    {
        await using var command = connection.Command(sql, within, values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<object?> AskAsync(this DbConnection connection, string sql, DbTransaction? within = null, CancellationToken stop = default, params (string Name, object Value)[] values)
    {
        await using var command = connection.Command(sql, within, values);
        return await command.ExecuteScalarAsync(stop) is { } found and not DBNull ? found : null;
    }

    private static DbCommand Command(this DbConnection connection, string sql, DbTransaction? within, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = within;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
