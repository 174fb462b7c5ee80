using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// Counts who was refused what for their role, and has it written every few seconds and at the end: so a refusal costs no
/// write of its own, and somebody who asks without end fills nothing. What was counted last is lost if the program is killed.
/// </summary>
internal sealed class Refusals(NoteRefusals.Handler keep, TimeProvider clock, ILogger<Refusals> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(PersonId Person, string Address, DateOnly Day), NoteRefusals.Refusal> counted = new();

    public void Note(HttpContext http)
    {
        string method = HttpMethods.IsHead(http.Request.Method) ? HttpMethods.Get : http.Request.Method;
        string address = $"{method} {((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText}";
        var (person, now) = (http.By(), clock.GetUtcNow());
        counted.AddOrUpdate((person, address, London.DayOf(now)), _ => new(person, address, now, now, 1), (_, before) => before with { LastAt = now, Times = before.Times + 1 });
    }

    /// <summary>Writes what was counted here: whoever reads it has it written first.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var taken = new List<NoteRefusals.Refusal>();
        foreach (var key in counted.Keys)
            if (counted.TryRemove(key, out var one)) taken.Add(one);
        try
        {
            await keep.HandleAsync(new(taken), stop);
        }
        catch
        {
            // Nothing of it was written: it is counted on, and written the next time.
            foreach (var one in taken)
                counted.AddOrUpdate((one.Person, one.Address, London.DayOf(one.FirstAt)), one, (_, since) => since with { FirstAt = one.FirstAt, Times = since.Times + one.Times });
            throw;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
    }

    private async Task TryAsync(CancellationToken stop)
    {
        try
        {
            await WriteAsync(stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            log.Fault("refusals", fault.GetType().FullName!, fault.StackTrace ?? "");
        }
    }
}
