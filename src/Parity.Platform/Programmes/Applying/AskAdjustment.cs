using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An applicant says what they need in order to take part in a stage. It can be asked for at any time, also after sending.</summary>
public static class AskAdjustment
{
    public const int LongestNeed = 1000;

    public sealed record Request(PersonId By, ProgrammeApplicationId Application, AdjustmentStage? Stage, string? Need);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Asked : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record Closed : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string need = (request.Need ?? "").ReplaceLineEndings("\n").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Stage is null) mistakes.Add(("stage", "Choose for what you need it."));
            if (need.Length is 0 or > LongestNeed) mistakes.Add(("need", $"Say what would help, in at most {LongestNeed} characters. A diagnosis is not needed."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            var leave = await Leave.AskAsync(store, new Actor.OfApplication(request.Application.Value), Purposes.TakingPart, request.Application.Value, stop, Adjustment.Needed);
            return await store.WriteAsync<Outcome>(new Change(new Actor.OfApplication(request.Application.Value), ChangeKind.AdjustmentAsked, "an adjustment was asked for"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Person == request.By, stop) is not { } one) return new Outcome.NoSuchApplication();
                if (ApplicationMoves.IsOver(one.State)) return new Outcome.Closed();
                var alike = await records.Set<Adjustment>().Where(a => a.Application == one.Id && a.Stage == request.Stage).ToListAsync(stop);
                if (leave is not null && alike.Exists(a => a.Need(leave) == need)) return new Outcome.Asked();
                var id = TypedId.NewValue(clock);
                records.Add(new Adjustment { Id = id, Application = one.Id, Stage = request.Stage!.Value, Sealed = Adjustment.Seal(store.Key, id, need), AskedAt = clock.GetUtcNow() });
                return new Outcome.Asked();
            }, stop);
        }
    }
}

/// <summary>The programme's team says what was arranged.</summary>
public static class AnswerAdjustment
{
    public const int LongestAnswer = 1000;

    /// <param name="ForPanel">For an interview: what is to be done in the room. Ignored for what is needed elsewhere.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, Guid Adjustment, bool IsMet, string? Answer, string? ForPanel = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NoSuchAdjustment : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Answer?.ReplaceLineEndings("\n").Trim() is not { Length: > 0 and <= LongestAnswer } answer) return new Outcome.NotYet("answer", "Say what was arranged, or what is being done. The applicant reads it.");
            string room = (request.ForPanel ?? "").ReplaceLineEndings("\n").Trim();
            if (room.Length > LongestAnswer) return new Outcome.NotYet("for-panel", $"Shorten what the panel is told to {LongestAnswer} characters.");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.AdjustmentAnswered, request.IsMet ? "an adjustment was met" : "an adjustment was answered"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchAdjustment();
                if (await records.Set<Adjustment>().SingleOrDefaultAsync(a => a.Id == request.Adjustment && a.Application == request.Application, stop) is not { } one) return new Outcome.NoSuchAdjustment();
                (one.IsMet, one.SealedAnswer, one.AnsweredAt, one.AnsweredBy) = (request.IsMet, Model.Adjustment.SealAnswer(store.Key, one.Id, answer), clock.GetUtcNow(), request.By);
                one.SealedForPanel = one.Stage is AdjustmentStage.Interview && room.Length > 0 ? Model.Adjustment.SealForPanel(store.Key, one.Id, room) : null;
                return new Outcome.Done();
            }, stop);
        }
    }
}

/// <summary>What was asked for and arranged: for the applicant, and for the programme's team, whose look is noted. Unopened where the inventory does not give the purpose.</summary>
public static class ReadAdjustments
{
    /// <param name="Applicant">Who asks about their own; null: the programme's team.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, bool IsTeam);

    public sealed record Listed(Guid Id, AdjustmentStage Stage, string? Need, DateTimeOffset At, bool IsMet, string? Answer, string? ForPanel);

    public sealed class Handler(Store store)
    {
        public async Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop)
        {
            if (!await store.ReadAsync(records => records.Set<Application>().AnyAsync(a => a.Id == request.Application && (request.IsTeam ? a.SentAt != null : a.Person == request.By), stop))) return [];
            var found = await store.ReadAsync(records => records.Set<Adjustment>().Where(a => a.Application == request.Application).OrderBy(a => a.AskedAt).ToListAsync(stop));
            if (found.Count == 0) return [];
            Actor by = request.IsTeam ? new Actor.Someone(request.By) : new Actor.OfApplication(request.Application.Value);
            var leave = await Leave.AskAsync(store, by, request.IsTeam ? Purposes.TakingPart : Purposes.OwnWords, request.Application.Value, stop, Adjustment.All);
            if (leave is null) return found.ConvertAll(a => new Listed(a.Id, a.Stage, null, a.AskedAt, a.IsMet, null, null));
            if (request.IsTeam)
                await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.AdjustmentsOfApplication, request.Application.Value, null, "to arrange what an applicant needs"), stop);
            return found.ConvertAll(a => new Listed(a.Id, a.Stage, a.Need(leave), a.AskedAt, a.IsMet, a.Answer(leave), a.ForPanel(leave)));
        }
    }
}
