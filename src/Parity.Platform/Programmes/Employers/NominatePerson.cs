using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// An employer puts somebody forward. The answer and the work are the same whether that person has an account, has applied
/// already, or neither: an employer that tries names learns nothing.
/// </summary>
public static class NominatePerson
{
    public const int MostOfOneEmployer = 50;

    /// <param name="Page">The public page of the cohort, for the letter.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, CohortId? Cohort, string? Name, string? Mail, Func<string, Uri> Page);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when the same person had been put forward before.</summary>
        public sealed record Nominated : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int LongestName = 100;

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            string name = (request.Name ?? "").Trim();
            string? mail = AccountsDoor.ReadMail(request.Mail);
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Cohort is null) mistakes.Add(("cohort", "Choose the programme."));
            if (name.Length is 0 or > LongestName) mistakes.Add(("name", "Enter the person's name."));
            if (mail is null) mistakes.Add(("mail", AccountsDoor.MailAdvice));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.PersonNominated, "put somebody forward", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NotYours();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort && c.PublishedAt != null && c.OverAt > now, stop) is not { } cohort) return new Outcome.NotYet([("cohort", "Choose a programme whose window is still open.")]);
                if (!await records.Set<EmployerBasis>().AnyAsync(b => b.ActionCase == cohort.ActionCase && b.Organisation == request.Organisation, stop))
                    return new Outcome.NotYet([("cohort", "First say on what your organisation rests its nominations. It answers for them itself.")]);
                if (await records.Set<Nomination>().CountAsync(n => n.Organisation == request.Organisation && n.Cohort == cohort.Id && n.WithdrawnAt == null, stop) >= MostOfOneEmployer)
                    return new Outcome.NotYet([("cohort", $"Your organisation has put {MostOfOneEmployer} people forward. Take one back before you name another.")]);
                var hash = Contact.HashOf(store.Key, mail!);
                if (await records.Set<Nomination>().AnyAsync(n => n.Organisation == request.Organisation && n.Cohort == cohort.Id && n.MailHash == hash && n.WithdrawnAt == null, stop)) return new Outcome.Nominated();
                var id = TypedId.NewValue(clock);
                // Looked for whether or not there is such a person: the work is the same.
                var person = await AccountsDoor.FindByMailAsync(records, mail!) ?? default;
                var sent = await EmployersView.Of(records, request.Organisation).Where(a => a.Cohort == cohort.Id && a.Person == person && a.Route == ApplicationRoute.Nominated).Select(a => (ProgrammeApplicationId?)a.Id).SingleOrDefaultAsync(stop);
                records.Add(new Nomination { Id = id, Cohort = cohort.Id, Organisation = request.Organisation, Sealed = new Contact(name, mail!).Seal(store.Key, Contact.Nominations, id), MailHash = hash, NominatedBy = request.By, NominatedAt = now, Application = sent });
                string until = $"{London.DayOf(cohort.ReadTimeline().Window.LastMinute):d MMMM yyyy}, {London.TimeOf(cohort.ReadTimeline().Window.LastMinute):HH\\:mm}";
                AccountsDoor.QueueMailTo(records, store.Key, clock, $"nomination {TypedId.Text(id)}", mail!, $"""
                    Hello {name},

                    your employer has put you forward for {cohort.Title}. Whether you apply is up to
                    you, and your employer is not told if you do not. Read about it here:

                    {request.Page(cohort.Code)}

                    Applications are taken until {until}.

                    """);
                return new Outcome.Nominated();
            }, stop);
        }
    }
}

/// <summary>An employer takes a nomination back; whoever has applied by then goes on.</summary>
public static class WithdrawNomination
{
    public sealed record Request(PersonId By, OrganisationId Organisation, Guid Nomination);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NoSuchNomination : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.PersonNominated, "took a nomination back", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchNomination();
                if (await records.Set<Nomination>().SingleOrDefaultAsync(n => n.Id == request.Nomination && n.Organisation == request.Organisation && n.WithdrawnAt == null, stop) is not { } one) return new Outcome.NoSuchNomination();
                one.WithdrawnAt = clock.GetUtcNow();
                return new Outcome.Done();
            }, stop);
    }
}

/// <summary>An employer says on what it rests its own nominations.</summary>
public static class GiveBasis
{
    public const int LongestBasis = 1000;

    public sealed record Request(PersonId By, OrganisationId Organisation, ActionCaseId Case, string? Basis);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NoSuchCase : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Basis?.Trim() is not { Length: > 0 and <= LongestBasis } basis) return new Outcome.NotYet("basis", $"Say in at most {LongestBasis} characters what in your organisation shows the need.");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.CaseChanged, "an employer gave its own basis", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchCase();
                if (!await records.Set<ActionCase>().AnyAsync(c => c.Id == request.Case && c.EndedAt == null, stop)) return new Outcome.NoSuchCase();
                if (await records.Set<EmployerBasis>().SingleOrDefaultAsync(b => b.ActionCase == request.Case && b.Organisation == request.Organisation, stop) is { } kept)
                    (kept.Basis, kept.GivenBy, kept.GivenAt) = (basis, request.By, clock.GetUtcNow());
                else
                    records.Add(new EmployerBasis { ActionCase = request.Case, Organisation = request.Organisation, Basis = basis, GivenBy = request.By, GivenAt = clock.GetUtcNow() });
                return new Outcome.Done();
            }, stop);
        }
    }
}
