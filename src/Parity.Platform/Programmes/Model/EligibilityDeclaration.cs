using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// Whether somebody says that they belong to the group the programme is for: yes or no, nothing else, and nobody asks for
/// proof. It is used for a decision about the person and so rests on explicit consent (UK GDPR Article 9(2)(a)), which can
/// be withdrawn: then the answer is gone. Assessors and selection never read it.
/// </summary>
internal sealed class EligibilityDeclaration
{
    private const string Purpose = "programme eligibility";
    public static readonly SpecialColumn Kept = new("programmes_eligibility", "sealed");

    public required ProgrammeApplicationId Application { get; init; }

    /// <summary>Null once the consent was withdrawn or its time was over.</summary>
    public byte[]? Sealed { get; set; }

    /// <summary>The words that were consented to.</summary>
    public required string Wording { get; set; }
    public required DateTimeOffset ConsentedAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<EligibilityDeclaration>(one =>
    {
        one.ToTable("programmes_eligibility");
        one.HasKey(e => e.Application);
        one.Property(e => e.Application).ValueGeneratedNever();
    });

    /// <summary>Of which applications the declaration was taken back and not made again: they cannot go on. What was declared is not read.</summary>
    public static async Task<HashSet<ProgrammeApplicationId>> TakenBackAsync(Records records, IReadOnlyCollection<ProgrammeApplicationId> of, CancellationToken stop) =>
        [.. await records.Set<EligibilityDeclaration>().Where(e => of.Contains(e.Application) && e.WithdrawnAt != null).Select(e => e.Application).ToListAsync(stop)];

    public static byte[] Seal(MasterKey key, ProgrammeApplicationId application, bool belongs) => key.Seal(Purpose, [belongs ? (byte)1 : (byte)0], application.Value.ToByteArray());

    public bool? Open(Leave leave) => Sealed is { } bytes ? leave.For(Kept).Open(Purpose, bytes, Application.Value.ToByteArray()) is [1] : null;
}
