using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// A cohort from before these records were kept: how many completed it, as somebody has written it down, and where that is
/// said. Nobody of it is known here. A correction is a line of its own that names the one it stands for.
/// </summary>
internal sealed class EarlierCohort
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required DateOnly EndedOn { get; init; }

    /// <summary>Zero: what was entered is taken back.</summary>
    public required int Graduates { get; init; }

    /// <summary>In a sentence.</summary>
    public required string Source { get; init; }
    public Guid? Corrects { get; init; }

    /// <summary>Why it was corrected; null for what was entered first.</summary>
    public string? Reason { get; init; }
    public required PersonId NotedBy { get; init; }
    public required DateTimeOffset NotedAt { get; init; }
    public DateTimeOffset? ReplacedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<EarlierCohort>(one =>
    {
        one.ToTable("programmes_earlier_cohorts");
        one.Property(c => c.Id).ValueGeneratedNever();
    });
}
