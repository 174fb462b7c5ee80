using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parity.Platform.Accounts;

namespace Parity.Web.Server;

/// <summary>Has old traces of signing in and old accounts forgotten, at the start and every hour. Every node may do so.</summary>
internal sealed class Housekeeping(ForgetTraces.Handler traces, ForgetAccounts.Handler old, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await traces.HandleAsync(stoppingToken);
                await old.HandleAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.Fault("housekeeping", fault.GetType().FullName!, fault.StackTrace ?? "");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
