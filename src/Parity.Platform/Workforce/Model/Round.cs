using Microsoft.EntityFrameworkCore;

namespace Parity.Platform.Workforce.Model;

/// <summary>A round of collection. It takes returns from when it opens until it is closed.</summary>
internal sealed class Round
{
    public required RoundId Id { get; init; }
    public required string Title { get; set; }
    public required DateOnly SnapshotDate { get; init; }
    public required DateOnly PeriodStart { get; init; }
    public required DateOnly PeriodEnd { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }

    public bool IsOpen => ClosedAt is null;

    public static void Map(ModelBuilder model) => model.Entity<Round>(round =>
    {
        round.ToTable("workforce_rounds");
        round.Property(r => r.Id).ValueGeneratedNever();
        round.Ignore(r => r.IsOpen);
    });
}
