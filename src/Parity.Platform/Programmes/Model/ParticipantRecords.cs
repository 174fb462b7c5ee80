using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Everything that hangs on a participant, for when it goes.</summary>
internal static class ParticipantRecords
{
    /// <summary>What was written and is nobody's business after a time; that somebody took part, and what came of it, stays.</summary>
    public static async Task RemoveWordsAsync(Records records, ParticipantId id, CancellationToken stop)
    {
        records.RemoveRange(await records.Set<PlanPart>().Where(p => p.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<PlanReview>().Where(r => r.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<Coaching>().Where(c => c.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<InternalSupport>().Where(s => s.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<NetworkWish>().Where(w => w.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<CalendarFeed>().Where(c => c.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<AskedFeedback>().Where(f => f.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<StretchChoice>().Where(c => c.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<CheckIn>().Where(c => records.Set<StretchAssignment>().Any(a => a.Id == c.Assignment && a.Participant == id)).ToListAsync(stop));
        foreach (var one in await records.Set<FollowUp>().Where(f => f.Participant == id && f.Sealed != null).ToListAsync(stop)) one.Sealed = null;
    }

    public static async Task RemoveAsync(Records records, Participant one, CancellationToken stop)
    {
        var id = one.Id;
        await RemoveWordsAsync(records, id, stop);
        records.RemoveRange(await records.Set<Evaluation>().Where(e => e.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<Reaction>().Where(r => r.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<OwnDay>().Where(d => d.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<InLearningSet>().Where(i => i.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<NamedMentor>().Where(m => m.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<Attendance>().Where(a => a.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<MilestoneReached>().Where(m => m.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<Release>().Where(r => r.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<FollowUp>().Where(f => f.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<CareerMove>().Where(m => m.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<CivicRoleTaken>().Where(r => r.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<CertificateUnitChosen>().Where(u => u.Participant == id).ToListAsync(stop));
        records.RemoveRange(await records.Set<Certificate>().Where(c => c.Participant == id).ToListAsync(stop));
        var assignments = await records.Set<StretchAssignment>().Where(a => a.Participant == id).ToListAsync(stop);
        foreach (var assignment in assignments)
        {
            records.RemoveRange(await records.Set<Signature>().Where(s => s.Assignment == assignment.Id).ToListAsync(stop));
            records.RemoveRange(await records.Set<ContractVersion>().Where(v => v.Assignment == assignment.Id).ToListAsync(stop));
        }

        records.RemoveRange(assignments);
        await AccountsDoor.ForgetRoleAsync(records, one.Person, Participant.RoleIn(one.Cohort));
        records.Remove(one);
    }
}
