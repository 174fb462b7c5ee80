using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An employer says what it offers a participant of its own who asked for somebody to shadow, or for a mentor inside; also that it offers nothing.</summary>
public static class AnswerAsked
{
    public const int LongestText = 600;

    public sealed record Request(PersonId By, OrganisationId Organisation, Guid Asked, string? Answer);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NothingThere : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.InternalSupportAnswered, "an employer answered a participant who asked for support inside", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NothingThere();
                if (await records.Set<InternalSupport>().SingleOrDefaultAsync(s => s.Id == request.Asked && EmployersView.ParticipantsOf(records, request.Organisation).Any(p => p.Id == s.Participant), stop) is not { } asked) return new Outcome.NothingThere();
                if (request.Answer?.Trim() is not { Length: > 0 and <= LongestText } answer) return new Outcome.NotYet("support-answer", $"Say in at most {LongestText} characters what you offer, and what comes next; or that you cannot, and why.");
                (asked.SealedAnswer, asked.AnsweredAt, asked.AnsweredBy) = (InternalSupport.Seal(store.Key, asked.Participant, answer), clock.GetUtcNow(), request.By);
                var person = await records.Set<Participant>().Where(p => p.Id == asked.Participant).Select(p => p.Person).SingleAsync(stop);
                await NeutralLetter.SendAsync(records, store.Key, clock, $"internal support {TypedId.Text(asked.Id)} answered {NeutralLetter.Now(clock)}", [person]);
                return new Outcome.Done();
            }, stop);
    }
}

/// <summary>What participants of an employer ask of it: the words of one need each, and nothing else of a plan.</summary>
public static class ReadAsked
{
    public sealed record Request(OrganisationId Organisation);

    /// <param name="Answer">Null while the employer has not answered.</param>
    public sealed record Asked(Guid Id, string Name, SupportKind Kind, string Need, DateTimeOffset At, string? Answer);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        /// <returns>The unanswered first, then the newest.</returns>
        public async Task<IReadOnlyList<Asked>> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            return await store.ReadAsync<IReadOnlyList<Asked>>(async records =>
            {
                var people = await EmployersView.ParticipantsOf(records, request.Organisation).ToDictionaryAsync(p => p.Id, p => p.Person, stop);
                var asked = await records.Set<InternalSupport>().Where(s => EmployersView.ParticipantsOf(records, request.Organisation).Any(p => p.Id == s.Participant)).OrderBy(s => s.AnsweredAt != null).ThenByDescending(s => s.AskedAt).ToListAsync(stop);
                return asked.ConvertAll(s => new Asked(s.Id, names.GetValueOrDefault(people[s.Participant], "somebody"), s.Kind, s.Words(store.Key), s.AskedAt, s.Answer(store.Key)));
            });
        }
    }
}
