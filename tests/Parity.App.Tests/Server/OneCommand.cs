using System.Diagnostics;

namespace Parity.App.Tests.Server;

/// <summary>The program itself, run once for one command.</summary>
internal static class OneCommand
{
    /// <param name="settings">Variables of its environment, in place of any that the tests were started with.</param>
    public static async Task<(int Code, string Output, string Told)> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "parity.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string given in start.Environment.Keys.Where(name => name.StartsWith("PARITY_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(given);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync();
        var told = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (program.ExitCode, await output, await told);
    }
}
