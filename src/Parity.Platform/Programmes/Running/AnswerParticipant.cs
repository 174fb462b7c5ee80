using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What the programme's team does for participants who ask: arrange coaching, confirm time, keep the list of networks.</summary>
public static class AnswerParticipant
{
    public const int LongestText = 600;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record ArrangeCoaching(Guid Asked, string? Answer) : Deed;

        public sealed record ConfirmDay(Guid Day) : Deed;

        /// <summary>It did not take place like that; whoever entered it can enter it anew.</summary>
        public sealed record SendBackDay(Guid Day) : Deed;

        public sealed record AddNetwork(string? Title, string? About) : Deed;

        public sealed record EndNetwork(Guid Network) : Deed;
    }

    public sealed record Request(PersonId By, CohortId Cohort, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NothingThere : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.ArrangeCoaching => (ChangeKind.CoachingAnswered, "coaching was arranged"),
                Deed.AddNetwork or Deed.EndNetwork => (ChangeKind.NetworkChanged, "the list of networks was changed"),
                _ => (ChangeKind.AttendanceNoted, "development time was confirmed or sent back"),
            };
            return store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NothingThere();
                return request.Deed switch
                {
                    Deed.ArrangeCoaching arrange => await ArrangeAsync(records, request, arrange, stop),
                    Deed.ConfirmDay confirm => await ConfirmAsync(records, request, confirm.Day, isRight: true, stop),
                    Deed.SendBackDay back => await ConfirmAsync(records, request, back.Day, isRight: false, stop),
                    Deed.AddNetwork add => Add(records, add),
                    Deed.EndNetwork end => await EndAsync(records, end, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);
        }

        private async Task<Outcome> ArrangeAsync(Records records, Request request, Deed.ArrangeCoaching arrange, CancellationToken stop)
        {
            if (await records.Set<Coaching>().SingleOrDefaultAsync(c => c.Id == arrange.Asked && records.Set<Participant>().Any(p => p.Id == c.Participant && p.Cohort == request.Cohort), stop) is not { } asked) return new Outcome.NothingThere();
            if (arrange.Answer?.Trim() is not { Length: > 0 and <= LongestText } answer) return new Outcome.NotYet("coaching-answer", $"Say in at most {LongestText} characters who coaches, and what comes next.");
            (asked.SealedAnswer, asked.AnsweredAt, asked.AnsweredBy) = (OwnPlan.Seal(store.Key, asked.Participant, answer), clock.GetUtcNow(), request.By);
            var person = await records.Set<Participant>().Where(p => p.Id == asked.Participant).Select(p => p.Person).SingleAsync(stop);
            await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"coaching {TypedId.Text(asked.Id)}", person, NeutralLetter.Text);
            return new Outcome.Done();
        }

        private async Task<Outcome> ConfirmAsync(Records records, Request request, Guid day, bool isRight, CancellationToken stop)
        {
            if (await records.Set<OwnDay>().SingleOrDefaultAsync(d => d.Id == day && d.ConfirmedAt == null && records.Set<Participant>().Any(p => p.Id == d.Participant && p.Cohort == request.Cohort), stop) is not { } one) return new Outcome.NothingThere();
            if (isRight) (one.ConfirmedAt, one.ConfirmedBy) = (clock.GetUtcNow(), request.By);
            else records.Remove(one);
            return new Outcome.Done();
        }

        private Outcome Add(Records records, Deed.AddNetwork add)
        {
            string title = (add.Title ?? "").Trim(), about = (add.About ?? "").Trim();
            if (title.Length is 0 or > 120) return new Outcome.NotYet("network", "Enter the network's name.");
            if (about.Length is 0 or > LongestText) return new Outcome.NotYet("network-about", $"Say in at most {LongestText} characters what it is and how to come.");
            records.Add(new Network { Id = TypedId.NewValue(clock), Title = title, About = about });
            return new Outcome.Done();
        }

        private async Task<Outcome> EndAsync(Records records, Deed.EndNetwork end, CancellationToken stop)
        {
            if (await records.Set<Network>().SingleOrDefaultAsync(n => n.Id == end.Network && n.EndedAt == null, stop) is not { } one) return new Outcome.NothingThere();
            one.EndedAt = clock.GetUtcNow();
            return new Outcome.Done();
        }
    }
}
