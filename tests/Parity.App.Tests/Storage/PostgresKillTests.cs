using System.Diagnostics;
using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Workforce;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>The database's server is killed under load and comes back. The program goes on by itself.</summary>
public sealed class PostgresKillTests
{
    private const int Senders = 4;
    private static readonly TimeSpan ToBeBack = TimeSpan.FromSeconds(10);

    [PostgresFact]
    public async Task Nothing_acknowledged_is_lost_when_the_database_is_killed_and_work_goes_on_when_it_is_back()
    {
        int kills = Battery.Size(sample: 2, full: 100);
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = TestDatabase.On(postgres.Database);
        await using var server = await RunningServer.OnAsync(postgres.Database);
        string reader = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("publisher")));
        Task<HttpStatusCode[]> LookAsync() => Task.WhenAll(((string[])["/health/live", "/health/ready", "/publishing"]).Select(async path =>
        {
            using var answer = await server.GetAsync(path, ("Cookie", reader));
            return answer.StatusCode;
        }));
        var analysts = new SendingAnalysts([.. (await server.Client.PeopleAsync()).Where(p => p.ApiToken is not null).Take(Senders)]);
        using var stop = new CancellationTokenSource();
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        back.SetResult();
        int refused = 0;
        var sending = analysts.SendAsync(server.Client, () =>
        {
            Interlocked.Increment(ref refused);
            return Volatile.Read(ref back).Task;
        }, stop.Token);
        var longest = TimeSpan.Zero;
        for (int kill = 0; kill < kills; kill++)
        {
            await (kill % 2 == 0 ? analysts.AfterAnswersAsync(1 + (kill % 7)) : analysts.AfterBytesAsync(1));
            Volatile.Write(ref back, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            await postgres.KillAsync();
            // The program lives without it, sends no new work its way, and says to others to come back.
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable], await LookAsync());
            await postgres.ComeBackAsync();
            var watch = Stopwatch.StartNew();
            var again = analysts.AfterAnswersAsync(Senders);
            back.SetResult();
            await again;
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        await stop.CancelAsync();
        await sending;
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], await LookAsync());
        Assert.True(longest < ToBeBack * (Battery.IsFull ? 1 : 3), $"After the database was back it took {longest} until {Senders} returns were stored.");
        Assert.True(refused > 0, "Nothing was cut off.");
        Assert.Empty(await analysts.AskAgainAsync(server.Client, int.MaxValue));
        Assert.Empty(await StoredReturns.FaultsAsync(database, analysts.AcknowledgedIds));
        await StoredReturns.FindsWhatIsPlantedAsync(database, analysts.AcknowledgedIds);
        Battery.Report($"{kills} kills of PostgreSQL under load: {analysts.Acknowledged} returns acknowledged, {refused} answers refused meanwhile and sent again, 0 lost or doubled, longest {longest.TotalSeconds:N1} s from its return to {Senders} more stored");
    }
}
