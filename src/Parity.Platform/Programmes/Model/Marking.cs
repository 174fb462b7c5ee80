using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>An application is given to an assessor to mark, as it was written or in an interview.</summary>
internal sealed class Marking
{
    private const string Link = "programme marking codes";

    public required ProgrammeApplicationId Application { get; init; }
    public required PersonId Assessor { get; init; }
    public required MarkingStage Stage { get; init; }
    public required DateTimeOffset GivenAt { get; set; }

    /// <summary>Null: by the rules alone, when somebody stepped back.</summary>
    public PersonId? GivenBy { get; set; }
    public required bool IsByHand { get; set; }

    /// <summary>From then on the marks cannot change, and the others' can be seen once theirs are locked too.</summary>
    public DateTimeOffset? LockedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public MarkingEnd? EndedBy { get; set; }

    /// <summary>
    /// What stands for an answer in an assessor's address: its own for each assessor and question, so that answers of one
    /// applicant cannot be put together.
    /// </summary>
    public static string CodeOf(MasterKey key, ProgrammeApplicationId application, PersonId assessor, string question) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key.Derive(Link), (byte[])[.. application.Value.ToByteArray(), .. assessor.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(question)]).AsSpan(0, 8));

    public static void Map(ModelBuilder model)
    {
        model.Entity<Marking>(one =>
        {
            one.ToTable("programmes_markings");
            one.HasKey(m => new { m.Application, m.Assessor, m.Stage });
            one.Property(m => m.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<MarkingStage>(w));
            one.Property(m => m.EndedBy).HasConversion(e => StoredWord.Of(e!.Value), w => StoredWord.Parse<MarkingEnd>(w));
            one.HasOne<Application>().WithMany().HasForeignKey(m => m.Application);
            one.HasIndex(m => m.Assessor);
        });
        model.Entity<Mark>(one =>
        {
            one.ToTable("programmes_marks");
            one.HasKey(m => new { m.Application, m.Assessor, m.Stage, m.Trait });
            one.Property(m => m.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<MarkingStage>(w));
            one.HasOne<Application>().WithMany().HasForeignKey(m => m.Application);
        });
        model.Entity<MaskedAnswer>(one =>
        {
            one.ToTable("programmes_masked_answers");
            one.HasKey(m => new { m.Application, m.Question });
            one.HasOne<Application>().WithMany().HasForeignKey(m => m.Application);
        });
        model.Entity<Moderation>(one =>
        {
            one.ToTable("programmes_moderations");
            one.HasKey(m => new { m.Application, m.Stage, m.Trait });
            one.Property(m => m.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<MarkingStage>(w));
            one.HasOne<Application>().WithMany().HasForeignKey(m => m.Application);
            one.HasIndex(m => m.Moderator);
        });
        model.Entity<SelectionRule>(one =>
        {
            one.ToTable("programmes_selection_rules");
            one.HasKey(r => r.Cohort);
            one.Property(r => r.Cohort).ValueGeneratedNever();
            one.HasOne<Cohort>().WithMany().HasForeignKey(r => r.Cohort);
        });
    }
}

/// <summary>One mark, from 1 to 5, and why.</summary>
internal sealed class Mark
{
    private const string Purpose = "programme marks";

    public required ProgrammeApplicationId Application { get; init; }
    public required PersonId Assessor { get; init; }
    public required MarkingStage Stage { get; init; }
    public required string Trait { get; init; }
    public required int Value { get; set; }
    public byte[]? SealedComment { get; set; }
    public required DateTimeOffset SavedAt { get; set; }

    public byte[] Seal(MasterKey key, string comment) => key.Seal(Purpose, Encoding.UTF8.GetBytes(comment), About());

    public string? Comment(MasterKey key) => SealedComment is { } bytes ? Encoding.UTF8.GetString(key.Open(Purpose, bytes, About())) : null;

    private byte[] About() => [.. Application.Value.ToByteArray(), .. Assessor.Value.ToByteArray(), .. Encoding.UTF8.GetBytes($"{Stage} {Trait}")];
}

/// <summary>An answer as assessors read it: what could tell who wrote it is covered.</summary>
internal sealed class MaskedAnswer
{
    private const string Purpose = "programme masked answers";

    public required ProgrammeApplicationId Application { get; init; }
    public required string Question { get; init; }
    public required byte[] Sealed { get; set; }

    /// <summary>Null while no person has looked it over.</summary>
    public PersonId? CheckedBy { get; set; }
    public required DateTimeOffset MaskedAt { get; set; }

    public static byte[] Seal(MasterKey key, ProgrammeApplicationId application, string question, string text) => key.Seal(Purpose, Encoding.UTF8.GetBytes(text), About(application, question));

    public string Open(MasterKey key) => Encoding.UTF8.GetString(key.Open(Purpose, Sealed, About(Application, Question)));

    private static byte[] About(ProgrammeApplicationId application, string question) => [.. application.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(question)];
}

/// <summary>A third person gives a mark where others' lie apart; what these gave stays as it is.</summary>
internal sealed class Moderation
{
    private const string Purpose = "programme moderations";

    public required ProgrammeApplicationId Application { get; init; }
    public required MarkingStage Stage { get; init; }
    public required string Trait { get; init; }
    public required PersonId Moderator { get; set; }
    public required PersonId AskedBy { get; set; }
    public required DateTimeOffset AskedAt { get; set; }
    public int? Value { get; set; }
    public byte[]? SealedReason { get; set; }
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Whose code a third person finds it by; see <see cref="Marking.CodeOf"/>.</summary>
    public string Question => Stage is MarkingStage.Reading ? "moderation " + Trait : "moderation of an interview " + Trait;

    public byte[] Seal(MasterKey key, string reason) => key.Seal(Purpose, Encoding.UTF8.GetBytes(reason), About());

    public string? Reason(MasterKey key) => SealedReason is { } bytes ? Encoding.UTF8.GetString(key.Open(Purpose, bytes, About())) : null;

    private byte[] About() => [.. Application.Value.ToByteArray(), .. Encoding.UTF8.GetBytes($"{Stage} {Trait}")];
}

/// <summary>How a cohort is marked and ties are decided: fixed before anybody marks, never changed.</summary>
internal sealed class SelectionRule
{
    public required CohortId Cohort { get; init; }

    /// <summary>How many mark an application.</summary>
    public required int Readers { get; init; }

    /// <summary>Traits that decide a tie, in this order, with spaces between; empty: the lot alone.</summary>
    public required string TieTraits { get; init; }

    /// <summary>Gives each assessor an order of their own, and settles who is first where loads are alike.</summary>
    public required long OrderSeed { get; init; }

    /// <summary>The lot: drawn and shown before the first mark, so that nobody can choose it.</summary>
    public required long LotSeed { get; init; }
    public required PersonId FixedBy { get; init; }
    public required DateTimeOffset FixedAt { get; init; }
}
