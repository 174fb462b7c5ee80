using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// A participant asks their line manager, and colleagues whom they choose, how they see them, at each moment at which they
/// mark themselves. Who is asked gets a letter with an address that answers once; neither says anything of a programme.
/// </summary>
public static class AskFeedback
{
    /// <param name="LineManager">The named line manager is asked; else whoever has the address.</param>
    /// <param name="AddressFor">Where the form is answered, for the secret in the letter.</param>
    public sealed record Request(PersonId By, ParticipantId Participant, bool LineManager, string? Mail, Func<string, Uri> AddressFor);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Asked : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            string name = (await accounts.FindAsync(request.By, stop))?.Name ?? "A colleague";
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.FeedbackAsked, "a participant asked somebody how they see them"), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return new Outcome.NotYours();
                var all = await records.Set<AskedFeedback>().Where(f => f.Participant == one.Id).ToListAsync(stop);
                if (AskedFeedback.OpenNow(one, all, policy, today) is not { } moment) return Wrong("", $"Others can be asked for {policy.Feedback.OpenDays} days: from the start of the programme, {policy.Evaluation.HalfwayMonths} and {policy.Evaluation.LaterMonths} months after it, and from its end.");
                var asked = all.FindAll(f => f.Moment == moment);
                if (request.LineManager && one.LineManager is null) return Wrong("lead", "Name your line manager first, on the page of your programme.");
                if (request.LineManager && asked.Exists(f => f.OfLineManager)) return Wrong("lead", "Your line manager is asked already.");
                if (!request.LineManager && asked.Count(f => !f.OfLineManager) >= policy.Feedback.MostColleagues) return Wrong("mail", $"You have asked {policy.Feedback.MostColleagues} colleagues, as many as can be asked.");
                string? mail = request.LineManager ? await AccountsDoor.MailOfAsync(records, one.LineManager!.Value) : AccountsDoor.ReadMail(request.Mail);
                if (mail is null) return request.LineManager ? Wrong("lead", "There is no mail address of your line manager here. Ask them as a colleague.") : Wrong("mail", AccountsDoor.MailAdvice);
                if (mail == await AccountsDoor.MailOfAsync(records, request.By)) return Wrong("mail", "That is your own address. How you see yourself is a form of its own.");
                var hash = AskedFeedback.HashOf(store.Key, one.Id, mail);
                if (asked.Exists(f => f.MailHash.AsSpan().SequenceEqual(hash))) return Wrong(request.LineManager ? "lead" : "mail", "Whoever has this address is asked already.");
                var until = AskedFeedback.Window(one, moment, all, policy)!.Value.Until;
                var (id, secret) = (TypedId.NewValue(clock), Secret.New());
                records.Add(new AskedFeedback { Id = id, Participant = one.Id, Moment = moment, OfLineManager = request.LineManager, MailHash = hash, SecretHash = Secret.HashOf(secret), AskedOn = today, UntilOn = until });
                AccountsDoor.QueueMailTo(records, store.Key, clock, $"feedback {TypedId.Text(id)}", mail, $"""
                    Hello,

                    {name} would like to know how you see them at work, and has given us your address for this letter alone.
                    Five questions, two minutes, no account, until {until:d MMMM yyyy}. {name} sees averages of at
                    least {policy.Feedback.LeastAnswers} answers; nobody else sees anything. {name} chooses whom to ask and gives the
                    addresses: with few others, or addresses of their own, an average can tell what you said.

                    {request.AddressFor(secret)}

                    """);
                return new Outcome.Asked();
            }, stop);
        }

        private static Outcome.NotYet Wrong(string field, string advice) => new([(field, advice)]);
    }
}

/// <summary>Whoever has the letter answers once, without an account.</summary>
public static class AnswerFeedback
{
    public sealed record Request(string Secret, IReadOnlyDictionary<string, int> Marks);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>It is answered, its time is over, or there never was one: all alike.</summary>
        public sealed record NoForm : Outcome;
    }

    /// <param name="About">Whose colleague is asked.</param>
    public sealed record Form(string About, Rubric Rubric, DateOnly Until);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Form?> LookAsync(string secret, CancellationToken stop)
        {
            if (await store.ReadAsync(records => FindAsync(records, secret, stop)) is not var (_, one, rubric, until)) return null;
            return new((await accounts.FindAsync(one.Person, stop))?.Name ?? "a colleague", rubric, until);
        }

        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Stranger(), ChangeKind.FeedbackGiven, "somebody answered how they see a colleague"), async records =>
            {
                if (await FindAsync(records, request.Secret, stop) is not var (asked, _, rubric, _)) return new Outcome.NoForm();
                var missing = rubric.Traits.Where(t => !request.Marks.TryGetValue(t.Code, out int mark) || mark is < 1 or > 5).ToList();
                if (missing.Count > 0) return new Outcome.NotYet([.. missing.Select(t => (t.Code, "Choose a mark from 1 to 5."))]);
                asked.Sealed = AskedFeedback.Seal(store.Key, asked.Participant, rubric.Traits.ToDictionary(t => t.Code, t => request.Marks[t.Code], StringComparer.Ordinal));
                return new Outcome.Done();
            }, stop);

        private async Task<(AskedFeedback Asked, Participant One, Rubric Rubric, DateOnly Until)?> FindAsync(Records records, string secret, CancellationToken stop)
        {
            var today = London.Today(clock);
            var hash = Secret.HashOf(secret);
            if (await records.Set<AskedFeedback>().SingleOrDefaultAsync(f => f.SecretHash == hash && f.Sealed == null, stop) is not { } asked) return null;
            var one = await records.Set<Participant>().SingleAsync(p => p.Id == asked.Participant, stop);
            if (today > asked.UntilOn) return null;
            return (asked, one, Rubric.Named((await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop)).ReadShape().Rubric), asked.UntilOn);
        }
    }
}

/// <summary>How others see a participant, for the participant alone: averages of enough answers, told once.</summary>
public static class ReadFeedback
{
    public sealed record Request(PersonId By, ParticipantId Participant);

    /// <param name="Own">What the participant marked of themselves; none where they did not.</param>
    /// <param name="Others">The averages as they are told; null where they are not.</param>
    /// <param name="IsOver">Nothing can come in any more.</param>
    public sealed record Told(EvaluationMoment Moment, DateOnly Until, bool IsOver, int Colleagues, bool LeadAsked, int? Answers, IReadOnlyDictionary<string, int> Own, IReadOnlyDictionary<string, string>? Others);

    /// <param name="OpenNow">The moment for which others can be asked.</param>
    public sealed record Feedback(EvaluationMoment? OpenNow, int MostColleagues, int LeastAnswers, IReadOnlyList<Told> Moments);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Null where it is not theirs.</returns>
        public Task<Feedback?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<Feedback?>(async records =>
        {
            if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return null;
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            var asked = await records.Set<AskedFeedback>().Where(f => f.Participant == one.Id).ToListAsync(stop);
            var own = await records.Set<Evaluation>().Where(e => e.Participant == one.Id).ToListAsync(stop);
            var told = new List<Told>();
            foreach (var moment in Enum.GetValues<EvaluationMoment>())
            {
                if (AskedFeedback.Window(one, moment, asked, policy) is not var (from, until) || from > today) continue;
                var means = await AskedFeedback.MeansAsync(records, store.Key, one, moment, today, stop);
                told.Add(new(
                    moment, until, today > until, asked.Count(f => f.Moment == moment && !f.OfLineManager), asked.Exists(f => f.Moment == moment && f.OfLineManager), means?.Answers,
                    own.Find(e => e.Moment == moment)?.Open(store.Key) ?? [], means?.ByTrait.ToDictionary(m => m.Key, m => FeedbackMeans.Say(m.Value), StringComparer.Ordinal)));
            }

            return new Feedback(AskedFeedback.OpenNow(one, asked, policy, today), policy.Feedback.MostColleagues, policy.Feedback.LeastAnswers, told);
        });
    }
}
