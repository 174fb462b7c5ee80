using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Model;

/// <summary>That somebody asked, on one day, for a kind of address that is for other roles; and how often.</summary>
internal sealed class RefusedAccess
{
    /// <summary>Says nothing: the log of changes keeps it for ever, and who it was for a year only.</summary>
    public required Guid Id { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>London's.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Method and pattern, such as <c>GET /people/{id}</c>: never the id that was asked for.</summary>
    public required string Address { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    public required DateTimeOffset LastAt { get; set; }
    public required int Times { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<RefusedAccess>(one =>
    {
        one.ToTable("accounts_refused_access");
        one.Property(r => r.Id).ValueGeneratedNever();
        one.HasIndex(r => new { r.Person, r.Day, r.Address }).IsUnique();
        one.HasOne<Person>().WithMany().HasForeignKey(r => r.Person);
        one.HasIndex(r => r.LastAt);
    });
}
