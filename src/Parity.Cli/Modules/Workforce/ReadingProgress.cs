using System.Diagnostics;

namespace Parity.Cli.Modules.Workforce;

/// <summary>One line on the terminal that says how much has been read, once reading takes longer than a moment.</summary>
internal sealed class ReadingProgress : IProgress<long>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock turn = new();
    private long read;
    private long shownAt = Stopwatch.GetTimestamp();
    private bool shown;

    /// <returns>Null where standard error is not a terminal.</returns>
    public static ReadingProgress? ForTerminal() => Console.IsErrorRedirected ? null : new ReadingProgress();

    public void Report(long value)
    {
        lock (turn)
        {
            read += value;
            if (Stopwatch.GetElapsedTime(shownAt) < Pause) return;
            shownAt = Stopwatch.GetTimestamp();
            shown = true;
            Console.Error.Write($"\rReading: {read / 1_000_000} MB");
        }
    }

    public void Clear()
    {
        if (shown) Console.Error.Write("\r                         \r");
        shown = false;
    }

    public void Dispose() => Clear();
}
