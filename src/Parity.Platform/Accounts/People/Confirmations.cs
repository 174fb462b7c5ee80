using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>What waits for a second person, as far as it is somebody's to confirm or to know; and what was settled lately.</summary>
public static class ReadConfirmations
{
    private const int ShownDays = 365;

    /// <param name="ActsFor">The organisation somebody leads; null for whoever keeps accounts or organisations.</param>
    public sealed record Request(PersonId By, OrganisationId? ActsFor);

    public enum State
    {
        Waiting,
        Confirmed,
        Refused,

        /// <summary>Done by one person alone: nothing was stored that could be read, or nobody else was there.</summary>
        AtOnce,
    }

    /// <param name="Gives">The role; null for an organisation's own sign-in.</param>
    /// <param name="For">Who gets it.</param>
    /// <param name="SignOn">The provider and the mail domains it is to speak for.</param>
    /// <param name="MayConfirm">It waits for whoever asks here.</param>
    /// <param name="IsOwn">They asked for it themselves and can take it back.</param>
    public sealed record Listed(Guid Id, Giving? Gives, string? For, OrganisationId? Organisation, string? SignOn, string AskedBy, DateTimeOffset AskedAt, string Why, State State, string? SettledBy, bool MayConfirm, bool IsOwn);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var since = clock.GetUtcNow() - TimeSpan.FromDays(ShownDays);
            var found = await records.Set<Confirmation>().Where(c => c.SettledAt == null || c.SettledAt >= since).OrderByDescending(c => c.AskedAt).ThenBy(c => c.Id).ToListAsync(stop);
            bool keeps = await SecondPerson.KeepsAsync(records, clock, request.By);
            var names = await records.Set<Person>().Where(p => records.Set<Confirmation>().Any(c => c.AskedBy == p.Id || c.Person == p.Id || c.SettledBy == p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
            var listed = new List<Listed>();
            foreach (var one in found)
            {
                bool may = one.SettledAt is null && await SecondPerson.MayConfirmAsync(records, clock, request.By, one);
                if (!may && !keeps && (one.Organisation is null || one.Organisation != request.ActsFor)) continue;
                var state = one.SettledAt is null ? State.Waiting : one.IsRefused ? State.Refused : one.SettledBy is null ? State.AtOnce : State.Confirmed;
                string? signOn = one.Settings(store.Key) is { } settings ? $"{settings.Issuer}, for {settings.MailDomains}" : null;
                listed.Add(new(one.Id, one.Gives, one.Person is { } who ? names[who] : null, one.Organisation, signOn, names[one.AskedBy], one.AskedAt, one.Why, state,
                    one.SettledBy is { } by ? names[by] : null, may, one.SettledAt is null && one.AskedBy == request.By));
            }

            return listed;
        });
    }
}

/// <summary>A second person confirms what was asked for, and it is done; or refuses it. Whoever asked can take it back, and never confirms it.</summary>
public static class SettleConfirmation
{
    public sealed record Request(PersonId By, Guid Id, bool Confirms);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Settled : Outcome;

        /// <summary>Also for whoever it does not wait for.</summary>
        public sealed record NothingWaits : Outcome;

        public sealed record NotPossible(string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (await store.ReadAsync(records => FindAsync(records, request.Id)) is not { } asked) return new Outcome.NothingWaits();
            var (kind, why) = !request.Confirms ? (ChangeKind.ConfirmationRefused, $"refused what another person asked for, or took back what they asked for: {What(asked)}")
                : (asked.Gives is null ? ChangeKind.SignOnSet : ChangeKind.RoleGranted, $"confirmed what another person asked for: {What(asked)}");
            return await store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why, asked.Organisation), records => DecideAsync(records, request), stop);
        }

        private static string What(Confirmation asked) => asked.Gives is { } gives ? $"the role {gives} for somebody" : "an organisation's own sign-in";

        private static Task<Confirmation?> FindAsync(Records records, Guid id) => records.Set<Confirmation>().SingleOrDefaultAsync(c => c.Id == id && c.SettledAt == null);

        private async Task<Outcome> DecideAsync(Records records, Request request)
        {
            if (await FindAsync(records, request.Id) is not { } asked) return new Outcome.NothingWaits();
            bool isOwn = asked.AskedBy == request.By;
            if (isOwn && request.Confirms) return new Outcome.NotPossible("Ask a second person to confirm it: nobody confirms what they asked for themselves.");
            if (!isOwn && !await SecondPerson.MayConfirmAsync(records, clock, request.By, asked)) return new Outcome.NothingWaits();
            if (request.Confirms && await DoAsync(records, asked) is { } advice) return new Outcome.NotPossible(advice);
            (asked.SettledAt, asked.SettledBy, asked.IsRefused) = (clock.GetUtcNow(), request.By, !request.Confirms);
            return new Outcome.Settled();
        }

        /// <returns>Null where it is done; else what to do instead.</returns>
        private async Task<string?> DoAsync(Records records, Confirmation asked)
        {
            if (!await SecondPerson.KeepsAsync(records, clock, asked.AskedBy)) return "Refuse it and have it asked for again: whoever asked keeps no accounts any more.";
            if (asked.Gives is not { } gives) return await SignOnProvider.ReplaceAsync(records, store.Key, clock, asked.Organisation!.Value, asked.Settings(store.Key)!);
            var person = await records.Set<Person>().SingleAsync(p => p.Id == asked.Person!.Value);
            if (person.DisabledAt is not null) return "Refuse it: the account has been disabled since.";
            if (gives.Mistakes(London.Today(clock)) is { Count: > 0 }) return "Refuse it and have it asked for again: its last day is past.";
            if (await AccountsDoor.GiveAsync(records, clock, person.Id, gives.Holds, gives.From, gives.Until))
                await Letters.TellAsync(records, store.Key, clock, person.Id, $"You were given the role \"{gives.Holds.Role.Title()}\".");
            return null;
        }
    }
}
