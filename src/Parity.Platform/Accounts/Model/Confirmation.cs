using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Model;

/// <summary>
/// What one person asked for and a second one confirms: a role that reads people's data, or an organisation's own sign-in.
/// What needed no second person yet is kept here too, so that whoever comes later sees what was given by one alone.
/// </summary>
internal sealed class Confirmation
{
    private const string Purpose = "settings that wait";

    public required Guid Id { get; init; }
    public required PersonId AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>In the words of whoever asked; empty for an organisation's own sign-in.</summary>
    public required string Why { get; init; }

    /// <summary>Whose people's data it opens; null: the whole partnership's.</summary>
    public OrganisationId? Organisation { get; init; }

    /// <summary>Who gets the role; null for an organisation's own sign-in.</summary>
    public PersonId? Person { get; init; }
    public Role? Role { get; init; }
    public DateOnly? FromOn { get; init; }
    public DateOnly? UntilOn { get; init; }

    /// <summary>Of an organisation's own sign-in.</summary>
    public byte[]? SealedSettings { get; init; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Null where it was done at once.</summary>
    public PersonId? SettledBy { get; set; }
    public bool IsRefused { get; set; }

    public Giving? Gives => Role is { } role ? new(new(role, Organisation is { } id ? RoleScope.In(id) : RoleScope.Whole), FromOn, UntilOn) : null;

    public static Confirmation OfRole(TimeProvider clock, PersonId by, PersonId person, Giving gives, string why, bool waits) => new()
    {
        Id = TypedId.NewValue(clock),
        AskedBy = by,
        AskedAt = clock.GetUtcNow(),
        Why = why,
        Organisation = gives.Holds.Organisation,
        Person = person,
        Role = gives.Holds.Role,
        FromOn = gives.From,
        UntilOn = gives.Until,
        SettledAt = waits ? null : clock.GetUtcNow(),
    };

    public static Confirmation OfSignOn(TimeProvider clock, MasterKey key, PersonId by, OrganisationId organisation, SignOnSettings settings, bool waits)
    {
        var id = TypedId.NewValue(clock);
        return new()
        {
            Id = id,
            AskedBy = by,
            AskedAt = clock.GetUtcNow(),
            Why = "",
            Organisation = organisation,
            SealedSettings = key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(settings, SignOnSettingsJson.Default.SignOnSettings), id.ToByteArray()),
            SettledAt = waits ? null : clock.GetUtcNow(),
        };
    }

    public SignOnSettings? Settings(MasterKey key) =>
        SealedSettings is null ? null : JsonSerializer.Deserialize(key.Open(Purpose, SealedSettings, Id.ToByteArray()), SignOnSettingsJson.Default.SignOnSettings);

    public static void Map(ModelBuilder model) => model.Entity<Confirmation>(one =>
    {
        one.ToTable("accounts_confirmations");
        one.Property(c => c.Id).ValueGeneratedNever();
        one.Property(c => c.Role).HasConversion(role => role!.Value.Word(), word => Roles.Parse(word));
        one.Ignore(c => c.Gives);
        one.HasOne<Person>().WithMany().HasForeignKey(c => c.AskedBy);
        one.HasOne<Person>().WithMany().HasForeignKey(c => c.Person);
        one.HasIndex(c => c.AskedBy);
        one.HasIndex(c => c.Person);
        one.HasIndex(c => c.SettledAt);
    });
}

/// <summary>What is needed to ask an organisation's provider who somebody is.</summary>
internal sealed record SignOnSettings(string Issuer, string ClientId, string Secret, string MailDomains, bool AsksSecondFactor);

[JsonSerializable(typeof(SignOnSettings))]
internal sealed partial class SignOnSettingsJson : JsonSerializerContext;
