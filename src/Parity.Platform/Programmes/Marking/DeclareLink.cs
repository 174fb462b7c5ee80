using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// An assessor names somebody they are linked with. They are never given an application of that person, and never learn
/// whether there is one.
/// </summary>
public static class DeclareLink
{
    public const int LongestName = 120;

    public sealed record Request(PersonId By, CohortId Cohort, LinkKind? Kind, string? Name, string? Mail);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Declared : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string name = (request.Name ?? "").Trim(), mail = (request.Mail ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Kind is null) mistakes.Add(("kind", "Choose how you are linked."));
            if (name.Length is 0 or > LongestName) mistakes.Add(("name", $"Enter the person's first and last name, in at most {LongestName} characters."));
            if (mail.Length > 0 && AccountsDoor.ReadMail(mail) is null) mistakes.Add(("mail", AccountsDoor.MailAdvice));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.AssessorDeclared, "an assessor declared a link"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchCohort();
                if (!await records.Set<Assessor>().AnyAsync(a => a.Cohort == request.Cohort && a.Person == request.By && a.EndedAt == null, stop)) return new Outcome.NoSuchCohort();
                var id = TypedId.NewValue(clock);
                records.Add(new AssessorLink
                {
                    Id = id,
                    Cohort = request.Cohort,
                    Assessor = request.By,
                    Kind = request.Kind!.Value,
                    Sealed = new Contact(name, mail.ToLowerInvariant()).Seal(store.Key, AssessorLink.Purpose, id),
                    DeclaredAt = clock.GetUtcNow(),
                });
                return new Outcome.Declared();
            }, stop);
        }
    }
}

/// <summary>What an assessor chooses to say about themselves, so that panels can be mixed; it can be taken back.</summary>
public static class SayAboutSelf
{
    public const int LongestGender = 40;

    /// <param name="Gender">In their own words; empty: not said.</param>
    public sealed record Request(PersonId By, CohortId Cohort, string? Gender, bool? UnderRepresented);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>False where they are no assessor of such a cohort.</returns>
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            string gender = (request.Gender ?? "").Trim();
            if (gender.Length > LongestGender) gender = gender[..LongestGender];
            return store.WriteAsync(new Change(new Actor.Someone(request.By), ChangeKind.AssessorSaid, "an assessor chose what to say about themselves"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return false;
                if (await records.Set<Assessor>().SingleOrDefaultAsync(a => a.Cohort == request.Cohort && a.Person == request.By && a.EndedAt == null, stop) is not { } one) return false;
                one.SealedAboutSelf = gender.Length == 0 && request.UnderRepresented is null ? null : Assessor.Seal(store.Key, one.Cohort, one.Person, new(gender.Length == 0 ? null : gender, request.UnderRepresented));
                return true;
            }, stop);
        }
    }
}
