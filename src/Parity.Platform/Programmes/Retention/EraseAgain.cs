using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Answers for equality monitoring that were deleted after a backup was made go from the restored database too.</summary>
public sealed class DeleteMonitoringAgain(Store store) : IErasesAgain
{
    public ChangeKind Kind => ChangeKind.MonitoringTakenBack;

    public Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop) => store.WriteAsync(one.Again(Kind), async records =>
    {
        var applications = await records.Set<Application>().Select(a => a.Id).ToListAsync(stop);
        if (!applications.Exists(a => mark(MonitoringAnswers.ErasedFor(a)) == one.Mark)) return false;
        var subject = MonitoringAnswers.SubjectOf(store.Key, applications.Find(a => mark(MonitoringAnswers.ErasedFor(a)) == one.Mark));
        var day = London.DayOf(one.At);
        // Answered again on a later day, where an earlier restore had found nothing to take out, they stay.
        records.RemoveRange(await records.Set<MonitoringAnswers>().Where(m => m.Subject == subject && m.SavedOn <= day).ToListAsync(stop));
        return true;
    }, stop);
}

/// <summary>
/// What an assessor had said about themselves goes from a restored database if they took it back, or changed it, after the
/// backup was made: the new words are not in the backup.
/// </summary>
public sealed class TakeBackSaidAgain(Store store) : IErasesAgain
{
    public ChangeKind Kind => ChangeKind.AssessorSaid;

    public Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop) => store.WriteAsync(one.Again(Kind), async records =>
    {
        if ((await records.Set<Assessor>().ToListAsync(stop)).Find(a => mark($"changed programmes_assessors {a.Cohort}/{a.Person} sealed_about_self") == one.Mark) is not { } assessor) return false;
        assessor.SealedAboutSelf = null;
        return true;
    }, stop);
}

/// <summary>The address of a calendar that was taken back or changed after a backup was made leads nowhere in the restored database.</summary>
public sealed class EndCalendarAgain(Store store) : IErasesAgain
{
    public ChangeKind Kind => ChangeKind.CalendarChanged;

    public Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop) => store.WriteAsync(one.Again(Kind), async records =>
    {
        var theirs = (await records.Set<Participant>().ToListAsync(stop)).FindAll(p => mark(new Actor.Someone(p.Person).ToString()) == one.Mark).ConvertAll(p => p.Id);
        records.RemoveRange(await records.Set<CalendarFeed>().Where(f => theirs.Contains(f.Participant)).ToListAsync(stop));
        return theirs.Count > 0;
    }, stop);
}

/// <summary>A place at a briefing that was given back after a backup was made is given back in the restored database too.</summary>
public sealed class GiveBackBookingAgain(Store store) : IErasesAgain
{
    public ChangeKind Kind => ChangeKind.BriefingCancelled;

    public Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop) => store.WriteAsync(one.Again(Kind), async records =>
    {
        if ((await records.Set<Booking>().ToListAsync(stop)).Find(b => mark($"removed programmes_bookings {TypedId.Text(b.Id)}") == one.Mark) is not { } booking) return false;
        records.Remove(booking);
        return true;
    }, stop);
}

/// <summary>All that this module does again after a backup was put back.</summary>
public static class EraseAgain
{
    public static IReadOnlyList<IErasesAgain> All(Store store) =>
        [new TakeBackAgain(store), new DeleteMonitoringAgain(store), new TakeBackSaidAgain(store), new EndCalendarAgain(store), new GiveBackBookingAgain(store)];
}
