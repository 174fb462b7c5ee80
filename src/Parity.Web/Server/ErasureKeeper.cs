using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parity.Platform.Storage;

namespace Parity.Web.Server;

/// <summary>Adds what people had taken out to the list beside the database, every few seconds and at the end.</summary>
internal sealed class ErasureKeeper(ErasureList.Writer list, ILogger<ErasureKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do await TryAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(CancellationToken stop)
    {
        try
        {
            await list.WriteAsync(stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            log.Fault("list of erasures", fault.GetType().FullName!, fault.StackTrace ?? "");
        }
    }
}
