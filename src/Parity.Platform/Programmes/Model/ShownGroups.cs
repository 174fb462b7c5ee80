using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// How groups of a cohort fared, as it was shown first and is shown from then on: two counts around one person's move, answer or
/// objection would tell of which group they are. What was not shown is not kept.
/// </summary>
internal sealed class ShownGroups
{
    private const string Purpose = "how groups of a cohort fared";

    public required CohortId Cohort { get; init; }
    public required DateTimeOffset CountedAt { get; init; }
    public required byte[] Sealed { get; init; }

    public static byte[] Seal(MasterKey key, CohortId cohort, byte[] shown) => key.Seal(Purpose, shown, cohort.Value.ToByteArray());

    public byte[] Open(MasterKey key) => key.Open(Purpose, Sealed, Cohort.Value.ToByteArray());

    public static void Map(ModelBuilder model) => model.Entity<ShownGroups>(one =>
    {
        one.ToTable("programmes_shown_groups");
        one.HasKey(g => g.Cohort);
        one.Property(g => g.Cohort).ValueGeneratedNever();
        one.HasOne<Cohort>().WithOne().HasForeignKey<ShownGroups>(g => g.Cohort);
    });
}
