using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>When the programme takes somebody away from work, as their employer knows it: days together, and what was signed about an assignment.</summary>
internal sealed class DaysAway
{
    private readonly ProgrammeShape shape;
    private readonly CohortDays together;
    private readonly ILookup<ParticipantId, (DateOnly On, decimal Days)> stretch;

    private DaysAway(ProgrammeShape shape, CohortDays together, ILookup<ParticipantId, (DateOnly On, decimal Days)> stretch) => (this.shape, this.together, this.stretch) = (shape, together, stretch);

    public static async Task<DaysAway> ReadAsync(Records records, MasterKey key, Cohort cohort, CancellationToken stop) => new(
        cohort.ReadShape(),
        await CohortDays.ReadAsync(records, cohort.Id, stop),
        await StretchDays.OfAsync(records, key, cohort.Id, stop));

    /// <summary>Every day that is not cancelled and on which they are awaited, in the unit of its kind.</summary>
    public IReadOnlyList<PlannedDay> Of(ParticipantId who) =>
    [
        .. together.Of(who).Select(d => new PlannedDay(d.OnDay, d.Title, shape.Type(d.Kind) is { DayMinutes: > 0 } type ? (decimal)d.Minutes / type.DayMinutes : 1))
            .Concat(stretch[who].Select(d => new PlannedDay(d.On, shape.Type(ProgrammeShape.StretchType)?.Title ?? "Stretch assignment", d.Days))).OrderBy(d => d.On),
    ];
}
