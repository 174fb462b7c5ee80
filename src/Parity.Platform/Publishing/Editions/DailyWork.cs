using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>
/// What happens by itself: editions come out on their day, and once a day people are reminded and rows deleted whose
/// time is over. Any number of nodes may ask; one does it.
/// </summary>
/// <param name="more">What other modules do once a day; each says in a few words what it did.</param>
public sealed class DailyWork(
    Store store, TimeProvider clock, ReleaseVersion.Handler release, RemindEmployers.Handler remind, DeleteRows.Handler deleteRows, IReadOnlyList<Func<CancellationToken, Task<string>>>? more = null)
{
    private const string Kind = "daily";
    private static readonly TimeOnly Begins = new(7, 0);

    /// <summary>What <see cref="JobRunner"/> does of it.</summary>
    public IReadOnlyDictionary<string, Func<JobRun, CancellationToken, Task<string>>> Work => new Dictionary<string, Func<JobRun, CancellationToken, Task<string>>>(StringComparer.Ordinal) { [Kind] = RunAsync };

    /// <summary>To be called every minute or so.</summary>
    public async Task TickAsync(CancellationToken stop)
    {
        await release.PublishDueAsync(stop);
        var today = London.Today(clock);
        if (clock.GetUtcNow() < London.At(today, Begins)) return;
        string subject = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await store.ReadAsync(records => records.Set<Job>().AnyAsync(j => j.Kind == Kind && j.Subject == subject, stop))) return;
        await store.WriteAsync(new Change(new Actor.TheSystem("daily work"), ChangeKind.JobMoved, $"the work of {subject}"), async records =>
        {
            await Job.QueueAsync(records, clock, Kind, subject);
            return true;
        }, stop);
    }

    private async Task<string> RunAsync(JobRun run, CancellationToken stop)
    {
        var policy = EditionPolicy.InForceOn(London.Today(clock));
        Func<CancellationToken, Task<string>>[] parts =
        [
            async stop => Said((await remind.HandleAsync(new(), stop)).Letters, "letters to employers"),
            async stop => Said((await deleteRows.HandleAsync(stop)).Returns, "returns whose rows were deleted"),
            async stop => Said(await DeletePreviewsAsync(policy, stop), "previews deleted"),
            async stop => Said(await DeletePartsAsync(policy, stop), "parts of editions deleted"),
            async stop => Said(await DeleteOwnFiguresAsync(policy, stop), "employers' own figures deleted"),
            .. more ?? [],
        ];
        var done = new List<string>();
        var faults = new List<Exception>();
        foreach (var part in parts)
        {
            try
            {
                done.Add(await part(stop));
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                // What is deleted or told today does not wait for what cannot be done. All of it is tried again, and done twice changes nothing.
                faults.Add(fault);
            }
        }

        return faults.Count == 0 ? string.Join("; ", done) : throw new AggregateException(faults);
    }

    private static string Said(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}");

    /// <summary>What was counted for an edition goes with its last step; where that never came, it goes here, and would be counted again.</summary>
    private Task<int> DeletePartsAsync(EditionPolicy policy, CancellationToken stop)
    {
        var oldest = clock.GetUtcNow().AddDays(-policy.PartDays);
        return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.FiguresDeleted, "what was counted for an edition that never came"), async records =>
        {
            var due = await records.Set<EditionPart>().Where(p => p.CountedAt < oldest).ToListAsync(stop);
            records.RemoveRange(due);
            return due.Count;
        }, stop);
    }

    /// <summary>Own figures hold true counts; they are read beside the edition, and have nothing to stand beside once it was taken back.</summary>
    private Task<int> DeleteOwnFiguresAsync(EditionPolicy policy, CancellationToken stop)
    {
        var oldest = clock.GetUtcNow().AddDays(-policy.OwnFiguresAfterWithdrawal);
        var change = new Change(new Actor.TheSystem("retention"), ChangeKind.FiguresDeleted, $"{policy.Name}: own figures, {policy.OwnFiguresAfterWithdrawal} days after their edition was withdrawn");
        return store.WriteAsync(change, async records =>
        {
            var due = await (
                from own in records.Set<OwnFigures>()
                join version in records.Set<EditionVersion>() on own.Version equals version.Id
                join edition in records.Set<PlannedEdition>() on version.Edition equals edition.Id
                where edition.WithdrawnAt < oldest
                select own).ToListAsync(stop);
            records.RemoveRange(due);
            return due.Count;
        }, stop);
    }

    /// <summary>A preview holds true counts of one organisation; it is made again when somebody asks.</summary>
    private async Task<int> DeletePreviewsAsync(EditionPolicy policy, CancellationToken stop)
    {
        var oldest = clock.GetUtcNow().AddDays(-policy.PreviewDays);
        var due = await store.ReadAsync(records => records.Set<ReturnPreview>().Where(p => p.MadeAt < oldest).ToListAsync(stop));
        foreach (var preview in due)
        {
            var change = new Change(new Actor.TheSystem("retention"), ChangeKind.FiguresDeleted, "a preview has done its work", preview.Organisation);
            await store.WriteAsync(change, async records =>
            {
                if (await records.Set<ReturnPreview>().SingleOrDefaultAsync(p => p.Return == preview.Return) is not { } one) return false;
                string subject = preview.Return.ToString();
                records.Remove(one);
                await records.SaveChangesAsync(CancellationToken.None);
                if (one.Archive is { } archive) await KeptArchive.RemoveAsync(records, archive);
                await records.Set<Job>().Where(j => j.Kind == ReturnPreview.Job && j.Subject == subject).ExecuteDeleteAsync();
                return true;
            }, stop);
        }

        return due.Count;
    }
}
