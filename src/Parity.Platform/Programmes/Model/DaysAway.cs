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

    /// <summary>With days of an assignment that are not signed yet in place of those that are.</summary>
    public IReadOnlyList<PlannedDay> With(ParticipantId who, IEnumerable<(DateOnly On, decimal Days)> proposed) => [.. Together(who).Concat(proposed.Select(Stretch)).OrderBy(d => d.On)];

    /// <summary>Every day that is not cancelled and on which they are awaited, in the unit of its kind.</summary>
    public IReadOnlyList<PlannedDay> Of(ParticipantId who) => With(who, stretch[who]);

    private IEnumerable<PlannedDay> Together(ParticipantId who) =>
        together.Of(who).Select(d => new PlannedDay(d.OnDay, d.Title, shape.Type(d.Kind) is { DayMinutes: > 0 } type ? (decimal)d.Minutes / type.DayMinutes : 1));

    private PlannedDay Stretch((DateOnly On, decimal Days) day) => new(day.On, shape.Type(ProgrammeShape.StretchType)?.Title ?? "Stretch assignment", day.Days);
}
