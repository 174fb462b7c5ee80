using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// Somebody's application to a cohort. What they wrote is in <see cref="Answer"/>, what they declared about the group in
/// <see cref="EligibilityDeclaration"/>, and monitoring answers are nowhere near it.
/// </summary>
internal sealed class Application
{
    public required ProgrammeApplicationId Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>The applicant's employer, where it is an organisation of the partnership.</summary>
    public OrganisationId? Employer { get; set; }

    /// <summary>A word of <see cref="EmployerStanding"/>; null until the applicant has said where they work.</summary>
    public EmployerStanding? Standing { get; set; }

    /// <summary>A band of the return format: team-leader or middle-manager.</summary>
    public string? Level { get; set; }
    public ApplicationRoute? Route { get; set; }
    public required ApplicationState State { get; set; }
    public required DateTimeOffset BegunAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When the applicant agreed that the employer is told, on accepting a place.</summary>
    public DateTimeOffset? AgreedToTellAt { get; set; }

    /// <summary>The last day on which an offer can be answered.</summary>
    public DateOnly? AnswerBy { get; set; }

    /// <summary>What was asked, answered, declared and told is gone by the rules of retention.</summary>
    public DateTimeOffset? ForgottenAt { get; set; }

    public bool EmployerMayKnow => Route is { } route && ApplicationRoutes.EmployerMayKnow(route, State, SentAt is not null, AgreedToTellAt is not null);

    /// <summary>Moves it, or says no; every move leaves its line.</summary>
    public bool Move(Records records, TimeProvider clock, ApplicationDeed deed, Doer by)
    {
        if (ApplicationMoves.After(State, deed, by) is not { } to) return false;
        records.Add(new ApplicationMove { Id = TypedId.NewValue(clock), Application = Id, Deed = deed, FromState = State, ToState = to, DoneBy = by, At = clock.GetUtcNow() });
        State = to;
        return true;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Application>(one =>
        {
            one.ToTable("programmes_applications");
            one.Property(a => a.Id).ValueGeneratedNever();
            one.Property(a => a.State).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<ApplicationState>(w));
            one.Property(a => a.Route).HasConversion(r => StoredWord.Of(r!.Value), w => StoredWord.Parse<ApplicationRoute>(w));
            one.Property(a => a.Standing).HasConversion(s => StoredWord.Of(s!.Value), w => StoredWord.Parse<EmployerStanding>(w));
            one.Ignore(a => a.EmployerMayKnow);
            one.HasOne<Cohort>().WithMany().HasForeignKey(a => a.Cohort);
            one.HasIndex(a => new { a.Cohort, a.Person }).IsUnique();
            one.HasIndex(a => a.Person);
            one.HasIndex(a => a.Employer);
        });
        model.Entity<ApplicationMove>(move =>
        {
            move.ToTable("programmes_moves");
            move.Property(m => m.Id).ValueGeneratedNever();
            move.Property(m => m.Deed).HasConversion(d => StoredWord.Of(d), w => StoredWord.Parse<ApplicationDeed>(w));
            move.Property(m => m.FromState).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<ApplicationState>(w));
            move.Property(m => m.ToState).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<ApplicationState>(w));
            move.Property(m => m.DoneBy).HasConversion(d => StoredWord.Of(d), w => StoredWord.Parse<Doer>(w));
            move.HasOne<Application>().WithMany().HasForeignKey(m => m.Application);
            move.HasIndex(m => m.Application);
        });
        model.Entity<Answer>(answer =>
        {
            answer.ToTable("programmes_answers");
            answer.HasKey(a => new { a.Application, a.Question });
            answer.HasOne<Application>().WithMany().HasForeignKey(a => a.Application);
        });
        model.Entity<Decision>(decision =>
        {
            decision.ToTable("programmes_decisions");
            decision.HasKey(d => new { d.Application, d.DecidedAt });
            decision.Property(d => d.Deed).HasConversion(d => StoredWord.Of(d), w => StoredWord.Parse<ApplicationDeed>(w));
            decision.HasOne<Application>().WithMany().HasForeignKey(d => d.Application);
        });
    }
}

/// <summary>A line of an application's history.</summary>
internal sealed class ApplicationMove
{
    public required Guid Id { get; init; }
    public required ProgrammeApplicationId Application { get; init; }
    public required ApplicationDeed Deed { get; init; }
    public required ApplicationState FromState { get; init; }
    public required ApplicationState ToState { get; init; }
    public required Doer DoneBy { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>What an applicant wrote to one question, sealed: it may say anything.</summary>
internal sealed class Answer
{
    private const string Purpose = "programme answers";

    /// <summary>The question that is not one of the traits: what the applicant does at work.</summary>
    public const string Job = "job";

    public required ProgrammeApplicationId Application { get; init; }
    public required string Question { get; init; }
    public required byte[] Sealed { get; set; }
    public required DateTimeOffset SavedAt { get; set; }

    public static byte[] Seal(MasterKey key, ProgrammeApplicationId application, string question, string text) =>
        key.Seal(Purpose, Encoding.UTF8.GetBytes(text), About(application, question));

    public string Open(MasterKey key) => Encoding.UTF8.GetString(key.Open(Purpose, Sealed, About(Application, Question)));

    private static byte[] About(ProgrammeApplicationId application, string question) => [.. application.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(question)];
}

/// <summary>What the team has decided, with reason, feedback and next step. It moves nothing before outcomes are told.</summary>
internal sealed class Decision
{
    private const string Purpose = "programme feedback";

    public required ProgrammeApplicationId Application { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required ApplicationDeed Deed { get; init; }

    /// <summary>A code of the policy's flat list; null for what is not a refusal.</summary>
    public string? Reason { get; init; }
    public byte[]? SealedFeedback { get; set; }
    public string? NextStep { get; init; }

    /// <summary>The place on the reserve list, from 1.</summary>
    public int? Rank { get; init; }
    public required PersonId DecidedBy { get; init; }
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Another decision took its place before it was told.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    /// <summary>Until when the reserve list holds on which it puts somebody; null for another decision, and before it is told.</summary>
    public DateOnly? HoldsUntil() => Deed is ApplicationDeed.PutOnReserve && ToldAt is { } told ? London.DayOf(told).AddDays(ProgrammePolicy.InForceOn(London.DayOf(told)).ReserveDays) : null;

    public static byte[] Seal(MasterKey key, ProgrammeApplicationId application, string feedback) => key.Seal(Purpose, Encoding.UTF8.GetBytes(feedback), application.Value.ToByteArray());

    public string? Feedback(MasterKey key) => SealedFeedback is { } bytes ? Encoding.UTF8.GetString(key.Open(Purpose, bytes, Application.Value.ToByteArray())) : null;
}
