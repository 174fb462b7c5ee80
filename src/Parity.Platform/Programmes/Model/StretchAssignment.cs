using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>A host offers a project to participants of other organisations.</summary>
internal sealed class StretchOffer
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required string Title { get; init; }
    public required string About { get; init; }
    public required int Places { get; init; }
    public required DateOnly FromOn { get; init; }
    public required DateOnly UntilOn { get; init; }
    public required PersonId OfferedBy { get; init; }
    public required DateTimeOffset OfferedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A participant would like this one, first, second or third.</summary>
internal sealed class StretchChoice
{
    public required ParticipantId Participant { get; init; }
    public required Guid Offer { get; init; }
    public required int Rank { get; set; }
}

/// <summary>A participant's assignment with a host, from the match to its end.</summary>
internal sealed class StretchAssignment
{
    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required Guid Offer { get; init; }

    /// <summary>Why a host of the same sector.</summary>
    public string? MatchReason { get; init; }
    public required PersonId MatchedBy { get; init; }
    public required DateTimeOffset MatchedAt { get; init; }

    /// <summary>Of the contract; 0 before it is written.</summary>
    public int Version { get; set; }
    public DateOnly? PresentedOn { get; set; }
    public byte[]? SealedFeedback { get; set; }

    /// <summary>Why it was not presented, where the programme's team excused it.</summary>
    public string? Waiver { get; set; }
    public PersonId? WaivedBy { get; set; }
    public bool ForCertificate { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<StretchOffer>(offer =>
        {
            offer.ToTable("programmes_stretch_offers");
            offer.Property(o => o.Id).ValueGeneratedNever();
            offer.HasIndex(o => o.Organisation);
        });
        model.Entity<StretchChoice>(choice =>
        {
            choice.ToTable("programmes_stretch_choices");
            choice.HasKey(c => new { c.Participant, c.Offer });
            choice.HasOne<StretchOffer>().WithMany().HasForeignKey(c => c.Offer);
            choice.HasIndex(c => c.Offer);
        });
        model.Entity<StretchAssignment>(one =>
        {
            one.ToTable("programmes_assignments");
            one.Property(a => a.Id).ValueGeneratedNever();
            one.HasOne<Participant>().WithMany().HasForeignKey(a => a.Participant);
            one.HasOne<StretchOffer>().WithMany().HasForeignKey(a => a.Offer);
            one.HasIndex(a => a.Participant);
            one.HasIndex(a => a.Offer);
        });
        model.Entity<ContractVersion>(version =>
        {
            version.ToTable("programmes_contracts");
            version.HasKey(v => new { v.Assignment, v.Version });
            version.HasOne<StretchAssignment>().WithMany().HasForeignKey(v => v.Assignment);
        });
        model.Entity<Signature>(signature =>
        {
            signature.ToTable("programmes_signatures");
            signature.HasKey(s => new { s.Assignment, s.Version, s.Party });
            signature.Property(s => s.Party).HasConversion(p => StoredWord.Of(p), w => StoredWord.Parse<ContractParty>(w));
        });
        model.Entity<CheckIn>(check =>
        {
            check.ToTable("programmes_check_ins");
            check.Property(c => c.Id).ValueGeneratedNever();
            check.HasOne<StretchAssignment>().WithMany().HasForeignKey(c => c.Assignment);
            check.HasIndex(c => c.Assignment);
        });
        model.Entity<Certificate>(one =>
        {
            one.ToTable("programmes_certificates");
            one.HasKey(c => c.Participant);
            one.Property(c => c.Participant).ValueGeneratedNever();
            one.HasOne<Participant>().WithMany().HasForeignKey(c => c.Participant);
        });
        model.Entity<CertificateUnitChosen>(unit =>
        {
            unit.ToTable("programmes_certificate_units");
            unit.HasKey(u => new { u.Participant, u.Code });
            unit.Property(u => u.Result).HasConversion(r => StoredWord.Of(r!.Value), w => StoredWord.Parse<UnitResult>(w));
            unit.HasOne<Participant>().WithMany().HasForeignKey(u => u.Participant);
        });
    }
}

/// <summary>What was agreed, as it was at a time. Signatures are to one version and void with the next.</summary>
internal sealed class ContractVersion
{
    private const string Purpose = "programme contracts";

    public required Guid Assignment { get; init; }
    public required int Version { get; init; }
    public required byte[] Sealed { get; init; }
    public required PersonId WrittenBy { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }

    public static byte[] Seal(MasterKey key, Guid assignment, ContractTerms terms) => key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(terms, ContractJson.Default.ContractTerms), assignment.ToByteArray());

    public ContractTerms Open(MasterKey key) => JsonSerializer.Deserialize(key.Open(Purpose, Sealed, Assignment.ToByteArray()), ContractJson.Default.ContractTerms)!;

    public static byte[] SealNote(MasterKey key, Guid assignment, string text) => key.Seal(Purpose, Encoding.UTF8.GetBytes(text), assignment.ToByteArray());

    public static string OpenNote(MasterKey key, Guid assignment, byte[] bytes) => Encoding.UTF8.GetString(key.Open(Purpose, bytes, assignment.ToByteArray()));
}

internal sealed class Signature
{
    public required Guid Assignment { get; init; }
    public required int Version { get; init; }
    public required ContractParty Party { get; init; }
    public required PersonId SignedBy { get; init; }
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The paper that the team has seen, where an employer has no account here.</summary>
    public string? OnPaper { get; init; }
}

/// <summary>A talk about how it goes, by a day.</summary>
internal sealed class CheckIn
{
    public required Guid Id { get; init; }
    public required Guid Assignment { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required byte[] Sealed { get; init; }
    public required PersonId NotedBy { get; init; }
}

/// <summary>Somebody works for the management certificate beside the programme.</summary>
internal sealed class Certificate
{
    public required ParticipantId Participant { get; init; }
    public required DateOnly RegisteredOn { get; set; }
    public required string Centre { get; set; }

    /// <summary>Under which the awarding body knows the learner; null until the centre has told it.</summary>
    public string? RegistrationNumber { get; set; }
    public required int WeeklyHours { get; set; }

    /// <summary>Who pays: the employer, the apprenticeship levy, or another.</summary>
    public required string Payer { get; set; }

    /// <summary>Of the written assignment, once it is sent in.</summary>
    public int? Pages { get; set; }

    /// <summary>The stretch assignment serves as the written one's subject.</summary>
    public bool UsesStretch { get; set; }

    /// <summary>When the centre's own verifier looked at the work.</summary>
    public DateOnly? InternallyVerifiedOn { get; set; }

    /// <summary>When the awarding body's verifier did.</summary>
    public DateOnly? ExternallyVerifiedOn { get; set; }
    public DateOnly? AwardedOn { get; set; }
}

internal sealed class CertificateUnitChosen
{
    public required ParticipantId Participant { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required int Credits { get; init; }

    /// <summary>As the awarding body gives it; null where nobody has said it.</summary>
    public int? Level { get; init; }

    /// <summary>Of the catalogue, whose words and numbers stand here as they were; null for what was typed before there was one.</summary>
    public int? Version { get; init; }
    public DateOnly? BegunOn { get; init; }
    public int? GuidedHours { get; init; }
    public int? TotalHours { get; init; }
    public UnitResult? Result { get; set; }
    public DateOnly? ResultOn { get; set; }

    /// <summary>As the centre gave it; empty where it gives none.</summary>
    public string Mark { get; set; } = "";

    public CertificateUnit ToUnit() => new(Code, Title, Credits, Result, ResultOn, Mark, Level, Version, BegunOn, GuidedHours, TotalHours);
}

[JsonSerializable(typeof(ContractTerms))]
internal sealed partial class ContractJson : JsonSerializerContext;
