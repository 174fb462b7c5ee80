using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Keeps an analyst's reasons for what changed so much since the edition before.</summary>
public static class ExplainSwings
{
    public const int LongestText = 1_000;

    /// <param name="Texts">By the key of the total; a blank text takes an explanation back.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, ReturnId Return, IReadOnlyDictionary<string, string> Texts);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Open">How many swings are still without a reason.</param>
        public sealed record Kept(int Open) : Outcome;

        public sealed record TooLong(IReadOnlyList<string> Swings) : Outcome;

        /// <summary>No such return of this organisation, or somebody who is not its analyst.</summary>
        public sealed record NotFound : Outcome;

        /// <summary>It is signed off or replaced: its reasons stay as they are.</summary>
        public sealed record Settled : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.HoldsIn(Role.HrAnalyst, request.Organisation) is not true) return new Outcome.NotFound();
            var texts = request.Texts.ToDictionary(t => t.Key, t => t.Value.ReplaceLineEndings("\n").Trim(), StringComparer.Ordinal);
            string[] tooLong = [.. texts.Where(t => t.Value.Length > LongestText).Select(t => t.Key)];
            if (tooLong.Length > 0) return new Outcome.TooLong(tooLong);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnExplained, "what changed much since the edition before is explained", request.Organisation);
            bool? written = await store.WriteAsync(change, records => WriteAsync(records, request, texts), stop);
            if (written is null) return new Outcome.NotFound();
            if (written is false) return new Outcome.Settled();
            var comparison = await store.ReadAsync(records => Comparisons.OfAsync(records, store.Key, request.Organisation, request.Return, stop));
            return comparison is null ? new Outcome.NotFound() : new Outcome.Kept(comparison.Open);
        }

        private async Task<bool?> WriteAsync(Records records, Request request, Dictionary<string, string> texts)
        {
            if (!await AccountsDoor.Holding(records, clock, Role.HrAnalyst, request.Organisation).ContainsAsync(request.By)) return null;
            var comparison = await Comparisons.OfAsync(records, store.Key, request.Organisation, request.Return, CancellationToken.None);
            if (comparison is null) return null;
            var status = await records.Set<SubmittedReturn>().Where(r => r.Id == request.Return).Select(r => r.Status).SingleAsync();
            if (status is not (ReturnStatus.Checked or ReturnStatus.Submitted or ReturnStatus.SentBack)) return false;
            var before = await records.Set<Explanation>().Where(e => e.Return == request.Return).ToDictionaryAsync(e => e.Swing);
            var now = clock.GetUtcNow();
            foreach (var swing in comparison.Lines.Where(l => l.Total.IsSwing).Select(l => l.Total.Key))
            {
                if (!texts.TryGetValue(swing, out string? text)) continue;
                var kept = before.GetValueOrDefault(swing);
                if (text.Length == 0 && kept is not null) records.Remove(kept);
                else if (text.Length > 0 && kept is null) records.Add(new Explanation { Return = request.Return, Swing = swing, Text = text, WrittenBy = request.By, WrittenAt = now });
                else if (kept is not null && !string.Equals(kept.Text, text, StringComparison.Ordinal)) (kept.Text, kept.WrittenBy, kept.WrittenAt) = (text, request.By, now);
            }

            return true;
        }
    }
}
