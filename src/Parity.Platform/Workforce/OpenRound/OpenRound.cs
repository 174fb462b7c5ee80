using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Opens a round of collection for a snapshot date and asks organisations for their returns: their analysts and HR leads are written to. One round is open at a time.</summary>
public static class OpenRound
{
    public const int LongestTitle = 120;

    /// <param name="Organisations">Those that are asked; null for every organisation of the partnership.</param>
    public sealed record Request(PersonId By, string Title, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly DueOn, IReadOnlyList<OrganisationId>? Organisations = null);

    /// <summary>What of a request cannot be: the name of the field and what to do.</summary>
    public sealed record Fault(string Field, string Advice);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when the same round was open already: asking twice is harmless.</summary>
        public sealed record Opened(RoundId Id) : Outcome;

        public sealed record Impossible(IReadOnlyList<Fault> Faults) : Outcome;

        public sealed record AnotherIsOpen(RoundId Id, string Title) : Outcome;

        public sealed record NotAllowed : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.DeliveryManager) is not true) return new Outcome.NotAllowed();
            var partners = await partnership.AllAsync(stop);
            var asked = request.Organisations is null ? partners : partners.FindAll(p => request.Organisations.Contains(p.Id));
            var faults = FaultsOf(request, asked.Count).ToList();
            if (faults.Count > 0) return new Outcome.Impossible(faults);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.RoundOpened, $"{asked.Count} organisations are asked for their returns of {request.SnapshotDate:yyyy-MM-dd}");
            var everybody = await accounts.AllAsync(stop);
            return await store.WriteAsync(change, records => WriteAsync(records, request, asked, everybody), stop);
        }

        private async Task<Outcome> WriteAsync(Records records, Request request, List<Partner> asked, IReadOnlyList<Account> everybody)
        {
            if (!await AccountsDoor.Holding(records, clock, Role.DeliveryManager).ContainsAsync(request.By)) return new Outcome.NotAllowed();
            if (await records.Set<Round>().Where(r => r.ClosedAt == null).FirstOrDefaultAsync() is { } open)
                return open.SnapshotDate == request.SnapshotDate ? new Outcome.Opened(open.Id) : new Outcome.AnotherIsOpen(open.Id, open.Title);
            if (await records.Set<Round>().AnyAsync(r => r.SnapshotDate == request.SnapshotDate))
                return new Outcome.Impossible([new("snapshot", "There was a round for this snapshot. Ask for corrections there, or choose another day.")]);
            var id = WorkforceDoor.OpenRound(records, clock, request.Title.Trim(), request.SnapshotDate, request.PeriodStart, request.PeriodEnd, request.DueOn, asked.ConvertAll(p => p.Id));
            var round = records.Set<Round>().Local.Single(r => r.Id == id);
            foreach (var one in asked) await InvitationLetters.QueueOpenedAsync(records, store.Key, clock, round, one, everybody);
            return new Outcome.Opened(id);
        }

        private IEnumerable<Fault> FaultsOf(Request request, int asked)
        {
            if (string.IsNullOrWhiteSpace(request.Title)) yield return new("title", "Give the round a name, such as Fourth edition.");
            else if (request.Title.Trim().Length > LongestTitle) yield return new("title", $"Use at most {LongestTitle} characters for the name.");
            if (request.PeriodEnd < request.PeriodStart) yield return new("end", "The period ends on or after the day it starts.");
            else if (request.PeriodEnd.DayNumber - request.PeriodStart.DayNumber > 2 * 366) yield return new("end", "The period is at most two years long.");
            if (request.SnapshotDate < request.PeriodStart || request.SnapshotDate.DayNumber - request.PeriodEnd.DayNumber > 366)
                yield return new("snapshot", "The snapshot lies in the period or soon after it.");
            if (request.DueOn < London.Today(clock)) yield return new("due", "Returns are due today or later.");
            if (asked == 0) yield return new("organisations", "Choose at least one organisation.");
        }
    }
}
