using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The programme's team makes a cohort's learning sets, says who facilitates, and puts participants into them.</summary>
public static class KeepLearningSets
{
    public const int LongestTitle = 80;
    public const int MostSets = 20;

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Set">Null for a new one.</param>
        /// <param name="Facilitator">Null or empty while nobody does.</param>
        /// <param name="FacilitatorsEmployer">Null for somebody of no organisation of the partnership.</param>
        public sealed record Keep(Guid? Set, string? Title, string? Facilitator, OrganisationId? FacilitatorsEmployer) : Deed;

        /// <summary>The set ends; whoever was in it is in none.</summary>
        public sealed record Remove(Guid Set) : Deed;

        /// <param name="In">For each participant the set, or null for none.</param>
        public sealed record Place(IReadOnlyDictionary<ParticipantId, Guid?> In) : Deed;
    }

    public sealed record Request(PersonId By, CohortId Cohort, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuch : Outcome;
    }

    public sealed class Handler(Store store, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var sectors = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id, o => (string?)o.Sector);
            string why = request.Deed switch { Deed.Keep => "a learning set was kept", Deed.Remove => "a learning set was taken away", _ => "participants were put into learning sets" };
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.LearningSetKept, why), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuch();
                if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort && c.PublishedAt != null, stop)) return new Outcome.NoSuch();
                var sets = await records.Set<LearningSet>().Where(s => s.Cohort == request.Cohort).OrderBy(s => s.Title).ToListAsync(stop);
                return request.Deed switch
                {
                    Deed.Keep keep => await KeepAsync(records, request.Cohort, sets, keep, sectors, stop),
                    Deed.Remove remove => await RemoveAsync(records, request.Cohort, sets, remove, stop),
                    Deed.Place place => await PlaceAsync(records, request, sets, place, sectors, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);
        }

        private async Task<Outcome> KeepAsync(Records records, CohortId cohort, List<LearningSet> sets, Deed.Keep keep, Dictionary<OrganisationId, string?> sectors, CancellationToken stop)
        {
            var (title, facilitator) = ((keep.Title ?? "").Trim(), (keep.Facilitator ?? "").Trim());
            var mistakes = new List<(string, string)>();
            if (title.Length is 0 or > LongestTitle) mistakes.Add(("set-title", $"Enter a name for the set, of up to {LongestTitle} characters."));
            if (facilitator.Length > LongestTitle) mistakes.Add(("facilitator", $"Shorten the name to {LongestTitle} characters."));
            if (keep.FacilitatorsEmployer is { } at && !sectors.ContainsKey(at)) mistakes.Add(("facilitator-of", "Choose an organisation of the list, or none."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            // What is sent twice is there once.
            var same = sets.Find(s => s.Title.Equals(title, StringComparison.OrdinalIgnoreCase));
            var employer = facilitator.Length == 0 ? null : keep.FacilitatorsEmployer;
            if (keep.Set is null)
            {
                if (same is not null) return same.Facilitator == facilitator && same.FacilitatorsEmployer == employer ? new Outcome.Done() : new Outcome.NotYet([("set-title", "Another set of this cohort has that name. Choose another.")]);
                if (sets.Count >= MostSets) return new Outcome.NotYet([("set-title", $"{MostSets} sets are as many as a cohort can have.")]);
                records.Add(new LearningSet { Id = TypedId.NewValue(clock), Cohort = cohort, Title = title, Facilitator = facilitator, FacilitatorsEmployer = employer });
                return new Outcome.Done();
            }

            if (sets.Find(s => s.Id == keep.Set) is not { } set) return new Outcome.NoSuch();
            if (same is not null && same != set) return new Outcome.NotYet([("set-title", "Another set of this cohort has that name. Choose another.")]);
            var members = await InAsync(records, cohort, sectors, set.Id, stop);
            if (employer is not null && members.Exists(m => m.Employer == employer)) return new Outcome.NotYet([("facilitator-of", "A member of the set works there. Choose somebody of another organisation, or move the member first.")]);
            (set.Title, set.Facilitator, set.FacilitatorsEmployer) = (title, facilitator, employer);
            return new Outcome.Done();
        }

        private async Task<Outcome> RemoveAsync(Records records, CohortId cohort, List<LearningSet> sets, Deed.Remove remove, CancellationToken stop)
        {
            var today = London.Today(clock);
            // Sent twice, or from two tabs: it is gone, as was asked for.
            if (sets.Find(s => s.Id == remove.Set) is not { } set) return new Outcome.Done();
            if (await records.Set<CohortDay>().AnyAsync(d => d.Cohort == cohort && d.LearningSet == set.Id && d.CancelledAt == null && d.OnDay >= today, stop)) return new Outcome.NotYet([("members", $"{set.Title} has meetings to come. Cancel them first, where the cohort is run.")]);
            records.RemoveRange(await records.Set<InLearningSet>().Where(i => i.LearningSet == set.Id).ToListAsync(stop));
            records.Remove(set);
            return new Outcome.Done();
        }

        private async Task<Outcome> PlaceAsync(Records records, Request request, List<LearningSet> sets, Deed.Place place, Dictionary<OrganisationId, string?> sectors, CancellationToken stop)
        {
            var cohort = request.Cohort;
            var policy = ParticipationPolicy.InForceOn(London.Today(clock)).LearningSets;
            var everybody = await LearningSet.LearnersAsync(records, cohort, sectors, stop);
            var kept = (await records.Set<InLearningSet>().Where(i => records.Set<LearningSet>().Any(s => s.Id == i.LearningSet && s.Cohort == cohort)).ToListAsync(stop)).ToDictionary(i => i.Participant);
            var now = everybody.Select(m => ParticipantId.From(m.Id)).ToDictionary(id => id, id => place.In.TryGetValue(id, out var into) ? into : kept.GetValueOrDefault(id)?.LearningSet);
            if (now.Values.Any(s => s is { } id && sets.TrueForAll(o => o.Id != id))) return new Outcome.NotYet([("members", "A set that you chose is not there any more. Choose among those that are.")]);
            var mistakes = sets.SelectMany(set => LearningSetRules.Of(everybody.FindAll(m => now[ParticipantId.From(m.Id)] == set.Id), set.FacilitatorsEmployer, everybody, 0, policy.Most).Select(fault => ("members", $"{set.Title}: {Advice(fault, policy.Most)}"))).ToList();
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            foreach (var (participant, into) in now)
            {
                var before = kept.GetValueOrDefault(participant);
                if (into is not { } set)
                {
                    if (before is not null) records.Remove(before);
                }
                else if (before is null) records.Add(new InLearningSet { Participant = participant, LearningSet = set });
                else before.LearningSet = set;
            }

            await LearningSet.AwaitAsync(records, cohort, now, request.By, clock.GetUtcNow(), stop);
            return new Outcome.Done();
        }

        private static string Advice(LearningSetFault fault, int most) => fault switch
        {
            LearningSetFault.TooMany => $"more than {most} people. Move some to another set.",
            LearningSetFault.LineLink => "one member leads another. Move one of the two.",
            _ => "a member is of the organisation of whoever facilitates. Move the member, or choose another facilitator.",
        };

        private static async Task<List<Learner>> InAsync(Records records, CohortId cohort, Dictionary<OrganisationId, string?> sectors, Guid set, CancellationToken stop)
        {
            var mine = await records.Set<InLearningSet>().Where(i => i.LearningSet == set).Select(i => i.Participant).ToListAsync(stop);
            return (await LearningSet.LearnersAsync(records, cohort, sectors, stop)).FindAll(m => mine.Contains(ParticipantId.From(m.Id)));
        }
    }
}
