using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Which organisations have a provider of their own; never their secrets.</summary>
public static class ReadSignOn
{
    public sealed record Listed(Guid Id, OrganisationId Organisation, string Issuer, string ClientId, string MailDomains, bool AsksSecondFactor, DateTimeOffset SetAt);

    public sealed class Handler(Store store)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
            (await records.Set<SignOnProvider>().Where(p => p.EndedAt == null).OrderBy(p => p.Id).ToListAsync(stop))
                .ConvertAll(p => new Listed(p.Id, p.Organisation, p.Issuer, p.ClientId, p.MailDomains, p.AsksSecondFactor, p.SetAt)));
    }
}

/// <summary>What is needed to ask a provider who somebody is, its secret opened. For the code that asks it alone.</summary>
public static class OpenSignOn
{
    public sealed record Provider(Guid Id, string Issuer, string ClientId, string Secret);

    public sealed class Handler(Store store)
    {
        public async Task<Provider?> HandleAsync(Guid id, CancellationToken stop) =>
            await store.ReadAsync(records => records.Set<SignOnProvider>().SingleOrDefaultAsync(p => p.Id == id && p.EndedAt == null, stop)) is { } found
                ? new(found.Id, found.Issuer, found.ClientId, found.Secret(store.Key))
                : null;
    }
}

/// <summary>An administrator names an organisation's provider; where people's data are stored, a second person confirms it. Each setting replaces the one before.</summary>
public static class SetSignOn
{
    /// <param name="Secret">Null or empty keeps the one before, where the provider stays the same.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, string? Issuer, string? ClientId, string? Secret, string? MailDomains, bool AsksSecondFactor);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Set : Outcome;

        /// <summary>A second person confirms it before it counts.</summary>
        public sealed record Waits : Outcome;

        /// <summary>Whoever asks does not keep accounts, or no longer.</summary>
        public sealed record NotYours : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int Longest = 500;
        private const int MostDomains = 20;

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string issuer = (request.Issuer ?? "").Trim(), client = (request.ClientId ?? "").Trim(), secret = (request.Secret ?? "").Trim();
            string[] domains = [.. (request.MailDomains ?? "").ToLowerInvariant().Split([' ', ',', ';', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
            var mistakes = new List<(string Field, string Advice)>();
            if (!IsIssuer(issuer)) mistakes.Add(("issuer", "Enter the issuer as the provider gives it: an address that begins with https://, without a question mark."));
            if (client.Length is 0 or > Longest) mistakes.Add(("client", "Enter the client id that the provider gave for this service."));
            if (secret.Length > Longest) mistakes.Add(("secret", "Enter the client secret that the provider gave for this service."));
            if (domains.Length is 0 or > MostDomains || domains.Any(d => !d.Contains('.', StringComparison.Ordinal) || MailAddress.Parse("a@" + d) is null)) mistakes.Add(("domains", "Enter the organisation's mail domains, such as example.org, separated by spaces."));
            var given = new SignOnSettings(issuer, client, secret, string.Join(' ', domains), request.AsksSecondFactor);
            return await SecondPerson.DecideAsync(waits => SetAsync(request, given, mistakes, waits, stop));
        }

        /// <returns>Null where it has to wait and does not.</returns>
        private Task<Outcome?> SetAsync(Request request, SignOnSettings given, List<(string Field, string Advice)> mistakes, bool waits, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.By), waits ? ChangeKind.SignOnAsked : ChangeKind.SignOnSet, waits ? "asked for an organisation's own sign-in; it waits for a second person" : "set an organisation's own sign-in", request.Organisation);
            return store.WriteAsync<Outcome?>(change, async records =>
            {
                if (!await AccountsDoor.KeepsAccountsAsync(records, clock, request.By)) return new Outcome.NotYours();
                if (!waits && await SecondPerson.IsNeededAsync(records, request.By, null, request.Organisation)) return null;
                var before = await records.Set<SignOnProvider>().Where(p => p.Organisation == request.Organisation && p.EndedAt == null).ToListAsync();
                string? kept = before.FirstOrDefault(p => p.Issuer == given.Issuer && p.ClientId == given.ClientId)?.Secret(store.Key);
                if (given.Secret.Length == 0 && kept is null) mistakes.Add(("secret", "Enter the client secret that the provider gave for this service."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                var settings = given.Secret.Length > 0 ? given : given with { Secret = kept! };
                if (!waits && await SignOnProvider.ReplaceAsync(records, store.Key, clock, request.Organisation, settings) is { } advice) return new Outcome.NotYet([("domains", advice)]);
                foreach (var earlier in await records.Set<Confirmation>().Where(c => c.Organisation == request.Organisation && c.Person == null && c.SettledAt == null).ToListAsync())
                    (earlier.SettledAt, earlier.SettledBy, earlier.IsRefused) = (clock.GetUtcNow(), request.By, true);
                var one = Confirmation.OfSignOn(clock, store.Key, request.By, request.Organisation, settings, waits);
                records.Add(one);
                await SecondPerson.TellAsync(records, store.Key, clock, one, "Another way for your organisation's people to sign in, by its own provider,");
                return waits ? new Outcome.Waits() : new Outcome.Set();
            }, stop);
        }

        private static bool IsIssuer(string text) =>
            text.Length <= Longest && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
    }
}

/// <summary>Nobody signs in by the organisation's provider any more, and sessions begun by it end; whoever has a password here goes on with it.</summary>
public static class EndSignOn
{
    public sealed record Request(PersonId By, OrganisationId Organisation);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Whether there was one to end, and it is theirs who asks to end it.</returns>
        public Task<bool> HandleAsync(Request request, CancellationToken stop) => store.WriteAsync(
            new Change(new Actor.Someone(request.By), ChangeKind.SignOnEnded, "ended an organisation's own sign-in", request.Organisation), async records =>
            {
                if (!await AccountsDoor.KeepsAccountsAsync(records, clock, request.By)) return false;
                var ending = await records.Set<SignOnProvider>().Where(p => p.Organisation == request.Organisation && p.EndedAt == null).ToListAsync();
                foreach (var one in ending) one.EndedAt = clock.GetUtcNow();
                await SignOnProvider.EndSessionsAsync(records, ending, clock.GetUtcNow());
                return ending.Count > 0;
            }, stop);
    }
}
