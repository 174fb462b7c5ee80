using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>A few participants of a cohort who learn from each other's work, and who facilitates.</summary>
internal sealed class LearningSet
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required string Title { get; set; }

    /// <summary>Empty where nobody does yet.</summary>
    public required string Facilitator { get; set; }
    public OrganisationId? FacilitatorsEmployer { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<LearningSet>(one =>
        {
            one.ToTable("programmes_learning_sets");
            one.Property(s => s.Id).ValueGeneratedNever();
            one.HasOne<Cohort>().WithMany().HasForeignKey(s => s.Cohort);
            one.HasIndex(s => s.Cohort);
        });
        model.Entity<InLearningSet>(one =>
        {
            one.ToTable("programmes_in_learning_sets");
            one.HasKey(i => i.Participant);
            one.Property(i => i.Participant).ValueGeneratedNever();
            one.HasOne<LearningSet>().WithMany().HasForeignKey(i => i.LearningSet);
            one.HasOne<Participant>().WithOne().HasForeignKey<InLearningSet>(i => i.Participant);
            one.HasIndex(i => i.LearningSet);
        });
    }

    /// <summary>Everybody of a cohort who is or will be on the programme, as the rules for sets see them.</summary>
    /// <param name="sectors">Of employers.</param>
    public static async Task<List<Learner>> LearnersAsync(Records records, CohortId cohort, IReadOnlyDictionary<OrganisationId, string?> sectors, CancellationToken stop) =>
        (await records.Set<Participant>()
            .Where(p => p.Cohort == cohort && p.EndedOn == null && records.Set<Application>().Any(a => a.Id == p.Application && a.State != ApplicationState.Deferred))
            .OrderBy(p => p.AcceptedAt).ThenBy(p => p.Id).ToListAsync(stop))
        .ConvertAll(p => new Learner(p.Id.Value, p.Person, p.Employer, p.Employer is { } at ? sectors.GetValueOrDefault(at) : null, p.LineManager));

    /// <summary>Awaits at the meetings of sets that are still to come those who are in the set, and nobody else; what was noted stays.</summary>
    /// <param name="of">Who is in which set.</param>
    public static async Task AwaitAsync(Records records, CohortId cohort, IReadOnlyDictionary<ParticipantId, Guid?> of, PersonId by, DateTimeOffset now, CancellationToken stop)
    {
        var today = London.DayOf(now);
        var meetings = await records.Set<CohortDay>().Where(d => d.Cohort == cohort && d.LearningSet != null && d.CancelledAt == null && d.OnDay >= today).ToListAsync(stop);
        var lines = (await records.Set<Attendance>().Where(a => records.Set<CohortDay>().Any(d => d.Id == a.CohortDay && d.Cohort == cohort && d.LearningSet != null)).ToListAsync(stop)).ToLookup(a => a.CohortDay);
        foreach (var meeting in meetings)
        {
            records.RemoveRange(lines[meeting.Id].Where(a => a.State is LedgerState.Planned && of.GetValueOrDefault(a.Participant) != meeting.LearningSet));
            records.AddRange(of.Where(o => o.Value == meeting.LearningSet && lines[meeting.Id].All(a => a.Participant != o.Key)).Select(o => Awaited(meeting.Id, o.Key, by, now)));
        }
    }

    public static Attendance Awaited(Guid meeting, ParticipantId who, PersonId by, DateTimeOffset now) => new() { CohortDay = meeting, Participant = who, State = LedgerState.Planned, NotedBy = by, NotedAt = now };

    /// <summary>Takes somebody out of their set; nobody awaits them at its meetings any more, and what was noted stays.</summary>
    /// <param name="from">The first day on which they are not awaited.</param>
    public static async Task LeaveAsync(Records records, ParticipantId participant, DateOnly from, CancellationToken stop)
    {
        records.RemoveRange(await records.Set<InLearningSet>().Where(i => i.Participant == participant).ToListAsync(stop));
        records.RemoveRange(await records.Set<Attendance>().Where(a => a.Participant == participant && a.State == LedgerState.Planned
            && records.Set<CohortDay>().Any(d => d.Id == a.CohortDay && d.LearningSet != null && d.OnDay >= from)).ToListAsync(stop));
    }
}

/// <summary>In which set a participant is; nobody is in two.</summary>
internal sealed class InLearningSet
{
    public required ParticipantId Participant { get; init; }
    public required Guid LearningSet { get; set; }
}
