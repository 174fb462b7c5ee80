using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Tells every decision of a cohort at once. The letters say only that there is news: what it is stands behind sign-in.</summary>
public static class TellOutcomes
{
    /// <param name="AllTheSame">Also if others at the same stage have no decision yet.</param>
    /// <param name="Unmarked">Also if it rests on marks that are still to come, or on none; it stays in the log that it did.</param>
    public sealed record Request(PersonId By, CohortId Cohort, bool AllTheSame = false, bool Unmarked = false);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Told(int Applicants) : Outcome;

        public sealed record NothingToTell : Outcome;

        /// <summary>More offers than places, beyond what the reserve list reaches for.</summary>
        public sealed record MoreOffersThanPlaces(int Offers, int Free) : Outcome;

        /// <summary>So many others stand where those stand who would be told, and have no decision: they would learn theirs later.</summary>
        public sealed record OthersUndecided(int Others) : Outcome;

        /// <summary>So many would be told what was decided on their merits without a mark, or before all who mark them have locked; and so many marks wait for a third person.</summary>
        public sealed record MarksOpen(int Applicants, int ToSettle) : Outcome;

        /// <summary>So many times somebody goes on before somebody who stands higher by the marks, and nobody has said why.</summary>
        public sealed record NotExplained(MarkingStage Stage, int Pairs) : Outcome;

        /// <summary>So many would be told of a next step that there is no more: it is chosen anew first.</summary>
        public sealed record NextStepGone(int Applicants) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            return store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.OutcomesTold, request.Unmarked ? "what was decided is told to all at once, also where marks were still to come" : "what was decided is told to all at once"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                var applications = await records.Set<Application>().Where(a => a.Cohort == cohort.Id).ToDictionaryAsync(a => a.Id, stop);
                var pending = (await records.Set<Decision>().Where(d => d.ToldAt == null && d.ReplacedAt == null).ToListAsync(stop)).Where(d => applications.ContainsKey(d.Application)).ToList();
                // Somebody may have taken an application back since it was decided about, or the declaration it rests on.
                var takenBack = await EligibilityDeclaration.TakenBackAsync(records, applications.Keys, stop);
                // Or the reserve list from which a place was to be offered is over by now.
                var over = await OverAsync(records, applications, London.DayOf(now), stop);
                var possible = pending.Where(d => ApplicationMoves.After(applications[d.Application].State, d.Deed, Doer.Team) is not null
                    && !(ApplicationMoves.GoesOn(d.Deed) && takenBack.Contains(d.Application)) && !(d.Deed is ApplicationDeed.Offer && over.Contains(d.Application))).ToList();
                if (possible.Count == 0) return new Outcome.NothingToTell();
                var stages = possible.Select(d => applications[d.Application].State).Where(s => s is ApplicationState.Submitted or ApplicationState.Interviewed).ToHashSet();
                // Who is invited and has not been interviewed hears later than those who have.
                if (stages.Contains(ApplicationState.Interviewed)) stages.Add(ApplicationState.Shortlisted);
                int undecided = applications.Values.Count(a => stages.Contains(a.State)) - possible.Count(d => stages.Contains(applications[d.Application].State));
                if (undecided > 0 && !request.AllTheSame) return new Outcome.OthersUndecided(undecided);

                if (!request.Unmarked && await MarksOpenAsync(records, cohort, [.. possible.Select(d => (applications[d.Application], d.Deed))], now, stop) is { } open) return open;
                int taken = applications.Values.Count(a => ApplicationMoves.TakesPlace(a.State) || a.State is ApplicationState.Offered);
                int offers = possible.Count(d => d.Deed is ApplicationDeed.Offer && applications[d.Application].State is not ApplicationState.Reserve);
                if (offers > Math.Max(0, cohort.Places - taken)) return new Outcome.MoreOffersThanPlaces(offers, Math.Max(0, cohort.Places - taken));
                if (await NotExplainedAsync(records, cohort, possible, applications, now, stop) is { } unexplained) return unexplained;
                var policy = ProgrammePolicy.InForceOn(London.DayOf(now));
                if (possible.Count(d => d.NextStep is { } next && policy.NextSteps.All(s => s.Code != next)) is > 0 and var gone) return new Outcome.NextStepGone(gone);
                await KeepLogsAsync(records, cohort, [.. possible.Select(d => (d.Application, applications[d.Application].State, d.Deed))], request.By, now, stop);
                foreach (var decision in possible)
                {
                    var one = applications[decision.Application];
                    one.Move(records, clock, decision.Deed, Doer.Team);
                    decision.ToldAt = now;
                    if (decision.Deed is ApplicationDeed.Offer) one.AnswerBy = WorkingDays.After(London.DayOf(now), policy.OfferDays);
                    string key = string.Create(CultureInfo.InvariantCulture, $"application {one.Id} told {Instant.ToMicroseconds(now)}");
                    await AccountsDoor.QueueMailAsync(records, store.Key, clock, key, one.Person, NeutralLetter.Text);
                }

                return new Outcome.Told(possible.Count);
            }, stop);
        }

        /// <summary>Looks whether everybody who is told what their merits led to was marked, by everybody who was to, and whether what lay apart is settled.</summary>
        private static async Task<Outcome.MarksOpen?> MarksOpenAsync(Records records, Cohort cohort, IReadOnlyList<(Application One, ApplicationDeed Deed)> told, DateTimeOffset now, CancellationToken stop)
        {
            int open = 0, toSettle = 0;
            foreach (var stage in Enum.GetValues<MarkingStage>())
            {
                var merits = told.Where(t => t.One.State == (stage is MarkingStage.Reading ? ApplicationState.Submitted : ApplicationState.Interviewed) && t.Deed is ApplicationDeed.Shortlist or ApplicationDeed.Offer or ApplicationDeed.PutOnReserve or ApplicationDeed.NotSelect).Select(t => t.One.Id).ToHashSet();
                if (merits.Count == 0) continue;
                var markings = (await records.Set<Marking>().Where(m => m.Stage == stage && m.EndedAt == null && merits.Contains(m.Application)).ToListAsync(stop)).ToLookup(m => m.Application);
                open += merits.Count(id => !markings[id].Any() || markings[id].Any(m => m.LockedAt is null));
                toSettle += await records.Set<Moderation>().CountAsync(m => m.Stage == stage && m.Value == null && merits.Contains(m.Application), stop)
                    + (await Moderations.NeededAsync(records, cohort.Id, stage, SelectionPolicy.InForceOn(London.DayOf(now)), null, stop)).Count(n => merits.Contains(n.Application));
            }

            return open + toSettle > 0 ? new Outcome.MarksOpen(open, toSettle) : null;
        }

        /// <summary>
        /// Looks whether what is told now leaves the order of the means without a reason, and fixes the reasons there are. What was told earlier, perhaps under
        /// rules that asked for none, is not asked for again.
        /// </summary>
        private static async Task<Outcome?> NotExplainedAsync(Records records, Cohort cohort, List<Decision> told, Dictionary<ProgrammeApplicationId, Application> applications, DateTimeOffset now, CancellationToken stop)
        {
            if (SelectionPolicy.InForceOn(London.DayOf(now)).Deviations.Count == 0) return null;
            foreach (var stage in Enum.GetValues<MarkingStage>())
            {
                var toldNow = told.Where(d => OutOfOrder.IsOf(stage, applications[d.Application].State)).Select(d => d.Application.Value).ToHashSet();
                if (toldNow.Count == 0) continue;
                var pairs = (await OutOfOrder.OfAsync(records, cohort, stage, told.Select(d => (d.Application, d.DecidedAt)).ToHashSet(), stop)).Where(p => toldNow.Contains(p.GoesOn) || toldNow.Contains(p.PassedOver)).ToList();
                if (await OutOfOrder.UnexplainedAsync(records, stage, pairs, stop) is > 0 and var unexplained) return new Outcome.NotExplained(stage, unexplained);
                var concerned = pairs.SelectMany(p => new[] { new ProgrammeApplicationId(p.GoesOn), new ProgrammeApplicationId(p.PassedOver) }).ToHashSet();
                foreach (var said in await records.Set<Deviation>().Where(d => d.Stage == stage && d.LockedAt == null && concerned.Contains(d.Application)).ToListAsync(stop)) said.LockedAt = now;
            }

            return null;
        }

        /// <summary>Whose reserve list holds no longer.</summary>
        private static async Task<HashSet<ProgrammeApplicationId>> OverAsync(Records records, Dictionary<ProgrammeApplicationId, Application> applications, DateOnly today, CancellationToken stop) =>
        [
            .. (await records.Set<Decision>().Where(d => d.Deed == ApplicationDeed.PutOnReserve && d.ToldAt != null).OrderBy(d => d.ToldAt).ToListAsync(stop)).GroupBy(d => d.Application)
                .Where(g => applications.TryGetValue(g.Key, out var one) && one.State is ApplicationState.Reserve && g.Last().HoldsUntil() < today).Select(g => g.Key),
        ];

        /// <summary>Keeps, for each stage that something is told of, what the list of its meeting rests on, so that it can be made again.</summary>
        private async Task KeepLogsAsync(Records records, Cohort cohort, IReadOnlyList<(ProgrammeApplicationId Application, ApplicationState From, ApplicationDeed Deed)> told, PersonId by, DateTimeOffset now, CancellationToken stop)
        {
            var invited = (await records.Set<Decision>().Where(d => d.Deed == ApplicationDeed.Shortlist && d.ToldAt != null && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == cohort.Id)).Select(d => d.Application).ToListAsync(stop))
                .Concat(told.Where(t => t.Deed is ApplicationDeed.Shortlist).Select(t => t.Application)).ToHashSet();
            foreach (var (stage, from) in ((MarkingStage, ApplicationState)[])[(MarkingStage.Reading, ApplicationState.Submitted), (MarkingStage.Interview, ApplicationState.Interviewed)])
            {
                if (told.Any(t => t.From == from)) await MeetingLog.KeepAsync(records, store.Key, clock, cohort, stage, invited, by, now, stop);
            }
        }
    }
}
