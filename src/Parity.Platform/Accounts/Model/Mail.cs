using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>
/// A mail that waits to be sent or has been. Address and words are sealed, because they may hold a one-time address, and
/// are forgotten once the mail is on its way.
/// </summary>
internal sealed class Mail
{
    private const string Purpose = "mails";

    public required Guid Id { get; init; }

    /// <summary>What it is about and for whom; a second letter of the same key is not written.</summary>
    public required string Key { get; init; }

    /// <summary>Null for somebody without an account. Whether it is sent is the letter's own business: one to no address is not.</summary>
    public PersonId? Person { get; init; }
    public byte[]? Sealed { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset NextTryAt { get; set; }

    /// <summary>What has not been sent by then is not sent any more: its one-time address works no longer, or its news is old.</summary>
    public required DateTimeOffset GoodUntil { get; init; }
    public int Tries { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? GivenUpAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Mail>(mail =>
    {
        mail.ToTable("accounts_mails");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.HasOne<Person>().WithMany().HasForeignKey(m => m.Person);
        mail.HasIndex(m => m.Key).IsUnique();
        mail.HasIndex(m => new { m.SentAt, m.NextTryAt });
        mail.HasIndex(m => new { m.SentAt, m.GoodUntil });
    });

    public static Mail Make(MasterKey key, TimeProvider clock, PersonId? person, Letter letter, string? about = null)
    {
        var id = TypedId.NewValue(clock);
        var now = clock.GetUtcNow();
        var words = JsonSerializer.SerializeToUtf8Bytes(letter, LetterJson.Default.Letter);
        return new() { Id = id, Key = about ?? TypedId.Text(id), Person = person, Sealed = key.Seal(Purpose, words, id.ToByteArray()), MadeAt = now, NextTryAt = now, GoodUntil = now + (letter.GoodFor ?? TimeSpan.FromDays(AccountPolicy.InForceAt(now).MailsWaitDays)) };
    }

    public Letter Open(MasterKey key) => JsonSerializer.Deserialize(key.Open(Purpose, Sealed!, Id.ToByteArray()), LetterJson.Default.Letter)!;
}

/// <summary>What a mail says and to whom.</summary>
/// <param name="GoodFor">How long the one-time address in it works; null where there is none.</param>
internal sealed record Letter(string To, string Text, [property: JsonIgnore] TimeSpan? GoodFor = null)
{
    /// <summary>
    /// Of every letter, whoever writes it: it tells nobody who glances at a screen what it is about, nor what somebody has
    /// applied for or does here.
    /// </summary>
    public const string Subject = "A message for you";
}

[JsonSerializable(typeof(Letter))]
internal sealed partial class LetterJson : JsonSerializerContext;
