using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Somebody books a place at a briefing. No account is needed, and nothing of it has to do with an application.</summary>
public static class BookBriefing
{
    public const int LongestNeeds = 600;

    /// <param name="Cohort">Its code.</param>
    /// <param name="AddressFor">Where the place is given back, for the secret in the letter.</param>
    /// <param name="Network">Where it comes from.</param>
    public sealed record Request(string Cohort, string? Name, string? Mail, string? Needs, Func<string, Uri> AddressFor, string? Network = null);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also for an address that had booked before, which takes another place: neither the answer nor what is free after it tells anybody so.</summary>
        public sealed record Booked : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>Also for whoever has a place: else it would tell who has.</summary>
        public sealed record Full : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;

        /// <summary>There is no briefing, or it is over.</summary>
        public sealed record NoBriefing : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int LongestName = 100;

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            string name = (request.Name ?? "").Trim(), needs = (request.Needs ?? "").Trim();
            string? mail = AccountsDoor.ReadMail(request.Mail);
            var mistakes = new List<(string Field, string Advice)>();
            if (name.Length is 0 or > LongestName) mistakes.Add(("name", "Enter the name you want to be called by."));
            if (mail is null) mistakes.Add(("mail", AccountsDoor.MailAdvice));
            if (needs.Length > LongestNeeds) mistakes.Add(("needs", $"Use at most {LongestNeeds} characters."));
            if (mistakes.Count == 0 && await AccountsDoor.CountTryAsync(store, clock, "briefing " + mail, request.Network) is { } wait) return new Outcome.TooManyTries(wait);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Stranger(), ChangeKind.BriefingBooked, "somebody booked a place at a briefing"), async records =>
            {
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Code == request.Cohort && c.PublishedAt != null, stop) is not { BriefingOn: { } day } cohort
                    || now >= London.At(day, cohort.BriefingFrom ?? TimeOnly.MinValue)) return new Outcome.NoBriefing();
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                var hash = Contact.HashOf(store.Key, mail!);
                if (await records.Set<Booking>().CountAsync(b => b.Cohort == cohort.Id, stop) >= (cohort.BriefingPlaces ?? 0)) return new Outcome.Full();
                bool again = await records.Set<Booking>().AnyAsync(b => b.Cohort == cohort.Id && b.MailHash == hash, stop);
                var (id, secret) = (TypedId.NewValue(clock), Secret.New());
                records.Add(new Booking { Id = id, Cohort = cohort.Id, MailHash = hash, Sealed = Booking.Seal(store.Key, id, new(name, mail!, needs.Length == 0 ? null : needs)), BookedAt = now, SecretHash = Secret.HashOf(secret) });
                AccountsDoor.QueueMailTo(records, store.Key, clock, $"briefing {TypedId.Text(id)}", mail!, $"""
                    Hello {name},

                    a place is kept for you on {day:d MMMM yyyy}, {cohort.BriefingFrom:HH\:mm} to {cohort.BriefingUntil:HH\:mm}, {cohort.BriefingPlace}.
                    You need not come in order to apply.
                    {(again ? "\nThis address had a place already, and has one more now. If one is enough, give this one back.\n" : "")}
                    If you cannot come, give your place to somebody else here:
                    {request.AddressFor(secret)}

                    """);
                return new Outcome.Booked();
            }, stop);
        }
    }
}

/// <summary>
/// Whoever has the letter gives a place at a briefing back, until it begins. The booking goes with everything in it, and
/// whoever gave it back can book again.
/// </summary>
public static class CancelBriefing
{
    public sealed record Request(string Secret);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done(string Cohort) : Outcome;

        /// <summary>It was given back, the briefing has begun, or there never was one: all alike.</summary>
        public sealed record NoPlace : Outcome;
    }

    /// <param name="Code">Of the cohort.</param>
    public sealed record Kept(string Code, DateOnly On, TimeOnly? From, string? Place);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <summary>For which briefing the place is that this letter gives back, and nobody's name.</summary>
        public Task<Kept?> LookAsync(string secret, CancellationToken stop) =>
            store.ReadAsync(async records => await FindAsync(records, secret, stop) is var (_, cohort) ? new Kept(cohort.Code, cohort.BriefingOn!.Value, cohort.BriefingFrom, cohort.BriefingPlace) : null);

        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Stranger(), ChangeKind.BriefingCancelled, "somebody gave back a place at a briefing"), async records =>
            {
                if (await FindAsync(records, request.Secret, stop) is not var (booking, cohort)) return new Outcome.NoPlace();
                records.Remove(booking);
                return new Outcome.Done(cohort.Code);
            }, stop);

        private async Task<(Booking Booking, Cohort Cohort)?> FindAsync(Records records, string secret, CancellationToken stop)
        {
            var hash = Secret.HashOf(secret);
            if (await records.Set<Booking>().SingleOrDefaultAsync(b => b.SecretHash == hash, stop) is not { } booking) return null;
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == booking.Cohort, stop);
            return cohort.BriefingOn is { } day && clock.GetUtcNow() < London.At(day, cohort.BriefingFrom ?? TimeOnly.MinValue) ? (booking, cohort) : null;
        }
    }
}

/// <summary>Who comes to a briefing, for the programme's team that holds it.</summary>
public static class ReadBookings
{
    public sealed record Request(PersonId By, CohortId Cohort);

    /// <param name="Again">The same address had booked before.</param>
    public sealed record Booked(string Name, string? Needs, bool Again);

    public sealed class Handler(Store store)
    {
        public async Task<IReadOnlyList<Booked>> HandleAsync(Request request, CancellationToken stop)
        {
            var found = await store.ReadAsync(records => records.Set<Booking>().Where(b => b.Cohort == request.Cohort).OrderBy(b => b.BookedAt).ToListAsync(stop));
            if (found.Count == 0 || await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.Briefing, request.Cohort.Value, stop, Booking.Kept) is not { } leave) return [];
            await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.BookingsOfBriefing, request.Cohort.Value, null, "to hold a briefing"), stop);
            var first = found.GroupBy(b => Convert.ToHexString(b.MailHash)).Select(g => g.First().Id).ToHashSet();
            return [.. found.Select(b => (Who: b.Open(leave), Again: !first.Contains(b.Id))).Select(b => new Booked(b.Who.Name, b.Who.Needs, b.Again))];
        }
    }
}
