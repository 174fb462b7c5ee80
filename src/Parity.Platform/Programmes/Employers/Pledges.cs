using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Who has pledged support.</summary>
public static class ReadPledges
{
    public sealed record Request(OrganisationId? Only = null);

    public sealed record Listed(Guid Id, OrganisationId Organisation, string Promise, bool WaivesApproval, DateOnly From, DateOnly? Until, long? Pence);

    public sealed class Handler(Store store)
    {
        /// <returns>Oldest first.</returns>
        public Task<List<Listed>> HandleAsync(Request request, CancellationToken stop)
        {
            return request.Only is { } organisation ? store.ReadWithinAsync(organisation, ReadAsync, stop) : store.ReadAsync(ReadAsync);

            Task<List<Listed>> ReadAsync(Records records) => records.Set<Pledge>()
                .Where(p => request.Only == null || p.Organisation == request.Only).OrderBy(p => p.FromOn).ThenBy(p => p.Id)
                .Select(p => new Listed(p.Id, p.Organisation, p.Promise, p.WaivesApproval, p.FromOn, p.UntilOn, p.Pence)).ToListAsync(stop);
        }
    }
}

/// <summary>An organisation pledges support, changes its pledge by a new one, or ends it.</summary>
public static class PledgeSupport
{
    public const int LongestPromise = 1000;
    private const long MostPence = 100_000_000;

    /// <param name="Promise">Null: the pledge ends.</param>
    /// <param name="Pence">Money that it promises; null: it names no sum.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, string? Promise, bool WaivesApproval, long? Pence = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string? promise = request.Promise?.Trim();
            if (promise is { Length: 0 or > LongestPromise }) return new Outcome.NotYet("promise", $"Say in your own words what your organisation promises, in at most {LongestPromise} characters.");
            if (promise is not null && request.Pence is <= 0 or > MostPence) return new Outcome.NotYet("pounds", "Enter the sum in pounds, such as 2500 or 2500.00, or leave it empty.");
            var today = London.Today(clock);
            var change = new Change(new Actor.Someone(request.By), promise is null ? ChangeKind.PledgeEnded : ChangeKind.PledgeMade, promise is null ? "a pledge ended" : "an organisation pledged support", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NotYours();
                foreach (var earlier in await records.Set<Pledge>().Where(p => p.Organisation == request.Organisation && p.UntilOn == null).ToListAsync(stop)) earlier.UntilOn = today.AddDays(-1);
                if (promise is not null)
                    records.Add(new Pledge { Id = TypedId.NewValue(clock), Organisation = request.Organisation, Promise = promise, WaivesApproval = request.WaivesApproval, Pence = request.Pence, FromOn = today, MadeBy = request.By, MadeAt = clock.GetUtcNow() });
                return new Outcome.Done();
            }, stop);
        }
    }
}
