using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Offers, choices and assignments, as far as whoever asks is one of the parties.</summary>
public static class ReadStretch
{
    /// <summary>What is asked for.</summary>
    public abstract record View
    {
        private View() { }

        public sealed record OfParticipant(ParticipantId Participant) : View;

        public sealed record OfOrganisation(OrganisationId Organisation) : View;

        public sealed record OfCohort(CohortId Cohort) : View;
    }

    public sealed record Request(PersonId By, View View);

    /// <param name="Rank">Of whoever asks, where they are a participant.</param>
    /// <param name="OtherSector">Than the participant's employer; null where nobody asks for themselves.</param>
    public sealed record Offered(Guid Id, OrganisationId Organisation, string Host, string Title, string About, int Places, int Taken, DateOnly From, DateOnly Until, bool IsOpen, int? Rank, bool? OtherSector);

    public sealed record Matched(Guid Id, ParticipantId Participant, string Name, string Host, string Title, AssignmentState State, bool IsHosted);

    /// <param name="Choices">Titles, the first first.</param>
    public sealed record Choosing(ParticipantId Participant, string Name, OrganisationId? Employer, IReadOnlyList<string> Choices, bool HasAssignment);

    public sealed record Stretch(IReadOnlyList<Offered> Offers, IReadOnlyList<Matched> Assignments, IReadOnlyList<Choosing> Participants);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership)
    {
        public async Task<Stretch?> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var organisations = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id);
            return await store.ReadAsync(async records =>
            {
                var asker = request.View is View.OfParticipant { Participant: var mine } ? await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == mine && p.Person == request.By, stop) : null;
                if (request.View is View.OfParticipant && asker is null) return null;
                var participants = request.View switch
                {
                    View.OfParticipant view => records.Set<Participant>().Where(p => p.Id == view.Participant),
                    View.OfCohort view => records.Set<Participant>().Where(p => p.Cohort == view.Cohort),
                    _ => EmployersView.ParticipantsOf(records, ((View.OfOrganisation)request.View).Organisation),
                };
                var host = (request.View as View.OfOrganisation)?.Organisation;
                var people = await records.Set<Participant>().Where(p => participants.Any(m => m.Id == p.Id)
                    || (host != null && records.Set<StretchAssignment>().Any(a => a.Participant == p.Id && a.ClosedAt == null && records.Set<StretchOffer>().Any(o => o.Id == a.Offer && o.Organisation == host)))).ToDictionaryAsync(p => p.Id, stop);
                var offers = await records.Set<StretchOffer>().OrderBy(o => o.OfferedAt).ThenBy(o => o.Id).ToListAsync(stop);
                var assignments = await records.Set<StretchAssignment>().OrderBy(a => a.MatchedAt).ToListAsync(stop);
                var signatures = (await records.Set<Signature>().ToListAsync(stop)).ToLookup(s => (s.Assignment, s.Version), s => s.Party);
                var choices = await records.Set<StretchChoice>().Where(c => participants.Any(p => p.Id == c.Participant)).OrderBy(c => c.Rank).ToListAsync(stop);
                var byId = offers.ToDictionary(o => o.Id);
                string NameOf(OrganisationId id) => organisations.GetValueOrDefault(id)?.Name ?? "a former partner";
                return new Stretch(
                    [.. offers.Where(o => host is null ? o.EndedAt is null && o.Organisation != asker?.Employer : o.Organisation == host).Select(o => new Offered(
                        o.Id, o.Organisation, NameOf(o.Organisation), o.Title, o.About, o.Places, assignments.Count(a => a.Offer == o.Id), o.FromOn, o.UntilOn, o.EndedAt is null,
                        asker is null ? null : choices.FirstOrDefault(c => c.Offer == o.Id)?.Rank,
                        asker?.Employer is { } employer ? organisations.GetValueOrDefault(employer)?.Sector != organisations.GetValueOrDefault(o.Organisation)?.Sector : null))],
                    [.. assignments.Where(a => people.ContainsKey(a.Participant) && (host is null || people[a.Participant].Employer == host || (byId[a.Offer].Organisation == host && a.ClosedAt is null))).Select(a => new Matched(
                        a.Id, a.Participant, names.GetValueOrDefault(people[a.Participant].Person, "somebody"), NameOf(byId[a.Offer].Organisation), byId[a.Offer].Title,
                        StretchFaults.StateOf(a.ClosedAt is not null, a.Version > 0, [.. signatures[(a.Id, a.Version)]], a.PresentedOn is not null, a.Waiver is not null), byId[a.Offer].Organisation == host))],
                    request.View is not View.OfCohort ? [] : [.. people.Values.Where(p => p.EndedOn is null).OrderBy(p => p.AcceptedAt).ThenBy(p => p.Id.Value).Select(p => new Choosing(
                        p.Id, names.GetValueOrDefault(p.Person, "somebody"), p.Employer, [.. choices.Where(c => c.Participant == p.Id).Select(c => $"{byId[c.Offer].Title} ({NameOf(byId[c.Offer].Organisation)})")],
                        assignments.Exists(a => a.Participant == p.Id && a.ClosedAt is null)))]);
            });
        }
    }
}

/// <summary>One assignment with its contract, for the four parties and nobody else.</summary>
public static class ReadAssignment
{
    /// <param name="For">As in <see cref="AgreeContract.Request"/>.</param>
    /// <param name="HasOwnProof">As in <see cref="AgreeContract.Request"/>.</param>
    public sealed record Request(PersonId By, OrganisationId? For, bool HasOwnProof, Guid Assignment);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Found(One One) : Outcome;

        public sealed record ProveFirst : Outcome;

        /// <summary>Not there, or somebody who is none of the four.</summary>
        public sealed record NotYours : Outcome;
    }

    public sealed record Signed(ContractParty Party, string Name, DateTimeOffset At, string? OnPaper);

    public sealed record Check(DateOnly On, string Found, string NotedBy);

    /// <param name="Terms">Null before anybody has written them.</param>
    /// <param name="Earlier">Versions before this one, with how many had signed.</param>
    /// <param name="Planned">On which days the terms plan it.</param>
    /// <param name="Clashes">Of these and the release agreement; none for the host, whose business it is not.</param>
    /// <param name="TalksWithoutNote">Days agreed for a talk that are past, and from which until the next such day none is noted; none for the employer.</param>
    public sealed record One(
        Guid Id, ContractParty As, string Participant, string? Employer, string Host, string Title, string About, string? MatchReason, AssignmentState State, int Version, ContractTerms? Terms, decimal DaysAsked,
        IReadOnlyList<Signed> Signatures, IReadOnlyList<(int Version, DateTimeOffset At, int Signatures)> Earlier, IReadOnlyList<Check> CheckIns, DateOnly? PresentedOn, string? Feedback, string? Waiver, bool ForCertificate,
        IReadOnlyList<DateOnly> Planned, IReadOnlyList<Clash> Clashes, IReadOnlyList<DateOnly> TalksWithoutNote);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            var organisations = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id, o => o.Name);
            if (!everybody.TryGetValue(request.By, out var account)) return new Outcome.NotYours();
            return await store.ReadAsync<Outcome>(async records =>
            {
                if (await records.Set<StretchAssignment>().SingleOrDefaultAsync(a => a.Id == request.Assignment, stop) is not { } one || await Parties.OfAsync(records, account.ActingFor(request.For), one, stop) is not [var party]) return new Outcome.NotYours();
                if (party is ContractParty.Participant && !request.HasOwnProof) return new Outcome.ProveFirst();
                var participant = await records.Set<Participant>().SingleAsync(p => p.Id == one.Participant, stop);
                var offer = await records.Set<StretchOffer>().SingleAsync(o => o.Id == one.Offer, stop);
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == participant.Cohort, stop);
                var shape = cohort.ReadShape();
                var versions = await records.Set<ContractVersion>().Where(v => v.Assignment == one.Id).OrderBy(v => v.Version).ToListAsync(stop);
                var signatures = await records.Set<Signature>().Where(s => s.Assignment == one.Id).OrderBy(s => s.SignedAt).ToListAsync(stop);
                var checks = party is ContractParty.Employer ? [] : await records.Set<CheckIn>().Where(c => c.Assignment == one.Id).OrderBy(c => c.HeldOn).ToListAsync(stop);
                var now = signatures.FindAll(s => s.Version == one.Version);
                var planned = versions.LastOrDefault() is { } newest ? AgreedDays.Of(newest.Open(store.Key)) : [];
                var release = party is ContractParty.Host || one.ClosedAt is not null || participant.EndedOn is not null ? null : await records.Set<Release>().SingleOrDefaultAsync(r => r.Participant == participant.Id, stop);
                var away = release is null ? [] : (await DaysAway.ReadAsync(records, store.Key, cohort, stop)).With(participant.Id, planned);
                string NameOf(PersonId id) => everybody.GetValueOrDefault(id)?.Name ?? "somebody";
                return new Outcome.Found(new One(
                    one.Id, party, NameOf(participant.Person), participant.Employer is { } employer ? organisations.GetValueOrDefault(employer) : null, organisations.GetValueOrDefault(offer.Organisation, "a former partner"), offer.Title, offer.About, one.MatchReason,
                    StretchFaults.StateOf(one.ClosedAt is not null, one.Version > 0, [.. now.Select(s => s.Party)], one.PresentedOn is not null, one.Waiver is not null), one.Version,
                    versions.LastOrDefault()?.Open(store.Key), shape.Type(ProgrammeShape.StretchType)?.Days ?? 0, now.ConvertAll(s => new Signed(s.Party, NameOf(s.SignedBy), s.SignedAt, s.OnPaper)),
                    [.. versions.Where(v => v.Version < one.Version).Select(v => (v.Version, v.WrittenAt, signatures.Count(s => s.Version == v.Version)))],
                    checks.ConvertAll(c => new Check(c.HeldOn, ContractVersion.OpenNote(store.Key, one.Id, c.Sealed), NameOf(c.NotedBy))), one.PresentedOn,
                    one.SealedFeedback is { } feedback && party is not ContractParty.Employer ? ContractVersion.OpenNote(store.Key, one.Id, feedback) : null, one.Waiver, one.ForCertificate,
                    [.. planned.Select(d => d.On)], [.. ReleasedDays.Clashes(release, away, London.Today(clock)).Where(c => planned.Any(d => d.On == c.Day.On))],
                    party is ContractParty.Employer || versions.LastOrDefault() is not { } agreed ? [] : AgreedDays.TalksWithoutNote(agreed.Open(store.Key), [.. checks.Select(c => c.HeldOn)], London.Today(clock))));
            });
        }
    }
}
