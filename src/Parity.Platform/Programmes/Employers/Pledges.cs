using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Who has pledged support.</summary>
public static class ReadPledges
{
    public sealed record Request(OrganisationId? Only = null);

    public sealed record Listed(Guid Id, OrganisationId Organisation, string Promise, bool WaivesApproval, DateOnly From, DateOnly? Until);

    public sealed class Handler(Store store)
    {
        /// <returns>Oldest first.</returns>
        public Task<List<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(records => records.Set<Pledge>()
            .Where(p => request.Only == null || p.Organisation == request.Only).OrderBy(p => p.FromOn).ThenBy(p => p.Id)
            .Select(p => new Listed(p.Id, p.Organisation, p.Promise, p.WaivesApproval, p.FromOn, p.UntilOn)).ToListAsync(stop));
    }
}

/// <summary>An organisation pledges support, changes its pledge by a new one, or ends it.</summary>
public static class PledgeSupport
{
    public const int LongestPromise = 1000;

    /// <param name="Promise">Null: the pledge ends.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, string? Promise, bool WaivesApproval);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string? promise = request.Promise?.Trim();
            if (promise is { Length: 0 or > LongestPromise }) return new Outcome.NotYet("promise", $"Say in your own words what your organisation promises, in at most {LongestPromise} characters.");
            var today = London.Today(clock);
            var change = new Change(new Actor.Someone(request.By), promise is null ? ChangeKind.PledgeEnded : ChangeKind.PledgeMade, promise is null ? "a pledge ended" : "an organisation pledged support", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                foreach (var earlier in await records.Set<Pledge>().Where(p => p.Organisation == request.Organisation && p.UntilOn == null).ToListAsync(stop)) earlier.UntilOn = today.AddDays(-1);
                if (promise is not null)
                    records.Add(new Pledge { Id = TypedId.NewValue(clock), Organisation = request.Organisation, Promise = promise, WaivesApproval = request.WaivesApproval, FromOn = today, MadeBy = request.By, MadeAt = clock.GetUtcNow() });
                return new Outcome.Done();
            }, stop);
        }
    }
}
