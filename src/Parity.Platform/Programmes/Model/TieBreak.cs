using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>Who stood first among those tied on a line, and by what.</summary>
internal sealed class TieBreak
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required MarkingStage Stage { get; init; }

    /// <summary>By the lot where the named traits left somebody alike.</summary>
    public required TieWay Way { get; init; }

    /// <summary>The first first, with spaces between.</summary>
    public required string Applications { get; init; }
    public required PersonId BrokenBy { get; init; }
    public required DateTimeOffset BrokenAt { get; init; }

    public IReadOnlyList<ProgrammeApplicationId> Order() => [.. Applications.Split(' ').Select(a => new ProgrammeApplicationId(Guid.Parse(a)))];

    public static void Map(ModelBuilder model) => model.Entity<TieBreak>(one =>
    {
        one.ToTable("programmes_tie_breaks");
        one.Property(t => t.Id).ValueGeneratedNever();
        one.Property(t => t.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<MarkingStage>(w));
        one.Property(t => t.Way).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<TieWay>(w));
        one.HasOne<Cohort>().WithMany().HasForeignKey(t => t.Cohort);
        one.HasIndex(t => t.Cohort);
    });
}
