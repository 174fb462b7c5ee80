using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>A time and place for an interview, and whose it is.</summary>
internal sealed class InterviewSlot
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required int Minutes { get; init; }
    public required string Place { get; init; }
    public ProgrammeApplicationId? Application { get; set; }
    public required PersonId MadeBy { get; init; }
    public DateTimeOffset? CancelledAt { get; set; }

    public bool Overlaps(InterviewSlot other) => StartsAt < other.StartsAt.AddMinutes(other.Minutes) && other.StartsAt < StartsAt.AddMinutes(Minutes);

    public static void Map(ModelBuilder model)
    {
        model.Entity<InterviewSlot>(one =>
        {
            one.ToTable("programmes_slots");
            one.Property(s => s.Id).ValueGeneratedNever();
            one.HasOne<Cohort>().WithMany().HasForeignKey(s => s.Cohort);
            one.HasIndex(s => s.Cohort);
        });
        model.Entity<SlotFree>(one =>
        {
            one.ToTable("programmes_slot_free");
            one.HasKey(f => new { f.Slot, f.Assessor });
            one.HasOne<InterviewSlot>().WithMany().HasForeignKey(f => f.Slot);
        });
    }
}

/// <summary>An assessor could sit in a panel then.</summary>
internal sealed class SlotFree
{
    public required Guid Slot { get; init; }
    public required PersonId Assessor { get; init; }
    public required DateTimeOffset SaidAt { get; init; }
}

/// <summary>The interviews of a cohort as the rules of panels see them.</summary>
/// <param name="Slots">Not cancelled, by time.</param>
/// <param name="Applications">Whose interviews can come, and whose the times are or were: once outcomes are told most stand elsewhere.</param>
/// <param name="Panels">Who sits for whom.</param>
internal sealed record InterviewPlan(
    IReadOnlyList<InterviewSlot> Slots, IReadOnlyDictionary<ProgrammeApplicationId, Application> Applications, ILookup<ProgrammeApplicationId, Marking> Panels,
    ILookup<Guid, PersonId> Free, IReadOnlyDictionary<PersonId, Assessor> Assessors, IReadOnlyDictionary<PersonId, Reader> Readers)
{
    public static async Task<InterviewPlan> OfAsync(Records records, MasterKey key, CohortId cohort, IReadOnlyDictionary<PersonId, Accounts.Contract.Account> accounts, CancellationToken stop)
    {
        var slots = await records.Set<InterviewSlot>().Where(s => s.Cohort == cohort && s.CancelledAt == null).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(stop);
        var applications = await records.Set<Application>().Where(a => a.Cohort == cohort && (a.State == ApplicationState.Shortlisted || a.State == ApplicationState.Interviewed || records.Set<InterviewSlot>().Any(s => s.Application == a.Id && s.CancelledAt == null))).ToListAsync(stop);
        var panels = await records.Set<Marking>().Where(m => m.Stage == MarkingStage.Interview && m.EndedAt == null && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort)).ToListAsync(stop);
        var free = await records.Set<SlotFree>().Where(f => records.Set<InterviewSlot>().Any(s => s.Id == f.Slot && s.Cohort == cohort)).ToListAsync(stop);
        var assessors = await records.Set<Assessor>().Where(a => a.Cohort == cohort).ToListAsync(stop);
        var readers = await Model.Readers.OfAsync(records, key, cohort, applications, accounts, stop);
        return new(slots, applications.ToDictionary(a => a.Id), panels.ToLookup(m => m.Application), free.ToLookup(f => f.Slot, f => f.Assessor), assessors.ToDictionary(a => a.Person), readers.ToDictionary(r => r.Person));
    }

    /// <summary>Nothing has been decided on the interview: a panel can still be seated for it.</summary>
    public static bool IsToCome(Application application) => application.State is ApplicationState.Shortlisted or ApplicationState.Interviewed;

    /// <summary>Everything that is wrong with these people as the panel of a slot.</summary>
    public IReadOnlyList<(PanelFault Fault, PersonId? Who)> Faults(Leave leave, InterviewSlot slot, Application application, IReadOnlyList<PersonId> panel, int least)
    {
        var said = Assessors.Values.Where(a => a.EndedAt is null).Select(a => a.Said(leave)).ToList();
        bool mixGender = said.Select(s => s?.Gender?.ToUpperInvariant()).Where(g => g is not null).Distinct(StringComparer.Ordinal).Count() > 1;
        return PanelRules.Of(ToInterview(application), [.. panel.Select(p => Sit(leave, slot, p))], least, mixGender, said.Any(s => s?.UnderRepresented is true));
    }

    /// <summary>Times at which there are too few people for the interviews beside each other.</summary>
    public IReadOnlyList<(string Slot, int Needed, int Free)> TooFewPeople(int least)
    {
        var given = Slots.Where(s => s.Application is { } a && Applications.TryGetValue(a, out var whose) && IsToCome(whose)).ToList();
        return PanelRules.TooFewPeople(
            given.ConvertAll(s => new Sitting(ToInterview(Applications[s.Application!.Value]), Time(s))),
            time => [.. given.Where(s => Time(s) == time).SelectMany(s => Free[s.Id]).Distinct().Where(p => Assessors[p].TrainedOn is not null).Select(p => Readers[p])], least);
    }

    public static string Time(InterviewSlot slot) => slot.StartsAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static ToMark ToInterview(Application application) => new(application.Id.Value, application.Person, application.Employer, []);

    private Sitter Sit(Leave leave, InterviewSlot slot, PersonId person)
    {
        var one = Assessors[person];
        var said = one.Said(leave);
        bool elsewhere = Slots.Any(s => s.Id != slot.Id && s.Application is { } a && s.Overlaps(slot) && Panels[a].Any(m => m.Assessor == person));
        return new(Readers[person], one.Employer, one.Sector, one.TrainedOn is not null, Free[slot.Id].Contains(person), elsewhere, said?.Gender?.ToUpperInvariant(), said?.UnderRepresented);
    }
}
