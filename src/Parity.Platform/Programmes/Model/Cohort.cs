using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>One run of a programme. It keeps the shape it began with.</summary>
internal sealed class Cohort
{
    public required CohortId Id { get; init; }

    /// <summary>Its place in public addresses.</summary>
    public required string Code { get; set; }
    public required string Title { get; set; }

    /// <summary>What the public is told it is for, in a sentence or two.</summary>
    public required string Summary { get; set; }
    public required ActionCaseId ActionCase { get; set; }

    /// <summary>The whole shape, as it was when the cohort was made or its draft changed.</summary>
    public required string Shape { get; set; }
    public required int Places { get; set; }

    /// <summary>A run of the past, entered later: it may have faults, and they are shown.</summary>
    public required bool IsHistory { get; set; }
    public DateOnly? BriefingOn { get; set; }
    public TimeOnly? BriefingFrom { get; set; }
    public TimeOnly? BriefingUntil { get; set; }
    public string? BriefingPlace { get; set; }
    public int? BriefingPlaces { get; set; }
    public required DateTimeOffset OpensAt { get; set; }

    /// <summary>The first instant at which nothing is taken any more.</summary>
    public required DateTimeOffset OverAt { get; set; }
    public required DateOnly InterviewsFrom { get; set; }
    public required DateOnly InterviewsUntil { get; set; }
    public required DateOnly OutcomesOn { get; set; }
    public required DateOnly StartsOn { get; set; }
    public required DateOnly StartsUntil { get; set; }
    public DateOnly? WorkshopOn { get; set; }
    public TimeOnly? WorkshopFrom { get; set; }
    public TimeOnly? WorkshopUntil { get; set; }
    public string? WorkshopPlace { get; set; }
    public required DateOnly EndsOn { get; set; }
    public string? AsAnnounced { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? PublishedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    public ProgrammeShape ReadShape() => ProgrammeShape.FromJson(Shape);

    public Timeline ReadTimeline() => new(
        BriefingOn is { } on ? new(on, BriefingFrom ?? default, BriefingUntil ?? default, BriefingPlace ?? "", BriefingPlaces ?? 0) : null,
        new(OpensAt, OverAt), InterviewsFrom, InterviewsUntil, OutcomesOn, StartsOn, StartsUntil, WorkshopOn, EndsOn, AsAnnounced);

    public Workshop? ReadWorkshop() => WorkshopOn is { } on ? new(on, WorkshopFrom, WorkshopUntil, WorkshopPlace ?? "") : null;

    public CohortStage StageAt(DateTimeOffset now) =>
        FinishedAt is not null ? CohortStage.Finished
        : StartedAt is not null ? CohortStage.Running
        : PublishedAt is null ? CohortStage.Draft
        : now < OpensAt ? CohortStage.Announced
        : now < OverAt ? CohortStage.Open
        : CohortStage.Selecting;

    /// <summary>What contradicts itself in its shape and dates.</summary>
    public IReadOnlyList<RuleFault> Faults() => [.. ShapeFaults.Of(ReadShape()), .. TimelineFaults.Of(ReadTimeline())];

    public void Set(Timeline dates)
    {
        (BriefingOn, BriefingFrom, BriefingUntil, BriefingPlace, BriefingPlaces) =
            dates.Briefing is { } b ? (b.On, b.From, b.Until, b.Place, b.Places) : ((DateOnly?)null, (TimeOnly?)null, (TimeOnly?)null, (string?)null, (int?)null);
        (OpensAt, OverAt) = (dates.Window.OpensAt, dates.Window.OverAt);
        (InterviewsFrom, InterviewsUntil, OutcomesOn) = (dates.InterviewsFrom, dates.InterviewsUntil, dates.OutcomesOn);
        (StartsOn, StartsUntil, WorkshopOn, EndsOn, AsAnnounced) = (dates.StartsOn, dates.StartsUntil, dates.WorkshopOn, dates.EndsOn, dates.AsAnnounced);
        if (WorkshopOn is null) (WorkshopFrom, WorkshopUntil, WorkshopPlace) = (null, null, null);
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Cohort>(cohort =>
        {
            cohort.ToTable("programmes_cohorts");
            cohort.Property(c => c.Id).ValueGeneratedNever();
            cohort.HasOne<ActionCase>().WithMany().HasForeignKey(c => c.ActionCase);
            cohort.HasIndex(c => c.Code).IsUnique();
            cohort.HasIndex(c => c.ActionCase);
        });
        model.Entity<WindowChange>(change =>
        {
            change.ToTable("programmes_window_changes");
            change.Property(c => c.Id).ValueGeneratedNever();
            change.HasOne<Cohort>().WithMany().HasForeignKey(c => c.Cohort);
            change.HasIndex(c => c.Cohort);
        });
        model.Entity<OwnShape>(shape =>
        {
            shape.ToTable("programmes_shapes");
            shape.HasKey(s => new { s.Code, s.Version });
        });
    }
}

/// <summary>The window was held open longer, with the dates that depend on it; or days and places were changed.</summary>
internal sealed class WindowChange
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required DateTimeOffset WasOverAt { get; init; }
    public required DateTimeOffset OverAt { get; init; }
    public required int DaysMoved { get; init; }
    public required string Reason { get; init; }

    /// <summary>Which days and places were changed, in words; null where it was the window and every day after it by as much.</summary>
    public string? What { get; init; }
    public required PersonId ChangedBy { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A version of a shape that was made here.</summary>
internal sealed class OwnShape
{
    public required string Code { get; init; }
    public required int Version { get; init; }
    public required string Shape { get; init; }
    public required PersonId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
}
