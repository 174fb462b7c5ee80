using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The programme's team notes who had regard to equality when something was decided, and to what: each of the three aims
/// of section 149, or that it has no bearing on one. Also of a case that has ended: ending it is decided too.
/// </summary>
public static class RecordDueRegard
{
    public const int LongestText = 2000;
    public const int LongestLine = 200;

    public sealed record Request(
        PersonId By, ActionCaseId Case, string? Decision, DateOnly? ConsideredOn, string? ConsideredBy, string? Eliminating, string? Advancing, string? Fostering, string? LedTo);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchCase : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var mistakes = new List<(string Field, string Advice)>();
            string decision = Need(request.Decision, LongestLine, "regard-decision", "Say what was decided.");
            string by = Need(request.ConsideredBy, LongestLine, "regard-by", "Say who considered it: a person or a body.");
            if (request.ConsideredOn is not { } on || on > London.Today(clock)) mistakes.Add(("regard-on", "Enter the day on which it was considered, not one to come: regard is had before or when something is decided."));
            string eliminating = Need(request.Eliminating, LongestText, "eliminating", "Say what was considered about discrimination, harassment and victimisation, or why it has no bearing.");
            string advancing = Need(request.Advancing, LongestText, "advancing", "Say what was considered about equality of opportunity, or why it has no bearing.");
            string fostering = Need(request.Fostering, LongestText, "fostering", "Say what was considered about relations between people, or why it has no bearing.");
            string ledTo = Need(request.LedTo, LongestText, "led-to", "Say what came of it: what was changed, or why nothing was.");
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.DueRegardRecorded, "who had regard to equality, and to what, was recorded"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCase();
                if (!await records.Set<ActionCase>().AnyAsync(c => c.Id == request.Case && c.Owner != null, stop)) return new Outcome.NoSuchCase();
                records.Add(new DueRegard
                {
                    Id = TypedId.NewValue(clock),
                    ActionCase = request.Case,
                    Decision = decision,
                    ConsideredOn = request.ConsideredOn!.Value,
                    ConsideredBy = by,
                    Eliminating = eliminating,
                    Advancing = advancing,
                    Fostering = fostering,
                    LedTo = ledTo,
                    RecordedBy = request.By,
                    RecordedAt = clock.GetUtcNow(),
                });
                return new Outcome.Done();
            }, stop);

            string Need(string? text, int longest, string field, string advice)
            {
                string trimmed = (text ?? "").Trim();
                if (trimmed.Length == 0) mistakes.Add((field, advice));
                else if (trimmed.Length > longest) mistakes.Add((field, $"Use at most {longest} characters."));
                return trimmed;
            }
        }
    }
}
