using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// Who had regard to equality when something was decided about a programme, and to what (Equality Act 2010 section 149).
/// It is added and never changed: what was known then stays as it was, and a later record stands beside it.
/// </summary>
internal sealed class DueRegard
{
    public required Guid Id { get; init; }
    public required ActionCaseId ActionCase { get; init; }
    public required string Decision { get; init; }
    public required DateOnly ConsideredOn { get; init; }

    /// <summary>The person or body that decided: boards have no account.</summary>
    public required string ConsideredBy { get; init; }

    /// <summary>Section 149(1)(a): eliminating discrimination, harassment and victimisation.</summary>
    public required string Eliminating { get; init; }

    /// <summary>Section 149(1)(b): advancing equality of opportunity.</summary>
    public required string Advancing { get; init; }

    /// <summary>Section 149(1)(c): fostering good relations.</summary>
    public required string Fostering { get; init; }
    public required string LedTo { get; init; }
    public required PersonId RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DueRegard>(one =>
    {
        one.ToTable("programmes_due_regards");
        one.Property(r => r.Id).ValueGeneratedNever();
        one.HasOne<ActionCase>().WithMany().HasForeignKey(r => r.ActionCase);
        one.HasIndex(r => r.ActionCase);
    });
}
