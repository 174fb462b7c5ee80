using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Parity.App.Tests.Storage;

/// <summary>Hears what one database is asked, and how much it answers.</summary>
internal sealed partial class AskedOfDatabase : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly (string, string) database;
    private readonly Func<object?, (DbCommand Command, IEnumerable<string> What)?> hear;
    private readonly List<string> asked = [];
    private readonly List<IDisposable> heard = [];

    private AskedOfDatabase(TestDatabase database, Func<object?, (DbCommand, IEnumerable<string>)?> hear)
    {
        using var connection = database.Database.Connect();
        (this.database, this.hear) = ((connection.DataSource, connection.Database), hear);
        heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The tables that are asked for or written within transactions that change something.</summary>
    public static AskedOfDatabase TablesInTransactions(TestDatabase database) =>
        new(database, told => told is CommandEventData { Command: { Transaction: not null } command } and not CommandExecutedEventData ? (command, Table().Matches(command.CommandText).Select(m => m.Groups[1].Value)) : null);

    /// <summary>Every question with the number of rows that came back.</summary>
    public static AskedOfDatabase QuestionsAndRows(TestDatabase database) =>
        new(database, told => told is DataReaderDisposingEventData read ? (read.Command, [string.Create(CultureInfo.InvariantCulture, $"{read.ReadCount} rows: {read.Command.CommandText}")]) : null);

    /// <summary>What has been asked for since this was asked last.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (asked)
        {
            string[] taken = [.. asked];
            asked.Clear();
            return taken;
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") heard.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name || name == RelationalEventId.DataReaderDisposing.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (hear(value.Value) is not var (command, what) || command.Connection is not { } connection || (connection.DataSource, connection.Database) != database) return;
        lock (asked) asked.AddRange(what);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var one in heard) one.Dispose();
    }

    // PostgreSQL's names stand with or without quotes.
    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE)\s+""?([a-z_]+)""?")]
    private static partial Regex Table();
}
