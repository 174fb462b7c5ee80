using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>A participant's mentor, as the programme's team named them. One that has ended stays, so that it is not made again.</summary>
internal sealed class NamedMentor
{
    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required PersonId Mentor { get; init; }
    public required DateOnly NamedOn { get; init; }
    public DateOnly? EndedOn { get; set; }

    /// <summary>Pairs that take a mentor's time now: the participant is or will soon be on the programme.</summary>
    public static IQueryable<NamedMentor> Now(Records records) => records.Set<NamedMentor>().Where(m => m.EndedOn == null
        && records.Set<Participant>().Any(p => p.Id == m.Participant && p.EndedOn == null && records.Set<Application>().Any(a => a.Id == p.Application && a.State != ApplicationState.Deferred)));

    /// <summary>Whoever puts a place off has not met their mentor in it: when they take it up, one is named who is right by then.</summary>
    public static async Task PutOffAsync(Records records, MasterKey key, TimeProvider clock, ParticipantId participant, CancellationToken stop)
    {
        foreach (var pair in await records.Set<NamedMentor>().Where(m => m.Participant == participant && m.EndedOn == null).ToListAsync(stop))
        {
            records.Remove(pair);
            await AccountsDoor.QueueMailAsync(records, key, clock, $"mentor {TypedId.Text(pair.Id)} put off", pair.Mentor, NeutralLetter.Text);
        }
    }

    public static void Map(ModelBuilder model) => model.Entity<NamedMentor>(one =>
    {
        one.ToTable("programmes_named_mentors");
        one.Property(m => m.Id).ValueGeneratedNever();
        one.HasOne<Participant>().WithMany().HasForeignKey(m => m.Participant);
        one.HasIndex(m => m.Participant);
        one.HasIndex(m => m.Mentor);
    });
}
