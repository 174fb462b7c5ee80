using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>The rounds of collection, newest first, and for one of them how far every organisation is.</summary>
public static class ReadRounds
{
    public sealed record Card(RoundId Id, string Title, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly? DueOn, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);

    public enum Stage
    {
        NotStarted,

        /// <summary>Every file so far was refused.</summary>
        Refused,

        /// <summary>A file without problems waits for its analyst.</summary>
        Checked,
        WaitsForSignOff,

        /// <summary>An HR lead sent it back to its analyst.</summary>
        SentBack,
        SignedOff,
        Excused,
        NotAsked,
    }

    /// <param name="DueOn">The day agreed with it.</param>
    /// <param name="IsLate">Nothing was submitted by that day, or later only; from an organisation that has left nothing is waited for.</param>
    /// <param name="Absent">Optional files of the format that its newest version does not have.</param>
    /// <param name="Counts">The number of the version that was signed off last: an edition takes it, whatever was sent since.</param>
    /// <param name="LeftOn">The last day of an organisation that has left since it was asked.</param>
    /// <param name="BecamePartOf">The name of the one it merged into then.</param>
    public sealed record Line(
        Partner Organisation, Stage Stage, DateOnly? DueOn, bool IsLate, DateOnly? CorrectUntil, string? Reason,
        ReturnId? Newest, int Version, DateTimeOffset? SubmittedAt, DateTimeOffset? SignedOffAt, int RefusedFiles, IReadOnlyList<string> Absent,
        int? Counts = null, DateOnly? LeftOn = null, string? BecamePartOf = null);

    /// <param name="Corrections">Until when a correction could still be published; null while the round is open.</param>
    public sealed record Overview(Card Round, IReadOnlyList<Line> Lines, CorrectionTime? Corrections);

    /// <summary>A letter about a return: to whom, in which role, and whether it is on its way.</summary>
    public sealed record Reminder(string Organisation, string Person, Role Role, DateTimeOffset WrittenAt, DateTimeOffset? SentAt);

    public sealed class Handler(Store store, PartnershipDoor partnership, AccountsDoor accounts, TimeProvider clock)
    {
        /// <summary>Who was written to about a round, newest first.</summary>
        public async Task<IReadOnlyList<Reminder>> RemindersAsync(RoundId id, CancellationToken stop)
        {
            var names = (await partnership.EverAsync(stop)).ToDictionary(p => p.Partner.Id, p => p.Partner.Name);
            return
            [
                .. from letter in await accounts.LettersAboutAsync($"{id} ", stop)
                   let about = letter.Key.Split(' ')
                   where TypedId.TryParse<OrganisationId>(about[1], out _)
                   let organisation = new OrganisationId(Guid.ParseExact(about[1], "D"))
                   select new Reminder(names[organisation], letter.Person, Roles.Parse(about[3]), letter.WrittenAt, letter.SentAt),
            ];
        }

        public Task<List<Card>> AllAsync(CancellationToken stop) => store.ReadAsync(async records =>
            (await records.Set<Round>().OrderByDescending(r => r.SnapshotDate).ToListAsync(stop)).ConvertAll(CardOf));

        public async Task<Overview?> HandleAsync(RoundId id, CancellationToken stop)
        {
            var partners = await partnership.EverAsync(stop);
            return await store.ReadAsync(records => ReadAsync(records, id, partners, stop));
        }

        private async Task<Overview?> ReadAsync(Records records, RoundId id, List<KnownPartner> partners, CancellationToken stop)
        {
            var round = await records.Set<Round>().SingleOrDefaultAsync(r => r.Id == id, stop);
            if (round is null) return null;
            var invitations = await records.Set<Invitation>().Where(i => i.Round == id).ToDictionaryAsync(i => i.Organisation, stop);
            var versions = (await records.Set<SubmittedReturn>().Where(r => r.Round == id && r.Status != ReturnStatus.Superseded).OrderBy(r => r.Version).ToListAsync(stop)).ToLookup(r => r.Organisation);
            var refused = await records.Set<Refusal>().Where(r => r.Round == id).GroupBy(r => r.Organisation).Select(g => new { g.Key, Count = g.Sum(r => r.Sends) }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
            // Whoever was asked stays in the round, also when it has left since.
            var listed = partners.FindAll(p => p.LeftOn is null || invitations.ContainsKey(p.Partner.Id));
            return new(CardOf(round), listed.ConvertAll(p => LineOf(p, round, invitations.GetValueOrDefault(p.Partner.Id), [.. versions[p.Partner.Id]], refused.GetValueOrDefault(p.Partner.Id))),
                round.IsOpen ? null : await CorrectionTimes.OfAsync(records, round, clock.GetUtcNow(), stop));
        }

        private Line LineOf(KnownPartner partner, Round round, Invitation? invitation, List<SubmittedReturn> versions, int refused)
        {
            // A submitted version counts; one that is only checked does not take its place yet.
            var newest = versions.FindLast(v => v.Status is not ReturnStatus.Checked) ?? versions.LastOrDefault();
            var counts = versions.FindLast(v => v.Status is ReturnStatus.SignedOff);
            var due = invitation?.ExtendedTo ?? round.DueOn;
            var submitted = newest?.Status is ReturnStatus.Submitted or ReturnStatus.SignedOff ? newest.SubmittedAt : (DateTimeOffset?)null;
            bool late = due is { } day && ((counts?.SubmittedAt ?? submitted) is { } at ? London.DayOf(at) > day : London.Today(clock) > day && partner.LeftOn is null);
            var stage = invitation is null ? Stage.NotAsked
                : newest?.Status is ReturnStatus.SignedOff ? Stage.SignedOff
                : newest?.Status is ReturnStatus.Submitted ? Stage.WaitsForSignOff
                : newest?.Status is ReturnStatus.SentBack ? Stage.SentBack
                : invitation.ExcusedAt is not null ? Stage.Excused
                : newest is not null ? Stage.Checked
                : refused > 0 ? Stage.Refused : Stage.NotStarted;
            return new(partner.Partner, stage, due, late && stage is not (Stage.Excused or Stage.NotAsked), invitation?.CorrectUntil, invitation?.Reason,
                newest?.Id, newest?.Version ?? 0, submitted, newest?.SignedOffAt, refused, newest is null ? [] : AbsentIn(newest.Report),
                counts?.Version, partner.LeftOn, partner.BecamePartOf);
        }

        private static List<string> AbsentIn(string report)
        {
            using var document = JsonDocument.Parse(report);
            var present = document.RootElement.GetProperty("rows").EnumerateObject().Where(f => f.Value.GetInt64() > 0).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
            return [.. ReturnFormat.Files.Where(f => !f.Compulsory && f.Name != "ethnicity.csv" && !present.Contains(f.Name)).Select(f => f.Name)];
        }

        private static Card CardOf(Round round) => new(round.Id, round.Title, round.SnapshotDate, round.PeriodStart, round.PeriodEnd, round.DueOn, round.OpenedAt, round.ClosedAt);
    }
}
