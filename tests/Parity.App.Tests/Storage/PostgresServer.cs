using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>Where there is a PostgreSQL to test with there are its programs too: a server of the test's own, which may be killed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = EveryDatabaseAttribute.Postgres is null ? $"{EveryDatabaseAttribute.Variable} names no PostgreSQL server" : null;
}

/// <summary>
/// A PostgreSQL server in a folder of its own, reached by a socket there, with its usual care for the disk. It does not run
/// as root: where the tests do, it is the user postgres's.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string Programs = Path.Combine(Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(v => int.Parse(Path.GetFileName(v), CultureInfo.InvariantCulture)).First(), "bin");
    private readonly string folder = Directory.CreateTempSubdirectory("parity-postgres-").FullName;

    private string Data => Path.Combine(folder, "data");

    public Database Database => new Database.Postgres($"Host={folder};Username=postgres;Database=postgres");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", asPostgres: false, "postgres", server.folder);
        await RunAsync(Path.Combine(Programs, "initdb"), asPostgres: true, "-D", server.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8");
        await server.ComeBackAsync();
        return server;
    }

    /// <summary>Returns once it takes connections.</summary>
    public Task ComeBackAsync() => RunAsync(Path.Combine(Programs, "pg_ctl"), asPostgres: true, "-D", Data, "-w", "-s", "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses= -c unix_socket_directories={folder}", "start");

    /// <summary>SIGKILL to the server and all its processes.</summary>
    public async Task KillAsync()
    {
        int main = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        var all = Process.GetProcesses().Where(p => p.Id == main || ParentOf(p.Id) == main).OrderByDescending(p => p.Id == main).ToList();
        foreach (var process in all)
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It ended before.
            }
        }

        foreach (var process in all) await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static int ParentOf(int process)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task RunAsync(string program, bool asPostgres, params IEnumerable<string> arguments)
    {
        bool change = asPostgres && Environment.IsPrivilegedProcess;
        var start = change ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = "/";
        // What these say is of no use here, and what the server says goes to its log.
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.Equal((program, 0), (program, process.ExitCode));
    }
}
