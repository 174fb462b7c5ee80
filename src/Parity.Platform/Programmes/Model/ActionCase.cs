using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>Why a programme may be for one group: kept, reviewed and ended. Once its time is over, only the row that cohorts name is left of it.</summary>
internal sealed class ActionCase
{
    public required ActionCaseId Id { get; init; }
    public required string Title { get; set; }
    public required string GroupServed { get; set; }

    /// <summary>Words of <see cref="PositiveActionGround"/>, with spaces between.</summary>
    public required string Grounds { get; set; }
    public required string Evidence { get; set; }
    public required string EvidenceSource { get; set; }
    public DateOnly? EvidenceOn { get; set; }

    /// <summary>The published figure it rests on, by its id in the open data; null for evidence of our own.</summary>
    public string? Figure { get; set; }

    /// <summary>What that figure said when it was chosen, with its edition.</summary>
    public string? FigureText { get; set; }

    /// <summary>False once a later edition no longer shows it; null where the newest does not say.</summary>
    public bool? EvidenceHolds { get; set; }
    public required string Proportionate { get; set; }
    public required string Alternatives { get; set; }
    public required string EndCondition { get; set; }
    public DateOnly? ReviewOn { get; set; }
    /// <summary>Null once nothing of the case is kept any more.</summary>
    public required PersonId? Owner { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether a window that opens then may rest on it: it has not ended before, and its review is not overdue.</summary>
    public bool LetsOpen(DateTimeOffset opensAt) => !(EndedAt < opensAt) && !(ReviewOn < London.DayOf(opensAt));

    public void Forget()
    {
        (Title, GroupServed, Grounds, Evidence, EvidenceSource, Proportionate, Alternatives, EndCondition) = ("", "", "", "", "", "", "", "");
        (EvidenceOn, Figure, FigureText, EvidenceHolds, ReviewOn, Owner) = (null, null, null, null, null, null);
    }

    public PositiveActionCase ToRules() => new(
        GroupServed, GroundsOf(Grounds), Evidence, EvidenceSource, EvidenceOn,
        Proportionate, Alternatives, EndCondition, ReviewOn, EndedAt is not null, EvidenceHolds);

    public static IReadOnlyList<PositiveActionGround> GroundsOf(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(StoredWord.Parse<PositiveActionGround>)];

    public static void Map(ModelBuilder model)
    {
        model.Entity<ActionCase>(one =>
        {
            one.ToTable("programmes_cases");
            one.Property(c => c.Id).ValueGeneratedNever();
        });
        model.Entity<CaseReview>(review =>
        {
            review.ToTable("programmes_case_reviews");
            review.Property(r => r.Id).ValueGeneratedNever();
            review.HasOne<ActionCase>().WithMany().HasForeignKey(r => r.ActionCase);
            review.HasIndex(r => r.ActionCase);
        });
        model.Entity<CaseVersion>(version =>
        {
            version.ToTable("programmes_case_versions");
            version.Property(v => v.Id).ValueGeneratedNever();
            version.HasOne<ActionCase>().WithMany().HasForeignKey(v => v.ActionCase);
            version.HasIndex(v => v.ActionCase);
        });
        model.Entity<EmployerBasis>(basis =>
        {
            basis.ToTable("programmes_case_bases");
            basis.HasKey(b => new { b.ActionCase, b.Organisation });
            basis.HasOne<ActionCase>().WithMany().HasForeignKey(b => b.ActionCase);
        });
    }
}

/// <summary>Somebody looked at the case again.</summary>
internal sealed class CaseReview
{
    public required Guid Id { get; init; }
    public required ActionCaseId ActionCase { get; init; }
    public required DateTimeOffset At { get; init; }
    public required PersonId Reviewer { get; init; }
    public required string Finding { get; init; }
    public required DateOnly NextOn { get; init; }
}

/// <summary>What a case said until somebody changed it.</summary>
internal sealed class CaseVersion
{
    public required Guid Id { get; init; }
    public required ActionCaseId ActionCase { get; init; }
    public required DateTimeOffset Until { get; init; }
    public required PersonId ChangedBy { get; init; }
    public required string Title { get; init; }
    public required string GroupServed { get; init; }
    public required string Grounds { get; init; }
    public required string Evidence { get; init; }
    public required string EvidenceSource { get; init; }
    public required DateOnly? EvidenceOn { get; init; }
    public required string? FigureText { get; init; }
    public required string Proportionate { get; init; }
    public required string Alternatives { get; init; }
    public required string EndCondition { get; init; }

    public static CaseVersion Of(ActionCase one, PersonId changedBy, TimeProvider clock) => new()
    {
        Id = TypedId.NewValue(clock),
        ActionCase = one.Id,
        Until = clock.GetUtcNow(),
        ChangedBy = changedBy,
        Title = one.Title,
        GroupServed = one.GroupServed,
        Grounds = one.Grounds,
        Evidence = one.Evidence,
        EvidenceSource = one.EvidenceSource,
        EvidenceOn = one.EvidenceOn,
        FigureText = one.FigureText,
        Proportionate = one.Proportionate,
        Alternatives = one.Alternatives,
        EndCondition = one.EndCondition,
    };

    public PositiveActionCase ToRules() =>
        new(GroupServed, Model.ActionCase.GroundsOf(Grounds), Evidence, EvidenceSource, EvidenceOn, Proportionate, Alternatives, EndCondition, null, false, null);
}

/// <summary>On what an employer rests its own nominations: it answers for them itself.</summary>
internal sealed class EmployerBasis
{
    public required ActionCaseId ActionCase { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required string Basis { get; set; }
    public required PersonId GivenBy { get; set; }
    public required DateTimeOffset GivenAt { get; set; }
}
