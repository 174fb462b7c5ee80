using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An employer offers something in kind, or ends an offer.</summary>
public static class OfferSupport
{
    public const int LongestNote = 300;
    public const int Most = 500;

    /// <param name="End">The offer that ends; null for a new one.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, OfferKind? Kind, int? Amount, string? Note, Guid? End = null);

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
            string note = (request.Note ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.End is null)
            {
                if (request.Kind is null) mistakes.Add(("kind", "Choose what you offer."));
                if (request.Amount is not (>= 1 and <= Most)) mistakes.Add(("amount", $"Enter how many, from 1 to {Most}."));
                if (note.Length is 0 or > LongestNote) mistakes.Add(("note", $"Describe it in at most {LongestNote} characters."));
            }

            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.SupportOffered, request.End is null ? "offered something in kind" : "ended an offer", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchOffer();
                if (request.End is not { } ends)
                {
                    if (await records.Set<OfferInKind>().AnyAsync(o => o.Organisation == request.Organisation && o.Kind == request.Kind && o.Amount == request.Amount && o.Note == note && o.EndedAt == null, stop)) return new Outcome.Done();
                    records.Add(new OfferInKind { Id = TypedId.NewValue(clock), Organisation = request.Organisation, Kind = request.Kind!.Value, Amount = request.Amount!.Value, Note = note, OfferedBy = request.By, OfferedAt = clock.GetUtcNow() });
                    return new Outcome.Done();
                }

                if (await records.Set<OfferInKind>().SingleOrDefaultAsync(o => o.Id == ends && o.Organisation == request.Organisation && o.EndedAt == null, stop) is not { } one) return new Outcome.NoSuchOffer();
                one.EndedAt = clock.GetUtcNow();
                return new Outcome.Done();
            }, stop);
        }
    }
}

/// <summary>The programme's team notes what of an employer's support was used, what was paid, and what is promised to be.</summary>
public static class NoteSupport
{
    public const int LongestNote = 300;

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Cohort">For which cohort; null: for no single one.</param>
        public sealed record Used(Guid Offer, DateOnly? On, int? Amount, string? What, CohortId? Cohort = null) : Deed;

        public sealed record Paid(OrganisationId? Organisation, CohortId? Cohort, PaymentKind? Kind, long? Pence, DateOnly? On, string? Note) : Deed;

        /// <summary>A sum beside the one that the pledge names; there can be several.</summary>
        public sealed record Promised(OrganisationId? Organisation, CohortId? Cohort, PaymentKind? Kind, long? Pence, DateOnly? On) : Deed;

        /// <summary>It was taken back, or noted in error.</summary>
        public sealed record EndPromise(Guid Sum) : Deed;
    }

    public sealed record Request(PersonId By, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, PartnershipDoor partnership, TimeProvider clock)
    {
        private const long MostPence = 100_000_000;
        private const string NoSuchCohort = "Choose a cohort, or none where it is for no single one.";

        private static async Task<bool> IsKnownAsync(Records records, CohortId? cohort, CancellationToken stop) => cohort is null || await records.Set<Cohort>().AnyAsync(c => c.Id == cohort, stop);

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var named = await store.ReadAsync(records => NamedAsync(records, request.Deed, stop));
            var organisation = named is { } id && await partnership.FindAsync(id, stop) is not null ? named : null;
            string why = request.Deed switch
            {
                Deed.Used => "noted that what an employer lent was used",
                Deed.Paid => "noted what an employer paid",
                Deed.Promised => "noted a sum that an employer promised",
                _ => "noted that a promised sum is not promised any more",
            };
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.SupportNoted, why, organisation), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NotYours();
                var mistakes = new List<(string Field, string Advice)>();
                if (request.Deed is Deed.Used used)
                {
                    var offer = await records.Set<OfferInKind>().SingleOrDefaultAsync(o => o.Id == used.Offer, stop);
                    int before = await records.Set<OfferUse>().Where(u => u.Offer == used.Offer).SumAsync(u => u.Amount, stop);
                    if (offer is null) mistakes.Add(("offer", "Choose what was used."));
                    if (used.On is not { } day || day > London.Today(clock)) mistakes.Add(("used-on", "Enter the day on which it was used."));
                    if (used.Amount is not >= 1 || used.Amount + before > offer?.Amount) mistakes.Add(("used-amount", $"Enter how many, at most the {Math.Max(0, (offer?.Amount ?? 0) - before)} that are left."));
                    if (used.What?.Trim() is not { Length: > 0 and <= LongestNote }) mistakes.Add(("what", "Say for what."));
                    if (!await IsKnownAsync(records, used.Cohort, stop)) mistakes.Add(("used-cohort", NoSuchCohort));
                    if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                    records.Add(new OfferUse { Id = TypedId.NewValue(clock), Offer = used.Offer, UsedOn = used.On!.Value, Amount = used.Amount!.Value, What = used.What!.Trim(), Cohort = used.Cohort, NotedBy = request.By });
                    return new Outcome.Done();
                }

                if (request.Deed is Deed.EndPromise end)
                {
                    if (await records.Set<PromisedSum>().SingleOrDefaultAsync(p => p.Id == end.Sum && p.EndedAt == null, stop) is not { } sum) return new Outcome.NotYet([("sum", "Choose a sum that is promised.")]);
                    sum.EndedAt = clock.GetUtcNow();
                    return new Outcome.Done();
                }

                if (request.Deed is Deed.Promised promised) return await PromiseAsync(records, request.By, organisation, promised, stop);
                var paid = (Deed.Paid)request.Deed;
                if (organisation is null) mistakes.Add(("organisation", "Choose the organisation."));
                if (paid.Kind is null) mistakes.Add(("payment", "Choose what was paid for."));
                if (paid.Pence is not (> 0 and <= MostPence)) mistakes.Add(("pounds", "Enter the sum in pounds, such as 2500 or 2500.00."));
                if (paid.On is not { } on || on > London.Today(clock)) mistakes.Add(("paid-on", "Enter the day on which it was paid."));
                if (!await IsKnownAsync(records, paid.Cohort, stop)) mistakes.Add(("paid-cohort", NoSuchCohort));
                if (paid.Note?.Trim().Length > LongestNote) mistakes.Add(("paid-note", $"Use at most {LongestNote} characters."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                records.Add(new Payment
                {
                    Id = TypedId.NewValue(clock),
                    Organisation = organisation!.Value,
                    Cohort = paid.Cohort,
                    Kind = paid.Kind!.Value,
                    Pence = paid.Pence!.Value,
                    PaidOn = paid.On!.Value,
                    Note = (paid.Note ?? "").Trim(),
                    NotedBy = request.By,
                    NotedAt = clock.GetUtcNow(),
                });
                return new Outcome.Done();
            }, stop);
        }

        /// <summary>Whose support a deed is about.</summary>
        private static async Task<OrganisationId?> NamedAsync(Records records, Deed deed, CancellationToken stop) => deed switch
        {
            Deed.Paid paid => paid.Organisation,
            Deed.Promised promised => promised.Organisation,
            Deed.Used used => (await records.Set<OfferInKind>().SingleOrDefaultAsync(o => o.Id == used.Offer, stop))?.Organisation,
            Deed.EndPromise end => (await records.Set<PromisedSum>().SingleOrDefaultAsync(p => p.Id == end.Sum, stop))?.Organisation,
            _ => null,
        };

        private async Task<Outcome> PromiseAsync(Records records, PersonId by, OrganisationId? organisation, Deed.Promised promised, CancellationToken stop)
        {
            var mistakes = new List<(string Field, string Advice)>();
            if (organisation is null) mistakes.Add(("promising", "Choose the organisation."));
            if (promised.Kind is null) mistakes.Add(("promised-for", "Choose what it is promised for."));
            if (promised.Pence is not (> 0 and <= MostPence)) mistakes.Add(("promised-pounds", "Enter the sum in pounds, such as 2500 or 2500.00."));
            if (promised.On is not { } on || on > London.Today(clock)) mistakes.Add(("promised-on", "Enter the day on which it was promised."));
            if (!await IsKnownAsync(records, promised.Cohort, stop)) mistakes.Add(("promised-cohort", NoSuchCohort));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            records.Add(new PromisedSum
            {
                Id = TypedId.NewValue(clock),
                Organisation = organisation!.Value,
                Cohort = promised.Cohort,
                Kind = promised.Kind!.Value,
                Pence = promised.Pence!.Value,
                PromisedOn = promised.On!.Value,
                NotedBy = by,
                NotedAt = clock.GetUtcNow(),
            });
            return new Outcome.Done();
        }
    }
}

/// <summary>An employer agrees to release somebody who has a place, names their line manager, confirms a step at work that they told of, or notes that it reviewed its strategy.</summary>
public static class NoteEmployersDeed
{
    public const int LongestText = 600;
    public const int MostDays = 99;
    public const int MostPeriods = 12;

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Days">How many days together; null: as many as there are.</param>
        /// <param name="Weekdays">On which days of the week; none: on any.</param>
        /// <param name="NotBetween">When they cannot be spared: one a line, a day or two days with <c>to</c> between.</param>
        public sealed record Release(ParticipantId Participant, string? Agreement, string? Days = null, IReadOnlyList<DayOfWeek>? Weekdays = null, string? NotBetween = null) : Deed;

        /// <param name="IsSo">What the employer knows of it.</param>
        public sealed record Confirm(Guid Move, bool? IsSo) : Deed;

        public sealed record Review(DateOnly? On, bool Improved, string? What) : Deed;

        public sealed record NameLead(ParticipantId Participant, PersonId? LineManager) : Deed;
    }

    public sealed record Request(PersonId By, OrganisationId Organisation, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NoSuchParticipant : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Deed is Deed.NameLead name) return await NameAsync(request, name, stop);
            if (request.Deed is Deed.Confirm confirm) return await ConfirmAsync(request, confirm, stop);
            string text = ((request.Deed as Deed.Release)?.Agreement ?? (request.Deed as Deed.Review)?.What ?? "").Trim();
            string field = request.Deed is Deed.Release ? "agreement" : "reviewed-what";
            if (text.Length is 0 or > LongestText) return new Outcome.NotYet(field, request.Deed is Deed.Release ? "Say which days are released, and how the work is covered." : "Say what was found and what changes.");
            if (request.Deed is Deed.Review { On: var day } && (day is not { } on || on > London.Today(clock))) return new Outcome.NotYet("reviewed-on", "Enter the day of the review.");
            var terms = request.Deed as Deed.Release;
            int? days = int.TryParse(terms?.Days, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int whole) ? whole : null;
            if (!string.IsNullOrWhiteSpace(terms?.Days) && days is not (>= 1 and <= MostDays)) return new Outcome.NotYet("released-days", $"Enter a whole number of days, from 1 to {MostDays}, or leave it empty.");
            if (terms is not null && ReleasedDays.Periods(terms.NotBetween) is not { Count: <= MostPeriods }) return new Outcome.NotYet("not-between", $"Enter one day or period a line, such as 2027-03-29 or 2027-03-29 to 2027-04-02, at most {MostPeriods}.");
            var (kind, why) = request.Deed is Deed.Release ? (ChangeKind.ReleaseAgreed, "agreed to release a participant") : (ChangeKind.StrategyReviewed, "reviewed its diversity and inclusion strategy");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), kind, why, request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchParticipant();
                if (request.Deed is Deed.Review review)
                {
                    records.Add(new StrategyReview { Id = TypedId.NewValue(clock), Organisation = request.Organisation, ReviewedOn = review.On!.Value, Improved = review.Improved, What = text, NotedBy = request.By, NotedAt = clock.GetUtcNow() });
                    return new Outcome.Done();
                }

                var participant = terms!.Participant;
                if (!await EmployersView.ParticipantsOf(records, request.Organisation).AnyAsync(p => p.Id == participant, stop)) return new Outcome.NoSuchParticipant();
                if (await records.Set<Release>().SingleOrDefaultAsync(r => r.Participant == participant, stop) is not { } kept)
                    records.Add(kept = new Release { Participant = participant, Organisation = request.Organisation, Agreement = text, AgreedBy = request.By, AgreedAt = clock.GetUtcNow() });
                (kept.Agreement, kept.AgreedBy, kept.AgreedAt) = (text, request.By, clock.GetUtcNow());
                (kept.Days, kept.Weekdays, kept.NotBetween) = (days, string.Join(' ', (terms.Weekdays ?? []).Distinct().Order()), ReleasedDays.Text(ReleasedDays.Periods(terms.NotBetween)!));
                return new Outcome.Done();
            }, stop);
        }

        /// <summary>Only of its own people, of whose place it was told, and only where they asked for it.</summary>
        private async Task<Outcome> ConfirmAsync(Request request, Deed.Confirm confirm, CancellationToken stop)
        {
            if (confirm.IsSo is not { } isSo) return new Outcome.NotYet("is-so", "Choose whether it is so.");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.CareerMoveConfirmed, "an employer answered about a step at work", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchParticipant();
                if (await EmployersView.MovesOf(records, request.Organisation).SingleOrDefaultAsync(m => m.Id == confirm.Move, stop) is not { } move) return new Outcome.NoSuchParticipant();
                (move.IsSo, move.AnsweredBy, move.AnsweredOn) = (isSo, request.By, London.Today(clock));
                return new Outcome.Done();
            }, stop);
        }

        private async Task<Outcome> NameAsync(Request request, Deed.NameLead name, CancellationToken stop)
        {
            if (name.LineManager is not { } lead || (await accounts.FindAsync(lead, stop))?.HoldsIn(Role.LineManager, request.Organisation) is not true) return new Outcome.NotYet("lead", "Choose a line manager of your own organisation.");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.LineManagerNamed, "an employer named a line manager", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchParticipant();
                if (await EmployersView.ParticipantsOf(records, request.Organisation).SingleOrDefaultAsync(p => p.Id == name.Participant, stop) is not { } one || one.Person == lead) return new Outcome.NoSuchParticipant();
                if (one.LineManager == lead) return new Outcome.Done();
                one.LineManager = lead;
                await NeutralLetter.SendAsync(records, store.Key, clock, $"lead {one.Id} {NeutralLetter.Now(clock)}", [lead]);
                return new Outcome.Done();
            }, stop);
        }
    }
}
