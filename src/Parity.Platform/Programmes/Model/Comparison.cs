using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// Why rows of returns may be read once more, for a purpose they were not collected for: what for, on what basis, who
/// assessed it and who approved that. Kept, ended, never removed.
/// </summary>
internal sealed class ComparisonGrounds
{
    public required ComparisonGroundsId Id { get; init; }
    public required string Purpose { get; init; }
    public required ComparisonBasis Basis { get; init; }
    public required ComparisonCondition Condition { get; init; }

    /// <summary>Where the data protection impact assessment is filed.</summary>
    public required string Assessment { get; init; }
    public required string ApprovedBy { get; init; }
    public required DateOnly ApprovedOn { get; init; }
    public required DateOnly ReviewOn { get; init; }
    public required PersonId RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<ComparisonGrounds>(one =>
        {
            one.ToTable("programmes_comparison_grounds");
            one.Property(g => g.Id).ValueGeneratedNever();
            one.Property(g => g.Basis).HasConversion(b => StoredWord.Of(b), w => StoredWord.Parse<ComparisonBasis>(w));
            one.Property(g => g.Condition).HasConversion(c => StoredWord.Of(c), w => StoredWord.Parse<ComparisonCondition>(w));
        });
        model.Entity<ComparisonAgreement>(one =>
        {
            one.ToTable("programmes_comparison_agreements");
            one.HasKey(a => new { a.Grounds, a.Organisation });
            one.HasOne<ComparisonGrounds>().WithMany().HasForeignKey(a => a.Grounds);
        });
        model.Entity<Comparison>(one =>
        {
            one.ToTable("programmes_comparisons");
            one.Property(c => c.Id).ValueGeneratedNever();
            one.HasOne<ComparisonGrounds>().WithMany().HasForeignKey(c => c.Grounds);
            one.HasIndex(c => new { c.Grounds, c.Round }).IsUnique();
        });
    }
}

/// <summary>An organisation agreed that rows of its returns are read for this.</summary>
internal sealed class ComparisonAgreement
{
    public required ComparisonGroundsId Grounds { get; init; }
    public required OrganisationId Organisation { get; init; }
}

/// <summary>One run. The rows it was made from are forgotten; what it counted stays, sealed, and is protected each time it is shown.</summary>
internal sealed class Comparison
{
    private const string Use = "programme comparisons";
    public static readonly SpecialColumn Kept = new("programmes_comparisons", "sealed");

    public required ComparisonId Id { get; init; }
    public required ComparisonGroundsId Grounds { get; init; }
    public required RoundId Round { get; init; }
    public required DateOnly PeriodFrom { get; init; }
    public required DateOnly PeriodUntil { get; init; }

    /// <summary>Until when answers of participants counted.</summary>
    public required DateOnly AsAt { get; init; }
    public required int Ratio { get; init; }
    public required double Caliper { get; init; }

    /// <summary>What alone ordered those who are alike.</summary>
    public required long Seed { get; init; }
    public required PersonId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required byte[] Sealed { get; init; }

    public static byte[] Seal(MasterKey key, ComparisonId id, ComparisonCounts counts) => key.Seal(Use, JsonSerializer.SerializeToUtf8Bytes(counts, ComparisonJson.Default.ComparisonCounts), id.Value.ToByteArray());

    public ComparisonCounts Open(Leave leave) => JsonSerializer.Deserialize(leave.For(Kept).Open(Use, Sealed, Id.Value.ToByteArray()), ComparisonJson.Default.ComparisonCounts)!;
}

/// <summary>What a comparison counted, before anything is protected.</summary>
/// <param name="LeftOut">Participants who could not be compared, by why.</param>
/// <param name="Own">Participants who are compared, by a value of each trait that had to be near.</param>
/// <param name="Others">The colleagues matched to them, likewise.</param>
/// <param name="Read">Organisations whose rows were read.</param>
/// <param name="Gone">Organisations that agreed and whose rows are no longer kept, or not by person.</param>
internal sealed record ComparisonCounts(
    Dictionary<string, int> LeftOut, int Moved, int Stayed, int Silent, int OthersMoved, int OthersStayed,
    Dictionary<string, Dictionary<string, int>> Own, Dictionary<string, Dictionary<string, int>> Others, List<Guid> Read, List<Guid> Gone)
{
    public int Compared => Moved + Stayed + Silent;

    public int Matched => OthersMoved + OthersStayed;
}

[JsonSerializable(typeof(ComparisonCounts))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
