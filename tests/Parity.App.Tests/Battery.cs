using System.Globalization;

namespace Parity.App.Tests;

/// <summary>A long battery: a fixed sample of it in every run, all of it in <c>./test long</c>.</summary>
internal static class Battery
{
    private const string Results = "PARITY_BATTERY_RESULTS";

    public static bool IsFull => Environment.GetEnvironmentVariable("PARITY_LONG") == "1";

    public static int Size(int sample, int full) => IsFull ? full : sample;

    /// <summary>What was done and found, a line for the file that <c>PARITY_BATTERY_RESULTS</c> names.</summary>
    public static void Report(string found)
    {
        if (Environment.GetEnvironmentVariable(Results) is { Length: > 0 } file)
            File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} {found}\n"));
    }
}
