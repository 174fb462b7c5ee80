using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>Hears which tables of one database are asked for or written within transactions that change something.</summary>
internal sealed partial class AskedInTransaction : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly (string, string) database;
    private readonly List<string> tables = [];
    private readonly List<IDisposable> heard = [];

    public AskedInTransaction(TestDatabase database)
    {
        using var connection = database.Database.Connect();
        this.database = (connection.DataSource, connection.Database);
        heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>What has been asked for since this was asked last.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (tables)
        {
            string[] taken = [.. tables];
            tables.Clear();
            return taken;
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") heard.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandEventData { Command: { Transaction: not null, Connection: { } connection } command } || (connection.DataSource, connection.Database) != database) return;
        lock (tables) tables.AddRange(Table().Matches(command.CommandText).Select(m => m.Groups[1].Value));
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
