using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Parity.Platform.Storage;

/// <summary>The tables are of another make than this program's.</summary>
public sealed class OtherSchemaException(string message) : Exception(message);

/// <summary>Why a database cannot be used, in words for whoever runs the program: what is the matter and what to do about it.</summary>
public static class UnusableDatabase
{
    /// <returns>Null for a fault that says nothing of a database: then something else is wrong.</returns>
    public static string? Reason(Exception fault)
    {
        for (var one = fault; one is not null; one = one.InnerException)
            if (Say(one) is { } reason) return reason;
        return null;
    }

    private static string? Say(Exception fault) => fault switch
    {
        SqliteException file => Say(file.SqliteErrorCode) ?? file.Message,
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } server => $"{server.MessageText}. Make it first, as with createdb.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } server => $"{server.MessageText}. Look at Username and Password of --database.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } server => $"{server.MessageText}. Make room on the server, and run it again.",
        PostgresException server => $"{server.SqlState}: {server.MessageText}",
        NpgsqlException or SocketException => $"{fault.Message}. Look at Host and Port of --database, and whether the server runs.",
        OtherSchemaException or InvalidDataException => fault.Message,
        _ => null,
    };

    /// <summary>By SQLite's own codes (sqlite.org/rescode.html).</summary>
    private static string? Say(int code) => code switch
    {
        3 or 8 => "The file cannot be written. Look at who may write it and its folder.",
        5 or 6 => "Another program holds the file. Stop it, or try again.",
        10 => "The disk refused to read or write the file. Look at the disk before you go on.",
        11 => "The file is damaged. Restore the newest backup beside it.",
        13 => "The disk is full. Make room, and run it again.",
        14 => "The file cannot be opened. Look at its path, and at who may read and write it and its folder.",
        26 => "The file is not a database. Name the one that Parity made.",
        _ => null,
    };
}
