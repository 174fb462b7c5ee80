using System.Diagnostics;
using System.Globalization;

namespace Parity.Bench.Load;

/// <summary>A server under measurement: its process, and the processor time it has used.</summary>
internal sealed class MeasuredServer(Process process, Uri address) : IAsyncDisposable
{
    public Uri Address => address;

    public static MeasuredServer Start(Uri address, string program, params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new(process, address);
    }

    /// <summary>Processor seconds of the server alone; what its clients and everybody else use is not in it.</summary>
    public double ProcessorSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public string MostMemory => File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status"))
        .First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Trim();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
