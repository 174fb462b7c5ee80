using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Workforce.Model;

/// <summary>One accepted version of an organisation's return; its bytes are kept sealed, in parts.</summary>
internal sealed class SubmittedReturn
{
    public required ReturnId Id { get; init; }
    public required RoundId Round { get; init; }
    public required OrganisationId Organisation { get; init; }

    /// <summary>Counts from 1 within the round and organisation.</summary>
    public required int Version { get; init; }

    /// <summary>Of the body as received, lower-case hex.</summary>
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Who sent the file, whoever pressed submit.</summary>
    public required PersonId UploadedBy { get; init; }

    /// <summary>Who looked it through and submitted it; until then who sent the file.</summary>
    public required PersonId SubmittedBy { get; set; }
    public required DateTimeOffset SubmittedAt { get; set; }
    public required ReturnStatus Status { get; set; }

    /// <summary>When another version took its place; from then on its rows are kept for a time only.</summary>
    public DateTimeOffset? SupersededAt { get; set; }

    public PersonId? SignedOffBy { get; set; }
    public DateTimeOffset? SignedOffAt { get; set; }

    public PersonId? SentBackBy { get; set; }
    public DateTimeOffset? SentBackAt { get; set; }

    /// <summary>Why it was sent back last, in the HR lead's words, for the analyst.</summary>
    public string? SentBackWhy { get; set; }

    /// <summary>The document of its check.</summary>
    public required string Report { get; init; }

    /// <summary>A few counts of it, sealed; null for a version stored before they were kept.</summary>
    public byte[]? Totals { get; init; }

    /// <summary>When its bytes were deleted; what is left is this row.</summary>
    public DateTimeOffset? RowsDeletedAt { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<SubmittedReturn>(one =>
        {
            one.ToTable("workforce_returns");
            one.Property(r => r.Id).ValueGeneratedNever();
            one.Property(r => r.Status).HasConversion(status => status.Word(), word => ReturnStatuses.Parse(word));
            one.HasOne<Round>().WithMany().HasForeignKey(r => r.Round);
            one.HasIndex(r => new { r.Round, r.Organisation, r.Version }).IsUnique();
            one.HasIndex(r => new { r.Organisation, r.SubmittedAt });
        });
        model.Entity<ReturnPart>(part =>
        {
            part.ToTable("workforce_return_parts");
            part.HasKey(p => new { p.Return, p.Ordinal });
            part.HasOne<SubmittedReturn>().WithMany().HasForeignKey(p => p.Return);
        });
        model.Entity<Explanation>(explanation =>
        {
            explanation.ToTable("workforce_explanations");
            explanation.HasKey(e => new { e.Return, e.Swing });
            explanation.HasOne<SubmittedReturn>().WithMany().HasForeignKey(e => e.Return);
        });
        model.Entity<Refusal>(refusal =>
        {
            refusal.ToTable("workforce_refusals");
            refusal.Property(r => r.Id).ValueGeneratedNever();
            refusal.HasOne<Round>().WithMany().HasForeignKey(r => r.Round);
            refusal.HasIndex(r => new { r.Organisation, r.SentAt });
        });
        model.Entity<GivenAnswer>(answer =>
        {
            answer.ToTable("workforce_given_answers");
            answer.HasKey(a => new { a.Token, a.KeyHash });
            answer.HasOne<ReturnToken>().WithMany().HasForeignKey(a => a.Token);
        });
        model.Entity<ReturnToken>(token =>
        {
            token.ToTable("workforce_tokens");
            token.Property(t => t.Id).ValueGeneratedNever();
            token.HasOne<Round>().WithMany().HasForeignKey(t => t.Round);
            token.HasIndex(t => t.SecretHash).IsUnique();
        });
    }
}

/// <summary>A piece of a return's bytes, sealed for its place in that return alone.</summary>
internal sealed class ReturnPart
{
    public required ReturnId Return { get; init; }
    public required int Ordinal { get; init; }
    public required byte[] Sealed { get; init; }
}

/// <summary>The first answer given to a token's idempotency key, repeated whenever the same is sent again.</summary>
internal sealed class GivenAnswer
{
    public required TokenId Token { get; init; }

    /// <summary>SHA-256 of the key, which may be of any length.</summary>
    public required byte[] KeyHash { get; init; }
    public required string BodySha256 { get; init; }
    public required bool Accepted { get; init; }
    public required string Document { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
}

/// <summary>Lets a program submit for one analyst. The secret is 256 random bits, so its plain hash is enough.</summary>
internal sealed class ReturnToken
{
    public required TokenId Id { get; init; }
    public required byte[] SecretHash { get; init; }
    public required PersonId Analyst { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required RoundId Round { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>Why a total of a return differs so much from the edition before, in the analyst's words.</summary>
internal sealed class Explanation
{
    public required ReturnId Return { get; init; }

    /// <summary>The key of the total, as <see cref="ReturnSwings"/> names it.</summary>
    public required string Swing { get; init; }
    public required string Text { get; set; }
    public required PersonId WrittenBy { get; set; }
    public required DateTimeOffset WrittenAt { get; set; }
}

/// <summary>What was found in a file that was refused. Of the file itself nothing is kept.</summary>
internal sealed class Refusal
{
    public required RefusalId Id { get; init; }

    /// <summary>With which an HR system sent it; null where it was sent in the browser.</summary>
    public TokenId? Token { get; init; }

    /// <summary>How many files this stands for: a system that sends by itself would else fill the database with lists that nobody reads.</summary>
    public int Sends { get; init; } = 1;
    public required RoundId Round { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required PersonId SentBy { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }

    /// <summary>The document of its check.</summary>
    public required string Report { get; init; }
}
