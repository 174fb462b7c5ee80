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

    /// <summary>The day of a reminder: a person has one on a day at most. Null for every other letter.</summary>
    public DateOnly? RemindsOn { get; init; }

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
        mail.HasIndex(m => new { m.Person, m.RemindsOn }).IsUnique();
        mail.HasIndex(m => new { m.SentAt, m.NextTryAt });
        mail.HasIndex(m => new { m.SentAt, m.GoodUntil });
    });

    public static Mail Make(MasterKey key, TimeProvider clock, PersonId? person, Letter letter, string? about = null, DateOnly? remindsOn = null, DateTimeOffset? notBefore = null)
    {
        var id = TypedId.NewValue(clock);
        var now = clock.GetUtcNow();
        var first = notBefore ?? now;
        var mail = new Mail { Id = id, Key = about ?? TypedId.Text(id), Person = person, RemindsOn = remindsOn, MadeAt = now, NextTryAt = first, GoodUntil = first + (letter.GoodFor ?? TimeSpan.FromDays(AccountPolicy.InForceAt(now).MailsWaitDays)) };
        mail.Seal(key, letter);
        return mail;
    }

    /// <summary>What stands in another letter: it is not sent by itself, and not written a second time.</summary>
    public static Mail Joined(TimeProvider clock, PersonId person, string about)
    {
        var now = clock.GetUtcNow();
        return new() { Id = TypedId.NewValue(clock), Key = about, Person = person, MadeAt = now, NextTryAt = now, GoodUntil = now, GivenUpAt = now };
    }

    public static async Task<bool> IsWrittenAsync(Records records, string key) =>
        records.Set<Mail>().Local.Any(m => m.Key == key) || await records.Set<Mail>().AnyAsync(m => m.Key == key);

    public void Seal(MasterKey key, Letter letter) => Sealed = key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(letter, LetterJson.Default.Letter), Id.ToByteArray());

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

    private const string Greeting = "Hello,";

    /// <summary>The same letter with what another one says behind it, unless it says so already.</summary>
    public Letter With(string text)
    {
        string more = text.StartsWith(Greeting, StringComparison.Ordinal) ? text[Greeting.Length..].TrimStart() : text;
        return Text.Contains(more.Trim(), StringComparison.Ordinal) ? this : this with { Text = $"{Text.TrimEnd()}\n\n{more.TrimEnd()}\n" };
    }
}

[JsonSerializable(typeof(Letter))]
internal sealed partial class LetterJson : JsonSerializerContext;
