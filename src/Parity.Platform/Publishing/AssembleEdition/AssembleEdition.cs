using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>
/// Puts a round's signed-off returns together as an edition, or as a correction of one, and asks for its figures. One
/// version of an edition is in work at a time.
/// </summary>
public static class AssembleEdition
{
    public const int LongestText = 500;

    /// <param name="Edition">The edition that gets another version; null for a new one.</param>
    /// <param name="Name">Part of its public addresses; of a new edition only.</param>
    /// <param name="Why">What is corrected, in words for the public; for a version after the first that was published.</param>
    public sealed record Request(PersonId By, EditionId? Edition, RoundId Round, string Name, string Title, EditionDesign Design, string Why)
    {
        public static Request Again(PersonId by, EditionId edition, EditionDesign design, string why) => new(by, edition, default, "", "", design, why);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Assembled(VersionId Version) : Outcome;

        public sealed record Impossible(string Field, string Advice) : Outcome;

        public sealed record NotAllowed : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, WorkforceDoor workforce, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.Publisher) is not true) return new Outcome.NotAllowed();
            if ((request.Edition is null ? FaultOf(request) : null) is { } fault) return fault;
            if (FaultOf(request.Design) is { } strange) return strange;
            if (request.Why.Trim().Length > LongestText) return new Outcome.Impossible("why", $"Use at most {LongestText} characters.");
            var rounds = await workforce.RoundsAsync(stop);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.EditionAssembled, request.Edition is null ? $"edition {request.Name.Trim()} is made of what is signed off" : "another version is made of what is signed off");
            return await store.WriteAsync(change, records => WriteAsync(records, request, rounds), stop);
        }

        private async Task<Outcome> WriteAsync(Records records, Request request, IReadOnlyList<WorkforceDoor.RoundCard> rounds)
        {
            if (!await AccountsDoor.Holding(records, clock, Role.Publisher).ContainsAsync(request.By)) return new Outcome.NotAllowed();
            var edition = request.Edition is { } id
                ? await records.Set<PlannedEdition>().SingleOrDefaultAsync(e => e.Id == id)
                : await records.Set<PlannedEdition>().SingleOrDefaultAsync(e => e.Name == request.Name.Trim());
            if (request.Edition is not null && edition is null) return new Outcome.NotAllowed();
            var versions = edition is null ? [] : await records.Set<EditionVersion>().Where(v => v.Edition == edition.Id).OrderBy(v => v.Number).ToListAsync();
            if (request.Edition is null && edition is not null)
                return edition.Round == request.Round && versions is [{ Status: VersionStatus.Computing or VersionStatus.Ready } first] && first.MadeBy == request.By
                    ? new Outcome.Assembled(first.Id)
                    : new Outcome.Impossible("name", "There is an edition of this name. Choose another, or correct that one.");
            if (edition?.WithdrawnAt is not null) return new Outcome.Impossible("", "The edition is withdrawn. Make a new one.");
            var last = versions.LastOrDefault();
            if (last?.Status is VersionStatus.Computing && await last.GivenUpAsync(records, CancellationToken.None) is null) return new Outcome.Assembled(last.Id);
            bool corrects = versions.Exists(v => v.PublishedAt is not null);
            if (corrects && string.IsNullOrWhiteSpace(request.Why)) return new Outcome.Impossible("why", "Say what is corrected, in words for the public.");

            // What is public has been read: a correction shows and withholds by the same design.
            var design = versions.FindLast(v => v.PublishedAt is not null)?.Design ?? request.Design;
            if (edition is null)
            {
                if (rounds.FirstOrDefault(r => r.Id == request.Round) is not { } round) return new Outcome.Impossible("round", "Choose a round.");
                edition = new PlannedEdition
                {
                    Id = EditionId.New(clock),
                    Name = request.Name.Trim(),
                    Title = request.Title.Trim(),
                    Round = round.Id,
                    SnapshotDate = round.SnapshotDate,
                    MadeBy = request.By,
                    MadeAt = clock.GetUtcNow(),
                };
            }

            var snapshot = edition.SnapshotDate;
            bool isBehind = await (from told in records.Set<EditionVersion>()
                                   join other in records.Set<PlannedEdition>() on told.Edition equals other.Id
                                   where told.PublishedAt != null && other.SnapshotDate > snapshot
                                   select told.Id).AnyAsync();
            if (isBehind) return new Outcome.Impossible("", "An edition of a later day has been public. It begins with the counts of this one, so that other counts of this day could tell small ones of both. Correct the newest edition instead; withdrawing this one is always possible.");
            var returns = await WorkforceDoor.SignedOffAsync(records, edition.Round);
            if (returns.Count == 0) return new Outcome.Impossible("round", "Nothing is signed off in this round yet.");
            if (returns.Exists(r => !r.HasRows)) return new Outcome.Impossible("round", "Rows of this round have been deleted, as the policy says: it can be withdrawn, not computed again.");
            if (versions.Count == 0) records.Add(edition);
            else if (last!.Status is not VersionStatus.Published) last.Status = VersionStatus.Replaced;
            var version = new EditionVersion
            {
                Id = VersionId.New(clock),
                Edition = edition.Id,
                Number = versions.Count + 1,
                Why = corrects ? request.Why.Trim() : null,
                Threshold = design.Threshold,
                LeftOut = string.Join(' ', EditionDesign.Levels.Select(l => l.Code).Intersect(design.LeftOut, StringComparer.Ordinal)),
                Returns = string.Join(' ', returns.Select(r => r.Id)),
                MadeBy = request.By,
                MadeAt = clock.GetUtcNow(),
                Status = VersionStatus.Computing,
            };
            records.Add(version);
            foreach (var one in returns) await Job.QueueAsync(records, clock, EditionPart.Job, EditionPart.Subject(version.Id, one.Id));
            return new Outcome.Assembled(version.Id);
        }

        private static Outcome.Impossible? FaultOf(Request request)
        {
            string name = request.Name.Trim(), title = request.Title.Trim();
            if (name.Length is 0 or > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] is '.' or '-')
                return new("name", "Use up to 40 letters, digits, hyphens, points and underscores: it is part of public addresses.");
            return title.Length is 0 or > LongestText ? new("title", "Give the edition a title.") : null;
        }

        private Outcome.Impossible? FaultOf(EditionDesign design)
        {
            int least = PublicationPolicy.InForceOn(London.Today(clock)).Threshold;
            return design.Threshold < least || design.Threshold > 1000 ? new("threshold", $"Give a whole number from {least} to 1,000, or leave it out: then counts below {least} are withheld.") : null;
        }
    }
}
