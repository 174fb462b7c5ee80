using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Model;

/// <summary>A letter that waits to be sent or was sent. It says that there is something to do and where, never anybody's answers.</summary>
internal sealed class Mail
{
    public required Guid Id { get; init; }

    /// <summary>What it is about and for whom; a second letter of the same key is not written.</summary>
    public required string Key { get; init; }
    public required PersonId Person { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Mail>(mail =>
    {
        mail.ToTable("accounts_mails");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.HasOne<Person>().WithMany().HasForeignKey(m => m.Person);
        mail.HasIndex(m => m.Key).IsUnique();
        mail.HasIndex(m => m.SentAt);
    });
}
