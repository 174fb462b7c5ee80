using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The programme's team plans a day of a cohort, in a room and with a speaker that employers lent, or cancels one.</summary>
public static class PlanCohortDay
{
    public const int LongestTitle = 120;
    public const int LongestPlace = 200;
    private const string WhichModule = "Choose which module it is a day of.";

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Kind">A kind of day of the cohort's shape.</param>
        /// <param name="EvenSo">Also where somebody is not released on that day.</param>
        /// <param name="VenueOffer">The room that an employer lent; else <paramref name="Place"/> says where.</param>
        /// <param name="Module">Of a module day: which one, from 1.</param>
        /// <param name="MakesUp">It is for those who missed a day of the module.</param>
        /// <param name="LearningSet">That meets: who is in it is awaited and nobody else. Its title is that of the kind of day, which names no set.</param>
        public sealed record Make(CohortId Cohort, string? Kind, string? Title, DateOnly? On, TimeOnly? From, TimeOnly? Until, string? Place, string? Speaker, Guid? VenueOffer, Guid? SpeakerOffer, bool EvenSo = false, int? Module = null, bool MakesUp = false, Guid? LearningSet = null) : Deed;

        /// <summary>Which module a day is of that was planned without it.</summary>
        public sealed record SayModule(Guid Day, int? Module) : Deed;

        public sealed record Cancel(Guid Day) : Deed;
    }

    public sealed record Request(PersonId By, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done(CohortId Cohort) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchDay : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync(new Change(new Actor.Someone(request.By), ChangeKind.CohortDayPlanned, request.Deed switch { Deed.Make => "a day of a cohort was planned", Deed.SayModule => "it was said which module a day is of", _ => "a day of a cohort was cancelled" }), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchDay();
                return request.Deed switch
                {
                    Deed.Make make => await MakeAsync(records, request.By, make, stop),
                    Deed.SayModule say => await SayAsync(records, say, stop),
                    Deed.Cancel cancel => await CancelAsync(records, cancel, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);

        private async Task<Outcome> MakeAsync(Records records, PersonId by, Deed.Make make, CancellationToken stop)
        {
            if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == make.Cohort && c.PublishedAt != null && c.FinishedAt == null, stop) is not { } cohort) return new Outcome.NoSuchDay();
            string title = (make.Title ?? "").Trim(), place = (make.Place ?? "").Trim(), speaker = (make.Speaker ?? "").Trim();
            var shape = cohort.ReadShape();
            var type = shape.Type(make.Kind ?? "");
            bool isSets = make.LearningSet is not null;
            if (isSets) title = type?.Title ?? title;
            var meeting = isSets ? await records.Set<InLearningSet>().Where(i => i.LearningSet == make.LearningSet && records.Set<LearningSet>().Any(s => s.Id == i.LearningSet && s.Cohort == cohort.Id)).Select(i => i.Participant).ToListAsync(stop) : [];
            int? module = type?.Code == ProgrammeShape.ModulesType && make.Module <= shape.Modules.Count ? make.Module : null;
            var mistakes = new List<(string Field, string Advice)>();
            if (type is null) mistakes.Add(("kind", "Choose what kind of day it is."));
            if (type?.Code == ProgrammeShape.ModulesType && shape.Modules.Count > 0 && module is not >= 1) mistakes.Add(("module", WhichModule));
            if (isSets && type?.Code is ProgrammeShape.ModulesType or ProgrammeShape.StretchType) mistakes.Add(("learning-set", "A learning set does not meet on a day of this kind. Choose another kind, or everybody."));
            else if (isSets && meeting.Count == 0) mistakes.Add(("learning-set", "Choose a set that somebody is in."));
            if (title.Length is 0 or > LongestTitle) mistakes.Add(("day-title", "Enter what the day is about."));
            if (make.On is not { } on || on < cohort.StartsOn || on > cohort.EndsOn) mistakes.Add(("on", "Enter a day from the first to the last of the programme."));
            if (make.From is not { } from || make.Until is not { } until || until <= from) mistakes.Add(("from", "Enter when it begins and ends, such as 09:30 and 16:30."));
            else if ((London.Doubt(make.On, make.From) ?? London.Doubt(make.On, make.Until)) is { } doubt) mistakes.Add(("from", doubt));
            if (place.Length > LongestPlace || (place.Length == 0 && make.VenueOffer is null)) mistakes.Add(("place", "Choose a room that an employer lent, or say where it is."));
            if (speaker.Length > LongestTitle) mistakes.Add(("speaker", $"Use at most {LongestTitle} characters."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            if (!make.EvenSo && await NotReleasedAsync(records, cohort.Id, make.On!.Value, make.MakesUp ? module : null, isSets ? meeting : null, stop) is > 0 and var many)
                return new Outcome.NotYet([("day-even-so", $"By what employers agreed, {many} {(many == 1 ? "person is" : "people are")} not released on this day. Choose another day, or tick this: they, their line managers and employers see the clash.")]);

            // Sent twice: it is one day, and lends one room.
            if (await records.Set<CohortDay>().AnyAsync(d => d.Cohort == cohort.Id && d.Kind == type!.Code && d.Title == title && d.OnDay == make.On && d.FromTime == make.From && d.LearningSet == make.LearningSet && d.CancelledAt == null, stop)) return new Outcome.Done(cohort.Id);
            if (module is { } number && !make.MakesUp && await IsPlannedAsync(records, cohort, number, stop))
                return new Outcome.NotYet([("makes-up", "Every day of this module is planned. Tick this if it is for those who missed one, or choose another module.")]);
            var venue = await UseAsync(records, by, cohort.Id, make.VenueOffer, OfferKind.Venue, make.On!.Value, title, stop);
            var speakers = await UseAsync(records, by, cohort.Id, make.SpeakerOffer, OfferKind.Speaker, make.On.Value, title, stop);
            if (venue is { Offer: null }) mistakes.Add(("venue-offer", "Choose a room of which something is left."));
            if (speakers is { Offer: null }) mistakes.Add(("speaker-offer", "Choose a speaker of whom something is left."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            foreach (var use in new[] { venue?.Use, speakers?.Use })
                if (use is not null) records.Add(use);
            var id = TypedId.NewValue(clock);
            // One letter a day, however many days are planned on it.
            await TellAsync(records, cohort.Id, make.On.Value, make.MakesUp ? module : null, isSets ? meeting : null, $"planned {London.Today(clock):yyyy-MM-dd}", stop);
            records.AddRange(meeting.Select(who => Model.LearningSet.Awaited(id, who, by, clock.GetUtcNow())));
            records.Add(new CohortDay
            {
                Id = id,
                Cohort = cohort.Id,
                Kind = type!.Code,
                Title = title,
                Module = module,
                MakesUp = module is not null && make.MakesUp,
                LearningSet = make.LearningSet,
                OnDay = make.On.Value,
                FromTime = make.From!.Value,
                UntilTime = make.Until!.Value,
                Minutes = Math.Min(type.DayMinutes, MinutesOf(make.From.Value, make.Until.Value, type.DayMinutes)),
                Place = place.Length > 0 ? place : venue!.Offer!.Note,
                Speaker = speaker.Length > 0 ? speaker : speakers?.Offer?.Note,
                VenueUse = venue?.Use?.Id,
                SpeakerUse = speakers?.Use?.Id,
                MadeBy = by,
                MadeAt = clock.GetUtcNow(),
            });
            return new Outcome.Done(cohort.Id);
        }

        /// <param name="makesUp">The module, where the day is only for those who missed one of its days.</param>
        /// <param name="only">Who is awaited, where it is not everybody.</param>
        private static async Task<int> NotReleasedAsync(Records records, CohortId cohort, DateOnly on, int? makesUp, List<ParticipantId>? only, CancellationToken stop)
        {
            var days = await CohortDays.ReadAsync(records, cohort, stop);
            return (await records.Set<Release>().Where(r => records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == cohort && p.EndedOn == null)).ToListAsync(stop))
                .Count(r => only?.Contains(r.Participant) is not false && (makesUp is null || ModuleProgress.IsFor(new(makesUp, 0, on, LedgerState.Planned, MakesUp: true), days.ModulesOf(r.Participant))) && ReleaseClash.KindOf(r.ToTerms(), on) is not null);
        }

        /// <summary>Whoever is awaited, unless the day is over and is only noted.</summary>
        private async Task TellAsync(Records records, CohortId cohort, DateOnly on, int? makesUp, List<ParticipantId>? only, string what, CancellationToken stop)
        {
            if (on < London.Today(clock)) return;
            var days = await CohortDays.ReadAsync(records, cohort, stop);
            var awaited = (await records.Set<Participant>().Where(p => p.Cohort == cohort && p.EndedOn == null).ToListAsync(stop))
                .FindAll(p => only?.Contains(p.Id) is not false && (makesUp is null || ModuleProgress.IsFor(new(makesUp, 0, on, LedgerState.Planned, MakesUp: true), days.ModulesOf(p.Id))));
            await NeutralLetter.SendAsync(records, store.Key, clock, $"day of {cohort} {what}", awaited.Select(p => p.Person));
        }

        private static async Task<bool> IsPlannedAsync(Records records, Cohort cohort, int module, CancellationToken stop) => ModuleProgress.IsWhole(
            cohort.ReadShape(), module, await records.Set<CohortDay>().Where(d => d.Cohort == cohort.Id && d.Module == module && !d.MakesUp && d.CancelledAt == null).SumAsync(d => d.Minutes, stop));

        /// <summary>Five hours and more are a whole day of its kind; what is shorter counts as long as it is.</summary>
        private static int MinutesOf(TimeOnly from, TimeOnly until, int dayMinutes) => (int)(until - from).TotalMinutes is var length && length >= 300 ? dayMinutes : length;

        /// <returns>Null where nothing was chosen; without an offer where nothing of it is left.</returns>
        private async Task<Used?> UseAsync(Records records, PersonId by, CohortId cohort, Guid? offer, OfferKind kind, DateOnly on, string what, CancellationToken stop)
        {
            if (offer is not { } id) return null;
            if (await records.Set<OfferInKind>().SingleOrDefaultAsync(o => o.Id == id && o.Kind == kind && o.EndedAt == null, stop) is not { } found) return new(null, null);
            int used = await records.Set<OfferUse>().Where(u => u.Offer == id).SumAsync(u => u.Amount, stop);
            return used >= found.Amount ? new(null, null) : new(found, new OfferUse { Id = TypedId.NewValue(clock), Offer = id, Cohort = cohort, UsedOn = on, Amount = 1, What = what, NotedBy = by });
        }

        private sealed record Used(OfferInKind? Offer, OfferUse? Use);

        private static async Task<Outcome> SayAsync(Records records, Deed.SayModule say, CancellationToken stop)
        {
            if (await records.Set<CohortDay>().SingleOrDefaultAsync(d => d.Id == say.Day && d.Kind == ProgrammeShape.ModulesType && d.Module == null && d.CancelledAt == null, stop) is not { } day) return new Outcome.NoSuchDay();
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == day.Cohort, stop);
            if (say.Module is not { } module || module < 1 || module > cohort.ReadShape().Modules.Count) return new Outcome.NotYet([("module", WhichModule)]);
            if (await IsPlannedAsync(records, cohort, module, stop)) return new Outcome.NotYet([("module", "Choose another module: every day of this one is planned.")]);
            day.Module = module;
            return new Outcome.Done(day.Cohort);
        }

        private async Task<Outcome> CancelAsync(Records records, Deed.Cancel cancel, CancellationToken stop)
        {
            if (await records.Set<CohortDay>().SingleOrDefaultAsync(d => d.Id == cancel.Day && d.CancelledAt == null, stop) is not { } day) return new Outcome.NoSuchDay();
            if (await records.Set<Attendance>().AnyAsync(a => a.CohortDay == day.Id && a.State != LedgerState.Planned, stop)) return new Outcome.NotYet([("", "Attendance has been noted for this day, so it took place. It stays.")]);
            if (day.Module is { } module && !day.MakesUp && await records.Set<Reaction>().AnyAsync(r => r.Kind == ReactionKind.Module && r.Number == module && records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == day.Cohort), stop))
                return new Outcome.NotYet([("", "Participants have said how they found this module, so its days stay.")]);
            day.CancelledAt = clock.GetUtcNow();
            var awaited = await records.Set<Attendance>().Where(a => a.CohortDay == day.Id).ToListAsync(stop);
            await TellAsync(records, day.Cohort, day.OnDay, day.MakesUp ? day.Module : null, day.LearningSet is null ? null : awaited.ConvertAll(a => a.Participant), $"cancelled {TypedId.Text(day.Id)}", stop);
            records.RemoveRange(awaited);
            records.RemoveRange(await records.Set<OfferUse>().Where(u => u.Id == day.VenueUse || u.Id == day.SpeakerUse).ToListAsync(stop));
            return new Outcome.Done(day.Cohort);
        }
    }
}

/// <summary>Who was at a day of a cohort, who was not, and who has made it up.</summary>
public static class NoteAttendance
{
    /// <param name="Noted">Attended, missed or made up, by participant.</param>
    public sealed record Request(PersonId By, Guid Day, IReadOnlyDictionary<ParticipantId, Rules.LedgerState> Noted);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done(CohortId Cohort) : Outcome;

        public sealed record NotYet(CohortId Cohort, string Advice) : Outcome;

        public sealed record NoSuchDay : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.AttendanceNoted, "who was there was noted"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchDay();
                if (await records.Set<CohortDay>().SingleOrDefaultAsync(d => d.Id == request.Day && d.CancelledAt == null, stop) is not { } day) return new Outcome.NoSuchDay();
                if (day.OnDay > London.Today(clock)) return new Outcome.NotYet(day.Cohort, "The day is still to come. Note who was there once it is over.");
                var mine = (await records.Set<Participant>().Where(p => p.Cohort == day.Cohort).Select(p => p.Id).ToListAsync(stop)).ToHashSet();
                var kept = await records.Set<Attendance>().Where(a => a.CohortDay == day.Id).ToDictionaryAsync(a => a.Participant, stop);
                // At a set's meeting nobody else is noted.
                if (day.LearningSet is not null) mine.IntersectWith(kept.Keys);
                foreach (var (participant, state) in request.Noted.Where(n => mine.Contains(n.Key) && n.Value is not Rules.LedgerState.Planned))
                {
                    if (kept.TryGetValue(participant, out var one)) (one.State, one.NotedBy, one.NotedAt) = (state, request.By, clock.GetUtcNow());
                    else records.Add(new Attendance { CohortDay = day.Id, Participant = participant, State = state, NotedBy = request.By, NotedAt = clock.GetUtcNow() });
                }

                return new Outcome.Done(day.Cohort);
            }, stop);
    }
}
