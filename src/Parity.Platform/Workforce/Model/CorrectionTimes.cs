using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>Says of a closed round whether what is corrected in it could still be published: an edition is made of rows, and not behind a later one.</summary>
internal static class CorrectionTimes
{
    public static async Task<CorrectionTime> OfAsync(Records records, Round round, DateTimeOffset now, CancellationToken stop)
    {
        var policy = CollectionPolicy.InForceOn(London.DayOf(now));
        DateTimeOffset afterClosing = (round.ClosedAt ?? now).AddDays(policy.RowsWithoutPublication), afterPublication = (round.PublishedAt ?? DateTimeOffset.MaxValue.AddYears(-1)).AddDays(policy.RowsAfterPublication);
        var last = London.DayOf(afterClosing < afterPublication ? afterClosing : afterPublication).AddDays(-1);
        if (await records.Set<Round>().Where(r => r.SnapshotDate > round.SnapshotDate && r.PublishedAt != null).OrderBy(r => r.SnapshotDate).Select(r => r.Title).FirstOrDefaultAsync(stop) is { } later)
            return new(last, $"The edition of {later}, of a later day, has been public and begins with the counts of this one, which is not corrected any more: a correction could never be published.");
        bool areGone = last < London.DayOf(now) || await records.Set<SubmittedReturn>().AnyAsync(r => r.Round == round.Id && r.Status == ReturnStatus.SignedOff && r.RowsDeletedAt != null, stop);
        return new(last, areGone ? $"People's rows of this round are deleted ({policy.Name}), and without them no edition can be made of it: a correction could never be published." : null);
    }
}
