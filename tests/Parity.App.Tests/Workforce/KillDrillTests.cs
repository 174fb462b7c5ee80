using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Workforce;

/// <summary>
/// The program is killed, without a word of warning, while returns are being sent to it. What it acknowledged must be
/// there once, whole and the same after it starts again.
/// </summary>
[Long]
public sealed class KillDrillTests
{
    private const int Senders = 4, AskedAgain = 40;

    [EveryDatabase]
    public async Task Nothing_acknowledged_is_lost_doubled_or_half_stored_when_the_program_is_killed(Engine engine)
    {
        int kills = Battery.Size(sample: 2, full: 200);
        await using var database = await TestDatabase.MakeAsync(engine);
        SendingAnalysts? analysts = null;
        for (int kill = 0; kill < kills; kill++)
        {
            await using var program = await RunningProgram.DemoAsync(database);
            analysts ??= new([.. (await program.Client.PeopleAsync()).Where(p => p.ApiToken is not null).Take(Senders)]);
            Assert.Empty(await analysts.AskAgainAsync(program.Client, AskedAgain));
            var moment = MomentAsync(analysts, kill);
            var sending = analysts.SendAsync(program.Client, whenRefused: null, default);
            await moment;
            await program.KillAsync();
            await sending;
        }

        await using (var program = await RunningProgram.DemoAsync(database)) Assert.Empty(await analysts!.AskAgainAsync(program.Client, int.MaxValue));
        Assert.True(analysts.Acknowledged >= kills / 2, "Hardly anything was acknowledged before the kills.");
        Assert.Empty(await StoredReturns.FaultsAsync(database, analysts.AcknowledgedIds));
        await StoredReturns.FindsWhatIsPlantedAsync(database, analysts.AcknowledgedIds);
        Battery.Report($"{kills} kills during import on {engine}: {analysts.Acknowledged} returns acknowledged, 0 lost, half stored or doubled");
    }

    /// <summary>Another moment in every round: while a body comes in, when it has just come in, right after some answers, in the next one after an answer.</summary>
    private static async Task MomentAsync(SendingAnalysts analysts, int kill)
    {
        if (kill % 4 is 0 or 3) await analysts.AfterAnswersAsync(1 + (kill / 4 % 5));
        if (kill % 4 is 1) await analysts.AfterBytesAsync(0.25 + (0.25 * (kill / 4 % 3)));
        if (kill % 4 is 2 or 3) await analysts.AfterBytesAsync(1);
    }
}
