using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Storage;

namespace Parity.Platform.Partnership.Model;

/// <summary>A body of the partnership. It ends and is never removed.</summary>
internal sealed class Group
{
    public required GroupId Id { get; init; }
    public required string Name { get; set; }
    public required GroupKind Kind { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public required string Purpose { get; set; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Group>(group =>
        {
            group.ToTable("partnership_groups");
            group.Property(g => g.Id).ValueGeneratedNever();
            group.Property(g => g.Kind).HasConversion(kind => kind.Word(), word => GroupKinds.Parse(word));
        });
        model.Entity<Seat>(seat =>
        {
            seat.ToTable("partnership_seats");
            seat.Property(s => s.Id).ValueGeneratedNever();
            seat.HasOne<Group>().WithMany().HasForeignKey(s => s.Group);
            seat.HasOne<Organisation>().WithMany().HasForeignKey(s => s.Organisation);
            seat.HasIndex(s => s.Group);
            seat.HasIndex(s => s.Organisation);
            seat.HasIndex(s => s.Person);
        });
    }
}

/// <summary>A place in a group, from a day and perhaps until one. Who held it when stays known.</summary>
internal sealed class Seat
{
    public required Guid Id { get; init; }
    public required GroupId Group { get; init; }

    /// <summary>The organisation that fills it; null for an independent seat, such as an outside chair's.</summary>
    public OrganisationId? Organisation { get; init; }

    /// <summary>Who sits there; null for one that is vacant.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Chair, deputy, seat.</summary>
    public required string Title { get; init; }
    public required DateOnly FromOn { get; init; }

    /// <summary>Its last day; null for one without an end in sight.</summary>
    public DateOnly? UntilOn { get; set; }

    /// <summary>Seats that are not over by that day: held on it, or to be held later.</summary>
    public static Expression<Func<Seat, bool>> IsOpenOn(DateOnly day) => s => s.UntilOn == null || s.UntilOn >= day;

    /// <summary>Ends a seat that is not over with that day. One that was to begin later was never held, and is taken back.</summary>
    /// <returns>The first day on which it is not held any more, or would have been.</returns>
    public static DateOnly End(Records records, Seat seat, DateOnly day, DateOnly today)
    {
        if (seat.FromOn > day && seat.FromOn > today)
        {
            records.Remove(seat);
            return seat.FromOn;
        }

        // One that began after that day, and is held already, was held for a day at least.
        seat.UntilOn = day < seat.FromOn ? seat.FromOn : day;
        return seat.UntilOn.Value.AddDays(1);
    }
}
