using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What time alone brings about: drafts close with their window, unanswered offers lapse, and what was written, declared
/// and answered is deleted when the policy says so. That somebody applied, and what came of it, stays for the counts.
/// </summary>
public static class ForgetApplications
{
    public sealed record Outcome(int Closed, int Lapsed, int Drafts, int Answers, int Declarations, int Monitoring, int Bookings, int Adjustments = 0, int Nominations = 0, int Meetings = 0);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int AtOnce = 500;

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var today = London.DayOf(now);
            var policy = ProgrammePolicy.InForceOn(today);
            return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.ApplicationForgotten, $"what time brings about by {policy.Name}"), async records => new Outcome(
                await CloseAsync(records, now, stop), await LapseAsync(records, today, stop), await DraftsAsync(records, now, policy, stop), await WordsAsync(records, today, policy, stop),
                await DeclarationsAsync(records, today, policy, stop), await MonitoringAsync(records, today, policy, stop), await BookingsAsync(records, today, policy, stop),
                await AdjustmentsAsync(records, today, policy, stop), await NominationsAsync(records, today, policy, stop) + await LinksAsync(records, today, policy, stop), await LogsAsync(records, today, policy, stop)), stop);
        }

        private async Task<int> CloseAsync(Records records, DateTimeOffset now, CancellationToken stop)
        {
            var drafts = await records.Set<Application>().Where(a => a.State == ApplicationState.Draft && records.Set<Cohort>().Any(c => c.Id == a.Cohort && c.OverAt <= now)).Take(AtOnce).ToListAsync(stop);
            foreach (var one in drafts) one.Move(records, clock, ApplicationDeed.CloseUnsent, Doer.Clock);
            return drafts.Count;
        }

        private async Task<int> LapseAsync(Records records, DateOnly today, CancellationToken stop)
        {
            var offers = await records.Set<Application>().Where(a => a.State == ApplicationState.Offered && a.AnswerBy < today).Take(AtOnce).ToListAsync(stop);
            foreach (var one in offers) one.Move(records, clock, ApplicationDeed.Lapse, Doer.Clock);
            return offers.Count;
        }

        /// <summary>A draft was nobody's but its writer's: all of it goes.</summary>
        private static async Task<int> DraftsAsync(Records records, DateTimeOffset now, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = now.AddDays(-policy.DraftsKeptDays);
            var old = await records.Set<Application>().Where(a => a.SentAt == null && a.ForgottenAt == null && (a.State == ApplicationState.NotSent || a.State == ApplicationState.Withdrawn)
                && records.Set<Cohort>().Any(c => c.Id == a.Cohort && c.OverAt < before)).Take(AtOnce).ToListAsync(stop);
            foreach (var one in old)
            {
                records.RemoveRange(await records.Set<Answer>().Where(a => a.Application == one.Id).ToListAsync(stop));
                records.RemoveRange(await records.Set<Adjustment>().Where(a => a.Application == one.Id).ToListAsync(stop));
                (one.ForgottenAt, one.Employer, one.Standing, one.Level, one.Route) = (now, null, null, null, null);
                if (await records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == one.Id, stop) is { } declared) records.Remove(declared);
            }

            return old.Count;
        }

        /// <summary>What was written, endorsed and told goes after a year, whether or not it led to a place.</summary>
        private async Task<int> WordsAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.NotSelectedKeptDays);
            var old = await records.Set<Application>().Where(a => a.SentAt != null && a.ForgottenAt == null && records.Set<Cohort>().Any(c => c.Id == a.Cohort && c.OutcomesOn < before)).Take(AtOnce).ToListAsync(stop);
            foreach (var one in old)
            {
                records.RemoveRange(await records.Set<Answer>().Where(a => a.Application == one.Id).ToListAsync(stop));
                one.ForgottenAt = clock.GetUtcNow();
                records.RemoveRange(await records.Set<MaskedAnswer>().Where(a => a.Application == one.Id).ToListAsync(stop));
                foreach (var mark in await records.Set<Mark>().Where(m => m.Application == one.Id).ToListAsync(stop)) mark.SealedComment = null;
                foreach (var moderation in await records.Set<Moderation>().Where(m => m.Application == one.Id).ToListAsync(stop)) moderation.SealedReason = null;
                foreach (var decision in await records.Set<Decision>().Where(d => d.Application == one.Id).ToListAsync(stop)) decision.SealedFeedback = null;
                foreach (var said in await records.Set<Deviation>().Where(d => d.Application == one.Id).ToListAsync(stop)) said.SealedWords = null;
                if (await records.Set<Endorsement>().SingleOrDefaultAsync(e => e.Application == one.Id, stop) is { } endorsement) records.Remove(endorsement);
            }

            return old.Count;
        }

        /// <summary>One asked for during a long programme stays for a year of its own: else it would go before anybody saw to it.</summary>
        private static async Task<int> AdjustmentsAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.NotSelectedKeptDays);
            var askedBefore = London.At(before, TimeOnly.MinValue);
            var old = await records.Set<Adjustment>().Where(a => a.AskedAt < askedBefore
                && records.Set<Application>().Any(o => o.Id == a.Application && records.Set<Cohort>().Any(c => c.Id == o.Cohort && c.OutcomesOn < before))).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(old);
            return old.Count;
        }

        /// <summary>Of everybody who was put forward, also of those who never applied.</summary>
        private static async Task<int> NominationsAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.NotSelectedKeptDays);
            var old = await records.Set<Nomination>().Where(n => records.Set<Cohort>().Any(c => c.Id == n.Cohort && c.OutcomesOn < before)).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(old);
            return old.Count;
        }

        /// <summary>Whom assessors are linked with, and what they chose to say about themselves.</summary>
        private static async Task<int> LinksAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.NotSelectedKeptDays);
            var links = await records.Set<AssessorLink>().Where(l => records.Set<Cohort>().Any(c => c.Id == l.Cohort && c.OutcomesOn < before)).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(links);
            foreach (var one in await records.Set<Assessor>().Where(a => a.SealedAboutSelf != null && records.Set<Cohort>().Any(c => c.Id == a.Cohort && c.OutcomesOn < before)).Take(AtOnce).ToListAsync(stop)) one.SealedAboutSelf = null;
            return links.Count;
        }

        private static async Task<int> LogsAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.MeetingsKeptDays);
            var old = await records.Set<MeetingLog>().Where(l => records.Set<Cohort>().Any(c => c.Id == l.Cohort && c.OutcomesOn < before)).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(old);
            return old.Count;
        }

        private static async Task<int> DeclarationsAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.EligibilityKeptDays);
            var old = await records.Set<EligibilityDeclaration>().Where(e => e.Sealed != null
                && records.Set<Application>().Any(a => a.Id == e.Application && records.Set<Cohort>().Any(c => c.Id == a.Cohort && c.OutcomesOn < before))).Take(AtOnce).ToListAsync(stop);
            foreach (var one in old) one.Sealed = null;
            return old.Count;
        }

        private static async Task<int> MonitoringAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.MonitoringKeptDays);
            var old = await records.Set<MonitoringAnswers>().Where(m => m.SavedOn < before).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(old);
            return old.Count;
        }

        private static async Task<int> BookingsAsync(Records records, DateOnly today, ProgrammePolicy policy, CancellationToken stop)
        {
            var before = today.AddDays(-policy.BookingsKeptDays);
            var old = await records.Set<Booking>().Where(b => records.Set<Cohort>().Any(c => c.Id == b.Cohort && c.BriefingOn < before)).Take(AtOnce).ToListAsync(stop);
            records.RemoveRange(old);
            return old.Count;
        }
    }
}
