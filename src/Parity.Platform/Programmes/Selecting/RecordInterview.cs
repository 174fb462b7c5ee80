using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Notes that an interview has taken place: at a time that was given, before a panel, with everything arranged that the
/// applicant had asked for. One that was held before its time is noted with the way it was held, which stays in the log.
/// </summary>
public static class RecordInterview
{
    /// <param name="Otherwise">How it was held where that was not at the time given; null where it was.</param>
    /// <param name="ByFewer">It was held although fewer sat in the panel than the policy asks for; it stays in the log that it was.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, HeldOtherwise? Otherwise = null, bool ByFewer = false);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <summary>The applicant was not invited, or had one.</summary>
        public sealed record NotPossible : Outcome;

        /// <summary>No time was given for it.</summary>
        public sealed record NoTime : Outcome;

        /// <summary>Nobody sits in its panel.</summary>
        public sealed record NoPanel : Outcome;

        /// <summary>Fewer sit in its panel than the policy asks for: somebody has stepped back since it was seated.</summary>
        public sealed record PanelTooSmall(int Sit, int Least) : Outcome;

        /// <summary>Its time has not come, and nothing says that it was held otherwise.</summary>
        public sealed record NotYet(DateTimeOffset StartsAt) : Outcome;

        /// <summary>What the applicant asked for is not arranged.</summary>
        public sealed record NotArranged : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ApplicationMoved, What(request)), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchApplication();
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.SentAt != null, stop) is not { } one) return new Outcome.NoSuchApplication();
                if (ApplicationMoves.After(one.State, ApplicationDeed.RecordInterview, Doer.Team) is null) return new Outcome.NotPossible();
                if (await records.Set<InterviewSlot>().SingleOrDefaultAsync(s => s.Application == one.Id && s.CancelledAt == null, stop) is not { } slot) return new Outcome.NoTime();
                int sit = await records.Set<Marking>().CountAsync(m => m.Application == one.Id && m.Stage == MarkingStage.Interview && m.EndedAt == null, stop), least = SelectionPolicy.InForceOn(London.Today(clock)).PanelSize;
                if (sit == 0) return new Outcome.NoPanel();
                if (sit < least && !request.ByFewer) return new Outcome.PanelTooSmall(sit, least);
                // A need can be asked for, or turn out not to be met, after the time was given.
                if (await records.Set<Adjustment>().AnyAsync(a => a.Application == one.Id && a.Stage == AdjustmentStage.Interview && !a.IsMet, stop)) return new Outcome.NotArranged();
                if (request.Otherwise is null && slot.StartsAt > clock.GetUtcNow()) return new Outcome.NotYet(slot.StartsAt);
                one.Move(records, clock, ApplicationDeed.RecordInterview, Doer.Team);
                return new Outcome.Done();
            }, stop);

        private static string What(Request request) =>
            (request.Otherwise is { } how ? $"an interview took place before its time: {StoredWord.Of(how)}" : "an interview took place") + (request.ByFewer ? "; before fewer than a whole panel" : "");
    }
}
