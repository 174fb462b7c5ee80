using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Parity.Platform.Storage;

/// <summary>Runs a program that comes with PostgreSQL, newest version first.</summary>
internal static class DatabaseTool
{
    private const string Versions = "/usr/lib/postgresql";

    /// <param name="output">Takes what the program writes.</param>
    /// <param name="input">Writes what the program reads. It restores then, and takes the database by an option of its own.</param>
    /// <returns>Null when it did its work; else why not, without a password.</returns>
    public static async Task<string?> RunAsync(string program, Database.Postgres server, IReadOnlyList<string> arguments, CancellationToken stop, Func<Stream, Task>? output = null, Func<Stream, Task>? input = null)
    {
        var parts = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        var start = new ProcessStartInfo(Find(program)) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        if (input is not null) start.ArgumentList.Add($"--dbname={parts.Database}");
        start.Environment["PGHOST"] = parts.Host;
        start.Environment["PGPORT"] = parts.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = parts.Database;
        if (parts.Username is { } name) start.Environment["PGUSER"] = name;
        if (parts.Password is { } password) start.Environment["PGPASSWORD"] = password;
        try
        {
            using var process = Process.Start(start)!;
            var told = process.StandardError.ReadToEndAsync(stop);
            try
            {
                var taken = output is null ? process.StandardOutput.ReadToEndAsync(stop) : output(process.StandardOutput.BaseStream);
                if (input is not null) await GiveAsync(process, input);
                process.StandardInput.Close();
                await taken;
                await process.WaitForExitAsync(stop);
                return process.ExitCode == 0 ? null : $"{program}: {(await told).Trim()}";
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Win32Exception)
        {
            return $"{program} is not on this machine; install PostgreSQL's client programs.";
        }
    }

    /// <summary>A program that ends early reads no further, and says why itself.</summary>
    private static async Task GiveAsync(Process process, Func<Stream, Task> input)
    {
        try
        {
            await input(process.StandardInput.BaseStream);
        }
        catch (IOException)
        {
            await process.WaitForExitAsync();
        }
    }

    private static string Find(string program) =>
        Directory.Exists(Versions)
            ? Directory.EnumerateDirectories(Versions).OrderByDescending(v => int.TryParse(Path.GetFileName(v), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : 0)
                .Select(v => Path.Combine(v, "bin", program)).FirstOrDefault(File.Exists) ?? program
            : program;
}
