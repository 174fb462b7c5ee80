using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Agrees something with one organisation in a round: asks it, gives it more time, excuses it, or takes a correction
/// after the round was closed, as long as it could still be published. Its analysts and HR leads are written to, but for what excuses it.
/// </summary>
public static class ChangeInvitation
{
    public const int LongestReason = 500;

    public enum Agreement
    {
        Ask,
        MoreTime,
        Excuse,
        Correction,
    }

    /// <param name="Until">The new due day, or the last day for a correction.</param>
    public sealed record Request(PersonId By, RoundId Round, OrganisationId Organisation, Agreement Agreement, DateOnly? Until, string Reason);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Agreed : Outcome;

        public sealed record Impossible(string Field, string Advice) : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.DeliveryManager) is not true) return new Outcome.NotFound();
            // With one that has left nothing can be agreed: nobody there could send anything.
            if ((await partnership.AllAsync(stop)).Find(p => p.Id == request.Organisation) is not { } partner) return new Outcome.NotFound();
            string reason = request.Reason.Trim();
            if (reason.Length is 0 or > LongestReason) return new Outcome.Impossible("reason", reason.Length == 0 ? "Say why, in a few words." : $"Use at most {LongestReason} characters.");
            if (request.Agreement is Agreement.MoreTime or Agreement.Correction && !(request.Until >= London.Today(clock))) return new Outcome.Impossible("until", "Give a day that is today or later.");
            var change = new Change(new Actor.Someone(request.By), ChangeKind.RoundInvitationChanged, $"{Words(request.Agreement)}: {reason}", request.Organisation);
            var everybody = await accounts.AllAsync(stop);
            return await store.WriteAsync(change, async records =>
            {
                var outcome = await WriteAsync(records, request, reason);
                if (outcome is Outcome.Agreed)
                    await InvitationLetters.QueueAgreedAsync(records, store.Key, clock, await records.Set<Round>().SingleAsync(r => r.Id == request.Round), partner, everybody, request.Agreement, request.Until);
                return outcome;
            }, stop);
        }

        private async Task<Outcome> WriteAsync(Records records, Request request, string reason)
        {
            if (!await AccountsDoor.Holding(records, clock, Role.DeliveryManager).ContainsAsync(request.By)) return new Outcome.NotFound();
            if (await records.Set<Round>().SingleOrDefaultAsync(r => r.Id == request.Round) is not { } round) return new Outcome.NotFound();
            if (round.IsOpen == request.Agreement is Agreement.Correction)
                return new Outcome.Impossible("agreement", round.IsOpen ? "The round is still open: a new version can be sent without more." : "The round is closed: only a correction can be taken.");
            if (request.Agreement is Agreement.Correction)
            {
                var (last, over) = await CorrectionTimes.OfAsync(records, round, clock.GetUtcNow(), CancellationToken.None);
                if (over is not null) return new Outcome.Impossible("agreement", over);
                if (request.Until > last)
                    return new Outcome.Impossible("until", $"Choose {last.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} at the latest, better earlier: then people's rows of this round are deleted, and what came on a later day could never be published.");
            }

            var invitation = await records.Set<Invitation>().SingleOrDefaultAsync(i => i.Round == request.Round && i.Organisation == request.Organisation);
            if (invitation is null)
            {
                invitation = new Invitation { Round = request.Round, Organisation = request.Organisation, InvitedAt = clock.GetUtcNow() };
                records.Add(invitation);
            }

            invitation.Reason = reason;
            invitation.ExcusedAt = request.Agreement is Agreement.Excuse ? clock.GetUtcNow() : null;
            if (request.Agreement is Agreement.MoreTime) invitation.ExtendedTo = request.Until;
            if (request.Agreement is Agreement.Correction) (invitation.CorrectUntil, invitation.CorrectionAgreedAt) = (request.Until, clock.GetUtcNow());
            return new Outcome.Agreed();
        }

        private static string Words(Agreement agreement) => agreement switch
        {
            Agreement.Ask => "asked for its return",
            Agreement.MoreTime => "given more time",
            Agreement.Excuse => "sends nothing this time",
            _ => "may send a correction",
        };
    }
}
