using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An organisation offers a project to participants of other organisations, or takes an offer back.</summary>
public static class OfferStretch
{
    public const int LongestTitle = 120;
    public const int LongestAbout = 1000;
    public const int MostPlaces = 10;

    /// <param name="End">The offer that is taken back; null for a new one. Whoever is matched with it stays.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, string? Title, string? About, int? Places, DateOnly? From, DateOnly? Until, Guid? End = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchOffer : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string title = (request.Title ?? "").Trim(), about = (request.About ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.End is null)
            {
                if (title.Length is 0 or > LongestTitle) mistakes.Add(("title", "Enter what the project is called."));
                if (about.Length is 0 or > LongestAbout) mistakes.Add(("about", $"Say in at most {LongestAbout} characters what is to be done, and what it asks of somebody."));
                if (request.Places is not (>= 1 and <= MostPlaces)) mistakes.Add(("places", $"Enter for how many, from 1 to {MostPlaces}."));
                if (request.From is not { } from || request.Until is not { } until || until < from || until < London.Today(clock)) mistakes.Add(("until", "Enter from when until when; the last day is still to come."));
            }

            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.StretchOffered, request.End is null ? "offered an assignment" : "took an offer of an assignment back", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchOffer();
                if (request.End is { } ends)
                {
                    if (await records.Set<StretchOffer>().SingleOrDefaultAsync(o => o.Id == ends && o.Organisation == request.Organisation && o.EndedAt == null, stop) is not { } one) return new Outcome.NoSuchOffer();
                    one.EndedAt = clock.GetUtcNow();
                    return new Outcome.Done();
                }

                if (await records.Set<StretchOffer>().AnyAsync(o => o.Organisation == request.Organisation && o.Title == title && o.About == about && o.FromOn == request.From && o.UntilOn == request.Until && o.EndedAt == null, stop)) return new Outcome.Done();
                records.Add(new StretchOffer
                {
                    Id = TypedId.NewValue(clock),
                    Organisation = request.Organisation,
                    Title = title,
                    About = about,
                    Places = request.Places!.Value,
                    FromOn = request.From!.Value,
                    UntilOn = request.Until!.Value,
                    OfferedBy = request.By,
                    OfferedAt = clock.GetUtcNow(),
                });
                return new Outcome.Done();
            }, stop);
        }
    }
}

/// <summary>A participant says which assignments they would like, in their order. Their own employer's are not among them.</summary>
public static class ChooseStretch
{
    public const int Most = 3;

    /// <param name="Offers">The first first.</param>
    public sealed record Request(PersonId By, ParticipantId Participant, IReadOnlyList<Guid> Offers);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.StretchChosen, "a participant chose assignments"), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By && p.EndedOn == null, stop) is not { } one) return new Outcome.NotYours();
                if (request.Offers.Distinct().Count() != request.Offers.Count || request.Offers.Count > Most) return new Outcome.NotYet("choice-1", $"Choose at most {Most}, each once.");
                var offers = await records.Set<StretchOffer>().Where(o => request.Offers.Contains(o.Id) && o.EndedAt == null).ToDictionaryAsync(o => o.Id, stop);
                if (request.Offers.FirstOrDefault(o => !offers.ContainsKey(o)) is var gone && gone != Guid.Empty) return new Outcome.NotYet("choice-1", "One of them was taken back. Choose among those that are left.");
                if (offers.Values.Any(o => o.Organisation == one.Employer)) return new Outcome.NotYet("choice-1", "An assignment is always in another organisation. Choose another host.");
                var kept = await records.Set<StretchChoice>().Where(c => c.Participant == one.Id).ToDictionaryAsync(c => c.Offer, stop);
                records.RemoveRange(kept.Values.Where(c => !request.Offers.Contains(c.Offer)));
                for (int at = 0; at < request.Offers.Count; at++)
                {
                    if (kept.TryGetValue(request.Offers[at], out var choice)) choice.Rank = at + 1;
                    else records.Add(new StretchChoice { Participant = one.Id, Offer = request.Offers[at], Rank = at + 1 });
                }

                return new Outcome.Done();
            }, stop);
    }
}

/// <summary>The programme's team matches a participant with an offer, by hand and by the rules.</summary>
public static class MatchStretch
{
    public const int LongestReason = 300;

    public sealed record Request(PersonId By, CohortId Cohort, ParticipantId? Participant, Guid? Offer, string? Reason);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Matched(Guid Assignment) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, PartnershipDoor partnership, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            var sectors = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id, o => o.Sector);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.StretchMatched, "a participant was matched with a host"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NotYours();
                var one = await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Cohort == request.Cohort && p.EndedOn == null, stop);
                var offer = await records.Set<StretchOffer>().SingleOrDefaultAsync(o => o.Id == request.Offer && o.EndedAt == null, stop);
                if (one is null) return Refuse("participant", "Choose a participant.");
                if (offer is null) return Refuse("offer", "Choose an offer.");
                if (await records.Set<StretchAssignment>().AnyAsync(a => a.Participant == one.Id && a.ClosedAt == null, stop)) return Refuse("participant", "This participant has an assignment already.");
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                int taken = await records.Set<StretchAssignment>().CountAsync(a => a.Offer == offer.Id, stop);
                bool sameSector = one.Employer is { } employer && employer != offer.Organisation && sectors.GetValueOrDefault(employer) is { } sector && sector == sectors.GetValueOrDefault(offer.Organisation);
                string reason = (request.Reason ?? "").Trim();
                var faults = StretchFaults.Of(new StretchFaults.Match(one.Employer == offer.Organisation, sameSector, offer.Places - taken, offer.FromOn, offer.UntilOn, cohort.StartsOn, cohort.EndsOn, reason));
                if (faults.Count > 0) return new Outcome.NotYet([.. faults.Select(f => (f.Field, f.Advice))]);
                if (reason.Length > LongestReason) return Refuse("match-reason", $"Use at most {LongestReason} characters.");
                var assignment = new StretchAssignment { Id = TypedId.NewValue(clock), Participant = one.Id, Offer = offer.Id, MatchReason = reason.Length > 0 ? reason : null, MatchedBy = request.By, MatchedAt = clock.GetUtcNow() };
                records.Add(assignment);
                await NeutralLetter.SendAsync(records, store.Key, clock, $"assignment {TypedId.Text(assignment.Id)}", [one.Person, .. Parties.LeadsOf(everybody, offer.Organisation)]);
                return new Outcome.Matched(assignment.Id);
            }, stop);
        }

        private static Outcome.NotYet Refuse(string field, string advice) => new([(field, advice)]);
    }
}
