using Parity.App.Tests.Programmes;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>A backup that is put back does not bring back what people had taken out since it was made.</summary>
public sealed class ErasuresTests
{
    [EveryDatabase]
    public async Task What_people_took_out_after_a_backup_is_taken_out_again_when_it_is_put_back(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea"), cyd = await city.PersonAsync("Cyd");
        var first = await city.FillInAsync(ama, ApplicationRoute.NoApproval, city.Council);
        var second = await city.FillInAsync(bea, ApplicationRoute.NoApproval, city.Council);
        await ObjectAsync(cyd, true);
        string list = Path.Combine(city.Database.Folder, "erasures"), backup = Path.Combine(city.Database.Folder, "backup");
        var writer = new ErasureList.Writer(city.Store, list);
        Assert.Equal(1, await writer.WriteAsync(default));
        Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, backup), default));

        await city.DeclareAsync(ama, first, new DeclareEligibility.Deed.TakeBack());
        await ObjectAsync(bea, true);
        await ObjectAsync(cyd, false);
        var dee = await city.PersonAsync("Dee");
        await ObjectAsync(dee, true);
        Assert.Equal(4, await writer.WriteAsync(default));
        Assert.Equal(0, await writer.WriteAsync(default));
        Assert.Equal(0, await new ErasureList.Writer(city.Store, list).WriteAsync(default));
        string listed = await File.ReadAllTextAsync(list);
        foreach (string told in (string[])[ama.ToString(), bea.ToString(), first.ToString(), second.ToString()]) Assert.DoesNotContain(told, listed, StringComparison.OrdinalIgnoreCase);

        await using var other = await TestDatabase.MakeBareAsync(engine);
        Assert.IsType<RestoreDatabase.Outcome.Restored>(await RestoreDatabase.Handler.HandleAsync(new(backup, other.Database), default));
        await using var restored = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(other.Database, city.Database.KeyPlace, Holding.RealPartnership, city.Clock, default)).Store;
        Assert.Equal((2L, 1L), await HeldAsync(other));

        Assert.Equal(new(3, 1, 1), await AgainAsync(restored, list));
        Assert.Equal((1L, 1L), await HeldAsync(other));
        Assert.Equal([bea], await restored.ReadAsync(records => AccountsDoor.ObjectingAsync(records, default)));
        var own = (await new ReadOwnApplications.Handler(restored, city.Clock).HandleAsync(new(bea, second), default)).Single();
        Assert.NotNull(own);
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(restored).HandleAsync(new(), default));
        // What is done after that is added to the same list, and a list that is none changes nothing.
        await new ObjectToMonitoring.Handler(restored, city.Clock).HandleAsync(new(ama, true), default);
        Assert.Equal(1, await new ErasureList.Writer(restored, list).WriteAsync(default));
        await File.AppendAllTextAsync(list, "and something else\n");
        await Assert.ThrowsAsync<InvalidDataException>(() => AgainAsync(restored, list));

        Task ObjectAsync(PersonId person, bool objects)
        {
            city.Clock.Pass(TimeSpan.FromMinutes(1));
            return new ObjectToMonitoring.Handler(city.Store, city.Clock).HandleAsync(new(person, objects), default);
        }
    }

    private static Task<ErasureList.Outcome> AgainAsync(Store store, string list) => new ErasureList.Handler(store, [new ObjectAgain(store), new TakeBackAgain(store)]).EraseAgainAsync(list, default);

    private static async Task<(long Declared, long Objecting)> HeldAsync(TestDatabase database) =>
        (await database.CountAsync("select count(*) from programmes_eligibility where sealed is not null"), await database.CountAsync("select count(*) from accounts_people where objected_at is not null"));
}
