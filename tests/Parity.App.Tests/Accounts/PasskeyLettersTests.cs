using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;

namespace Parity.App.Tests.Accounts;

public sealed class PasskeyLettersTests
{
    [EveryDatabase]
    public async Task Whoever_has_an_address_is_told_of_each_passkey_that_comes_or_goes(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        var person = await store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "somebody"), records =>
            Task.FromResult(AccountsDoor.Enrol(records, clock, "Ann Alyst", new HeldRole(Role.Auditor), "ann@example.org")), default);
        var made = new UserPasskeyInfo([1, 2], [3], clock.GetUtcNow(), 0, null, true, false, false, [4], [5]);
        var add = new AddPasskey.Handler(store, clock);

        Assert.True(await add.HandleAsync(new(person, "Key", made, [6]), default));
        Assert.Contains("A passkey was added to your account", Assert.Single(await LettersAsync()), StringComparison.Ordinal);
        Assert.False(await add.HandleAsync(new(person, "Key", made, [7]), default));
        Assert.Empty(await LettersAsync());

        var remove = new RemovePasskey.Handler(store, clock);
        var id = await store.ReadAsync(records => records.Set<Passkey>().Select(p => p.Id).SingleAsync());
        Assert.True(await remove.HandleAsync(new(person, id), default));
        Assert.Contains("A passkey was taken off your account", Assert.Single(await LettersAsync()), StringComparison.Ordinal);
        Assert.False(await remove.HandleAsync(new(person, id), default));
        Assert.Empty(await LettersAsync());

        async Task<List<string>> LettersAsync()
        {
            var texts = new List<string>();
            await new SendMails.Handler(store, clock).HandleAsync(new((message, _) =>
            {
                texts.Add(message.Text);
                return Task.CompletedTask;
            }), default);
            return texts;
        }
    }
}
