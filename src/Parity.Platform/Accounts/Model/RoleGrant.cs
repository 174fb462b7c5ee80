using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Model;

/// <summary>A role that somebody holds, held or will hold. Of the places where it can be held at most one is named; none is the whole partnership.</summary>
internal sealed class RoleGrant
{
    public required Guid Id { get; init; }
    public required PersonId Person { get; init; }
    public required Role Role { get; init; }
    public OrganisationId? Organisation { get; private init; }
    public GroupId? InGroup { get; private init; }
    public ProgrammeId? InProgramme { get; private init; }
    public CaseId? InCase { get; private init; }

    /// <summary>The first day it counts; null: from the moment it was given.</summary>
    public DateOnly? FromOn { get; init; }

    /// <summary>The last day it counts; null: until it is ended.</summary>
    public DateOnly? UntilOn { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    public HeldRole Holds => new(Role, this switch
    {
        { Organisation: { } id } => RoleScope.In(id),
        { InGroup: { } id } => RoleScope.For(id),
        { InProgramme: { } id } => RoleScope.Of(id),
        { InCase: { } id } => RoleScope.Of(id),
        _ => RoleScope.Whole,
    });

    public static RoleGrant Make(TimeProvider clock, PersonId person, HeldRole holds, DateOnly? from = null, DateOnly? until = null) => new()
    {
        Id = TypedId.NewValue(clock),
        Person = person,
        Role = holds.Role,
        Organisation = holds.Organisation,
        InGroup = (holds.Scope as RoleScope.ForGroup)?.Id,
        InProgramme = (holds.Scope as RoleScope.OfProgramme)?.Id,
        InCase = (holds.Scope as RoleScope.OfCase)?.Id,
        FromOn = from,
        UntilOn = until,
        GrantedAt = clock.GetUtcNow(),
    };

    /// <summary>Not ended, and of no day that is past: held now or from a day to come.</summary>
    public static Expression<Func<RoleGrant, bool>> IsOpenOn(DateOnly day) => g => g.EndedAt == null && (g.UntilOn == null || g.UntilOn >= day);

    public static Expression<Func<RoleGrant, bool>> CountsOn(DateOnly day) => g => g.EndedAt == null && (g.FromOn == null || g.FromOn <= day) && (g.UntilOn == null || g.UntilOn >= day);

    /// <summary>Whether it counted on some day from <paramref name="since"/> to <paramref name="today"/>. One that ended on the day it was given was a slip.</summary>
    public bool CountedSince(DateOnly since, DateOnly today)
    {
        DateOnly given = London.DayOf(GrantedAt), from = FromOn > given ? FromOn.Value : given;
        var last = UntilOn;
        if (EndedAt is { } ended && London.DayOf(ended) is var day && (last is null || day < last)) last = day;
        return from <= today && (last is null || (last >= since && last >= from)) && (EndedAt is null || last != given);
    }

    public static void Map(ModelBuilder model) => model.Entity<RoleGrant>(grant =>
    {
        grant.ToTable("accounts_roles");
        grant.Property(g => g.Id).ValueGeneratedNever();
        grant.Property(g => g.Role).HasConversion(role => role.Word(), word => Roles.Parse(word));
        grant.Ignore(g => g.Holds);
        grant.HasOne<Person>().WithMany().HasForeignKey(g => g.Person);
        grant.HasIndex(g => g.Person);
        grant.HasIndex(g => new { g.Organisation, g.Role });
        grant.HasIndex(g => new { g.InProgramme, g.Role });
        grant.HasIndex(g => g.InCase);
    });
}
