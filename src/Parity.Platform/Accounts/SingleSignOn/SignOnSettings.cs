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

/// <summary>An administrator names an organisation's provider, or takes it away. Each setting replaces the one before.</summary>
public static class SetSignOn
{
    /// <param name="Secret">Null or empty keeps the one before, where the provider stays the same.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, string? Issuer, string? ClientId, string? Secret, string? MailDomains, bool AsksSecondFactor);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Set : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int Longest = 500;
        private const int MostDomains = 20;

        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string issuer = (request.Issuer ?? "").Trim(), client = (request.ClientId ?? "").Trim(), secret = (request.Secret ?? "").Trim();
            string[] domains = [.. (request.MailDomains ?? "").ToLowerInvariant().Split([' ', ',', ';', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
            var mistakes = new List<(string Field, string Advice)>();
            if (!IsIssuer(issuer)) mistakes.Add(("issuer", "Enter the issuer as the provider gives it: an address that begins with https://, without a question mark."));
            if (client.Length is 0 or > Longest) mistakes.Add(("client", "Enter the client id that the provider gave for this service."));
            if (secret.Length > Longest) mistakes.Add(("secret", "Enter the client secret that the provider gave for this service."));
            if (domains.Length is 0 or > MostDomains || domains.Any(d => !d.Contains('.', StringComparison.Ordinal) || MailAddress.Parse("a@" + d) is null)) mistakes.Add(("domains", "Enter the organisation's mail domains, such as example.org, separated by spaces."));
            var change = new Change(new Actor.Someone(request.By), ChangeKind.SignOnSet, "set an organisation's own sign-in", request.Organisation);
            return store.WriteAsync<Outcome>(change, async records =>
            {
                var now = clock.GetUtcNow();
                var before = await records.Set<SignOnProvider>().Where(p => p.Organisation == request.Organisation && p.EndedAt == null).ToListAsync();
                string? kept = before.FirstOrDefault(p => p.Issuer == issuer && p.ClientId == client)?.Secret(store.Key);
                if (secret.Length == 0 && kept is null) mistakes.Add(("secret", "Enter the client secret that the provider gave for this service."));
                // One mail address is spoken for by one provider: else the weaker of two would decide.
                var others = await records.Set<SignOnProvider>().Where(p => p.Organisation != request.Organisation && p.EndedAt == null).Select(p => p.MailDomains).ToListAsync();
                if (others.Any(o => o.Split(' ').Intersect(domains).Any())) mistakes.Add(("domains", "Choose other mail domains: another organisation's provider speaks for one of these."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                foreach (var one in before) one.EndedAt = now;
                await SignOnProvider.EndSessionsAsync(records, before.Where(p => p.Issuer != issuer), now);
                var id = TypedId.NewValue(clock);
                records.Add(new SignOnProvider
                {
                    Id = id,
                    Organisation = request.Organisation,
                    Issuer = issuer,
                    ClientId = client,
                    SealedSecret = SignOnProvider.Seal(store.Key, id, secret.Length > 0 ? secret : kept!),
                    MailDomains = string.Join(' ', domains),
                    AsksSecondFactor = request.AsksSecondFactor,
                    SetAt = now,
                });
                return new Outcome.Set();
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
        public Task<bool> HandleAsync(Request request, CancellationToken stop) => store.WriteAsync(
            new Change(new Actor.Someone(request.By), ChangeKind.SignOnEnded, "ended an organisation's own sign-in", request.Organisation), async records =>
            {
                var ending = await records.Set<SignOnProvider>().Where(p => p.Organisation == request.Organisation && p.EndedAt == null).ToListAsync();
                foreach (var one in ending) one.EndedAt = clock.GetUtcNow();
                await SignOnProvider.EndSessionsAsync(records, ending, clock.GetUtcNow());
                return ending.Count > 0;
            }, stop);
    }
}
