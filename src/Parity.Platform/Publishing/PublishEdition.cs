using Parity.Indicators;
using Parity.Indicators.Returns;
using Parity.Platform.Publishing.Composing;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Downloads;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>
/// From an edition file to a protected publication in a folder: reads and checks the returns, computes every figure,
/// protects all tables together with what earlier publications told, and writes what may be shown. Nothing is written
/// unless everything can be.
/// </summary>
public static class PublishEdition
{
    /// <param name="EditionFile">Path of the edition file.</param>
    /// <param name="OutputFolder">An empty or new folder, or one that an earlier run made.</param>
    public sealed record Request(string EditionFile, string OutputFolder);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="ToConfirm">Big swings against the edition before, in words: right, or a slip in a return.</param>
        public sealed record Published(Publication Publication, IReadOnlyList<string> ToConfirm) : Outcome
        {
            public required UtilityReport Utility { get; init; }
        }

        /// <summary>The edition file or a return is not in order.</summary>
        /// <param name="Reasons">What is wrong with the edition file or its folders.</param>
        /// <param name="Reports">The checks of the returns that were refused.</param>
        public sealed record Refused(IReadOnlyList<string> Reasons, IReadOnlyList<CheckReport> Reports) : Outcome;

        /// <summary>The output folder holds something that publishing did not make.</summary>
        public sealed record WrongFolder(string Reason) : Outcome;

        /// <summary>What was published already makes it impossible to protect this edition.</summary>
        public sealed record Unsafe(IReadOnlyList<string> Where) : Outcome;
    }

    /// <param name="writePages">Writes the pages of a publication into a folder.</param>
    /// <param name="progress">Told in words which step begins.</param>
    public sealed class Handler(Func<Publication, string, CancellationToken, Task>? writePages = null, IProgress<string>? progress = null)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop = default)
        {
            if (PublicationFolder.Refuse(request.OutputFolder) is { } reason) return new Outcome.WrongFolder(reason);
            var (edition, reasons) = EditionFile.Read(request.EditionFile);
            if (edition is null) return new Outcome.Refused(reasons, []);
            var (earlier, unread) = EarlierPublication.ReadAll(edition, request.OutputFolder);
            if (unread.Count > 0) return new Outcome.Refused(unread, []);

            var before = earlier.Where(e => e.SnapshotDate < edition.SnapshotDate).OrderBy(e => e.SnapshotDate).LastOrDefault();
            var swings = new List<string>();
            var (counted, refusal) = CountReturns(edition, before is null ? null : KeptTotals.Read(before.Folder), swings, stop);
            return refusal ?? await PublishAsync(edition, earlier, counted, swings, request.OutputFolder, stop);
        }

        /// <summary>The same from returns that were checked and counted before, each on its own; they stand in the place of those that the edition names.</summary>
        public async Task<Outcome> HandleAsync(EditionFile edition, IReadOnlyList<CountedReturn> counted, string outputFolder, CancellationToken stop = default)
        {
            if (PublicationFolder.Refuse(outputFolder) is { } reason) return new Outcome.WrongFolder(reason);
            var (earlier, unread) = EarlierPublication.ReadAll(edition, outputFolder);
            if (unread.Count > 0) return new Outcome.Refused(unread, []);
            for (int n = 0; n < counted.Count; n++)
                if (Misplaced(edition, counted.Take(n), counted[n]) is { } problem)
                    return new Outcome.Refused([$"{counted[n].Header.Organisation}: {problem.Advice}"], []);
            return await PublishAsync(edition, earlier, counted, [], outputFolder, stop);
        }

        private async Task<Outcome> PublishAsync(
            EditionFile edition, IReadOnlyList<EarlierPublication> earlier, IReadOnlyList<CountedReturn> counted, IReadOnlyList<string> swings, string outputFolder, CancellationToken stop)
        {
            progress?.Report($"Computing figures of {counted.Count} organisations");
            var returns = counted.Select(c => c.Return).ToList();
            var figures = IndicatorEngine.Compute(counted, CountedReturns.OptionsFor(returns.Select(r => r.Header.BenchmarkArea)));
            var policy = PublicationPolicy.InForceOn(edition.SnapshotDate);
            if (edition.Threshold < policy.Threshold) progress?.Report($"Counts below {policy.Threshold} are withheld, as the policy wants it; the edition's threshold of {edition.Threshold} is lower.");
            policy = policy with { Threshold = Math.Max(policy.Threshold, edition.Threshold ?? 0) };
            var places = PlacesOf(returns, policy);

            var book = CountBook.Of(figures, places);
            var (elsewhere, unmatched) = KnownElsewhere.Among(book, edition.Elsewhere);
            if (unmatched.Count > 0) return new Outcome.Refused(unmatched, []);
            if (elsewhere.Count > 0) progress?.Report($"{elsewhere.Count} counts are known from elsewhere.");

            progress?.Report($"Protecting {figures.Count} figures");
            var known = EarlierCounts.Of(earlier, edition.SnapshotDate, returns.Min(r => r.Header.PeriodStart), edition.Merged);
            var protectedEdition = ProtectedEdition.Of(book, places, policy, known, elsewhere, edition.LeftOut, stop);
            if (protectedEdition.Breaches() is { Count: > 0 } breaches) return new Outcome.Unsafe(breaches);

            if (protectedEdition.ToldBefore.Count() is > 0 and var told) progress?.Report($"{told} small counts may be told by an organisation from its own, the noughts and what was published before, whatever is withheld now. The ledger names them.");
            progress?.Report("Writing the publication");
            var publication = ComposePublication.From(edition, returns, protectedEdition, earlier, outputFolder);
            await PublicationFolder.ReplaceAsync(outputFolder, async folder =>
            {
                WriteDownloads.Write(publication, folder);
                Ledger.Write(edition, protectedEdition, folder);
                EditionCertificate.Write(protectedEdition, folder);
                RowCounts.Write(protectedEdition, folder);
                WithheldCounts.Write(protectedEdition, folder);
                KeptTotals.Write(returns, folder);
                WriteFigures(protectedEdition, folder);
                if (writePages is not null) await writePages(publication, folder, stop);
            });
            return new Outcome.Published(publication, swings) { Utility = EditionFigures.UtilityOf(publication, protectedEdition) };
        }

        /// <summary>The figures behind the public rows as they were computed, nothing withheld: where each number comes from.</summary>
        private static void WriteFigures(ProtectedEdition edition, string folder)
        {
            using var file = File.Create(Path.Combine(folder, PublicationFolder.Internal, "figures.csv"));
            new FigureDocument([.. edition.PublicFigures.Select(f => f.Figure)]).WriteCsv(file);
        }

        private (List<CountedReturn> Counted, Outcome.Refused? Refusal) CountReturns(
            EditionFile edition, IReadOnlyDictionary<string, ReturnSummary>? before, List<string> swings, CancellationToken stop)
        {
            var counted = new List<CountedReturn>();
            var reports = new List<CheckReport>();
            foreach (string path in edition.Returns)
            {
                progress?.Report($"Reading {Path.GetFileName(path.TrimEnd('/'))}");
                var (one, report) = CountedReturns.Read(path, before, stop);
                if (one is null)
                {
                    reports.Add(report);
                    continue;
                }

                if (Misplaced(edition, counted, one) is { } problem) reports.Add(report with { Accepted = false, Problems = [problem], ProblemCount = 1 });
                else counted.Add(one);
                swings.AddRange(report.Warnings.Where(w => w.Code == "swing").Select(w => $"{one.Header.Organisation}: {w.Advice}"));
            }

            return (counted, reports.Count == 0 ? null : new Outcome.Refused([], reports));
        }

        private static Problem? Misplaced(EditionFile edition, IEnumerable<CountedReturn> before, CountedReturn candidate)
        {
            if (candidate.Header.SnapshotDate != edition.SnapshotDate)
                return new("return.csv", null, "snapshot_date", "other-snapshot", $"This edition is about {edition.SnapshotDate:yyyy-MM-dd}. Send the return for that day, or leave it out.");
            return before.Any(r => r.Header.Organisation == candidate.Header.Organisation)
                ? new("return.csv", null, "organisation", "same-organisation", "Another return of this edition is from the same organisation. Name only one of them.")
                : null;
        }

        private static Places PlacesOf(List<Return> returns, PublicationPolicy policy)
        {
            var sectors = returns.ToDictionary(r => r.Header.Organisation, r => $"SECTOR:{r.Header.Sector.Code()}", StringComparer.Ordinal);
            var shown = sectors.GroupBy(s => s.Value).Where(s => s.Count() >= policy.SectorOrganisations && s.Key != "SECTOR:").Select(s => s.Key);
            return new(sectors, shown.ToHashSet(StringComparer.Ordinal));
        }
    }
}
