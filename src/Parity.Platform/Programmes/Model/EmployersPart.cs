using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>An employer puts somebody forward. Until that person applies and says so, it is a name and an address, sealed.</summary>
internal sealed class Nomination
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required byte[] Sealed { get; init; }

    /// <summary>Keyed, so that it finds the same address again and tells it to nobody.</summary>
    public required byte[] MailHash { get; init; }
    public required PersonId NominatedBy { get; init; }
    public required DateTimeOffset NominatedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>The application that was sent by this route.</summary>
    public ProgrammeApplicationId? Application { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Nomination>(one =>
        {
            one.ToTable("programmes_nominations");
            one.Property(n => n.Id).ValueGeneratedNever();
            one.HasOne<Cohort>().WithMany().HasForeignKey(n => n.Cohort);
            one.HasIndex(n => new { n.Cohort, n.Organisation });
            one.HasIndex(n => n.MailHash);
        });
        model.Entity<Endorsement>(one =>
        {
            one.ToTable("programmes_endorsements");
            one.HasKey(e => e.Application);
            one.Property(e => e.Application).ValueGeneratedNever();
            one.HasIndex(e => e.Organisation);
        });
        model.Entity<OfferInKind>(one =>
        {
            one.ToTable("programmes_offers");
            one.Property(o => o.Id).ValueGeneratedNever();
            one.Property(o => o.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<OfferKind>(w));
            one.HasIndex(o => o.Organisation);
        });
        model.Entity<OfferUse>(one =>
        {
            one.ToTable("programmes_offer_uses");
            one.Property(u => u.Id).ValueGeneratedNever();
            one.HasOne<OfferInKind>().WithMany().HasForeignKey(u => u.Offer);
            one.HasIndex(u => u.Offer);
        });
        model.Entity<Payment>(one =>
        {
            one.ToTable("programmes_payments");
            one.Property(p => p.Id).ValueGeneratedNever();
            one.Property(p => p.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<PaymentKind>(w));
            one.HasIndex(p => p.Organisation);
        });
        model.Entity<PromisedSum>(one =>
        {
            one.ToTable("programmes_promised_sums");
            one.Property(p => p.Id).ValueGeneratedNever();
            one.Property(p => p.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<PaymentKind>(w));
            one.HasIndex(p => p.Organisation);
        });
        model.Entity<Release>(one =>
        {
            one.ToTable("programmes_releases");
            one.HasKey(r => r.Participant);
            one.Property(r => r.Participant).ValueGeneratedNever();
            one.HasIndex(r => r.Organisation);
        });
        model.Entity<StrategyReview>(one =>
        {
            one.ToTable("programmes_strategy_reviews");
            one.Property(r => r.Id).ValueGeneratedNever();
            one.HasIndex(r => r.Organisation);
        });
    }
}

/// <summary>Asked of the employer of somebody who has told it; the application does not wait for the answer.</summary>
internal sealed class Endorsement
{
    private const string Purpose = "programme endorsements";

    public required ProgrammeApplicationId Application { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>How often it was asked again.</summary>
    public int Chased { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public bool? Endorses { get; set; }
    public byte[]? SealedComment { get; set; }
    public PersonId? AnsweredBy { get; set; }

    public static byte[] Seal(MasterKey key, ProgrammeApplicationId application, string comment) => key.Seal(Purpose, Encoding.UTF8.GetBytes(comment), application.Value.ToByteArray());

    public string? Comment(MasterKey key) => SealedComment is { } bytes ? Encoding.UTF8.GetString(key.Open(Purpose, bytes, Application.Value.ToByteArray())) : null;
}

internal sealed class OfferInKind
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required OfferKind Kind { get; init; }
    public required int Amount { get; init; }
    public required string Note { get; init; }
    public required PersonId OfferedBy { get; init; }
    public required DateTimeOffset OfferedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class OfferUse
{
    public required Guid Id { get; init; }
    public required Guid Offer { get; init; }

    /// <summary>Null: for no single one.</summary>
    public CohortId? Cohort { get; init; }
    public required DateOnly UsedOn { get; init; }
    public required int Amount { get; init; }
    public required string What { get; init; }
    public required PersonId NotedBy { get; init; }
}

internal sealed class Payment
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public CohortId? Cohort { get; init; }
    public required PaymentKind Kind { get; init; }
    public required long Pence { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required string Note { get; init; }
    public required PersonId NotedBy { get; init; }
    public required DateTimeOffset NotedAt { get; init; }
}

/// <summary>A sum that an employer or sponsor has promised, beside the one that its pledge names; there can be several.</summary>
internal sealed class PromisedSum
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public CohortId? Cohort { get; init; }
    public required PaymentKind Kind { get; init; }
    public required long Pence { get; init; }
    public required DateOnly PromisedOn { get; init; }
    public required PersonId NotedBy { get; init; }
    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>When it was taken back, or noted as an error: it counts no more.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>What an employer agreed about a participant's days.</summary>
internal sealed class Release
{
    public required ParticipantId Participant { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required string Agreement { get; set; }

    /// <summary>How many days together; null: as many as there are.</summary>
    public int? Days { get; set; }

    /// <summary>English names of days of the week with spaces between; empty: any.</summary>
    public string Weekdays { get; set; } = "";

    /// <summary>When they cannot be spared, as <see cref="ReleasedDays.Periods"/> reads it.</summary>
    public string NotBetween { get; set; } = "";
    public required PersonId AgreedBy { get; set; }
    public required DateTimeOffset AgreedAt { get; set; }

    public ReleaseTerms ToTerms() => new(Days, [.. Weekdays.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>)], ReleasedDays.Periods(NotBetween)!);
}

/// <summary>An employer looked at its diversity and inclusion strategy.</summary>
internal sealed class StrategyReview
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required DateOnly ReviewedOn { get; init; }

    /// <summary>Something was changed for the better.</summary>
    public required bool Improved { get; init; }
    public required string What { get; init; }
    public required PersonId NotedBy { get; init; }
    public required DateTimeOffset NotedAt { get; init; }
}

/// <summary>A name and an address of somebody who may have no account, sealed; and the hash by which it is found again.</summary>
internal sealed record Contact(string Name, string Mail, string? Needs = null)
{
    public const string Nominations = "programme nominations";
    private const string Link = "programme contacts link";

    public byte[] Seal(MasterKey key, string purpose, Guid about) => key.Seal(purpose, JsonSerializer.SerializeToUtf8Bytes(this, ContactJson.Default.Contact), about.ToByteArray());

    public static Contact Open(MasterKey key, string purpose, byte[] sealedBytes, Guid about) => JsonSerializer.Deserialize(key.Open(purpose, sealedBytes, about.ToByteArray()), ContactJson.Default.Contact)!;

    /// <summary>Whether whoever was named so is somebody of this name or address: rather one too many than one too few.</summary>
    public bool IsProbably(string? name, string? mail) =>
        (Mail.Length > 0 && string.Equals(Mail, mail, StringComparison.OrdinalIgnoreCase)) || (name is not null && AreAlike(Name, name));

    /// <summary>Letters alone, and a letter with a mark is like any other: a name that is written a little differently is the same name.</summary>
    private static bool AreAlike(string one, string other)
    {
        char[] letters = [.. one.Where(char.IsLetter)], others = [.. other.Where(char.IsLetter)];
        return letters.Length == others.Length && letters.Zip(others).All(p => !char.IsAscii(p.First) || !char.IsAscii(p.Second) || char.ToUpperInvariant(p.First) == char.ToUpperInvariant(p.Second));
    }

    public static byte[] HashOf(MasterKey key, string mail) => HMACSHA256.HashData(key.Derive(Link), Encoding.UTF8.GetBytes(mail.Trim().ToLowerInvariant()));
}

[JsonSerializable(typeof(Contact))]
internal sealed partial class ContactJson : JsonSerializerContext;
