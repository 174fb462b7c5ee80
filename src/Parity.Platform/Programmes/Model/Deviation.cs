using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Why somebody goes on before others who stand higher, or is passed over: said before outcomes are told, and fixed with the telling.</summary>
internal sealed class Deviation
{
    private const string Purpose = "programme deviations";

    public required ProgrammeApplicationId Application { get; init; }
    public required MarkingStage Stage { get; init; }

    /// <summary>A code of the policy's flat list.</summary>
    public required string Reason { get; set; }

    /// <summary>In the team's own words; gone with the other words of the application.</summary>
    public byte[]? SealedWords { get; set; }
    public required PersonId SaidBy { get; set; }
    public required DateTimeOffset SaidAt { get; set; }

    /// <summary>When outcomes were told on it: from then on it stays.</summary>
    public DateTimeOffset? LockedAt { get; set; }

    public static byte[] Seal(MasterKey key, ProgrammeApplicationId application, MarkingStage stage, string words) => key.Seal(Purpose, Encoding.UTF8.GetBytes(words), About(application, stage));

    public string? Words(MasterKey key) => SealedWords is { } bytes ? Encoding.UTF8.GetString(key.Open(Purpose, bytes, About(Application, Stage))) : null;

    private static byte[] About(ProgrammeApplicationId application, MarkingStage stage) => [.. application.Value.ToByteArray(), (byte)stage];

    public static void Map(ModelBuilder model) => model.Entity<Deviation>(one =>
    {
        one.ToTable("programmes_deviations");
        one.HasKey(d => new { d.Application, d.Stage });
        one.Property(d => d.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<MarkingStage>(w));
        one.HasOne<Application>().WithMany().HasForeignKey(d => d.Application);
    });
}

/// <summary>Where the decisions of a stage leave the order of its means.</summary>
internal static class OutOfOrder
{
    private static readonly ApplicationDeed[] OfInterview = [ApplicationDeed.Offer, ApplicationDeed.PutOnReserve, ApplicationDeed.NotSelect, ApplicationDeed.WithdrawOffer];

    /// <param name="counts">Which decisions that are not told yet count; null for all.</param>
    /// <returns>None before anybody goes on, or where nothing is marked.</returns>
    public static async Task<IReadOnlyList<MeetingOrder.Pair>> OfAsync(Records records, Cohort cohort, MarkingStage stage, IReadOnlySet<(ProgrammeApplicationId, DateTimeOffset)>? counts, CancellationToken stop)
    {
        var marks = await FinalMarks.OfAsync(records, cohort.Id, stage, stop);
        if (marks.Marks.Count == 0) return [];
        var states = await records.Set<Application>().Where(a => a.Cohort == cohort.Id).ToDictionaryAsync(a => a.Id.Value, a => a.State, stop);
        var decisions = (await records.Set<Decision>().Where(d => d.ReplacedAt == null && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == cohort.Id)).OrderBy(d => d.DecidedAt).ToListAsync(stop))
            .Where(d => d.ToldAt is not null || counts is null || counts.Contains((d.Application, d.DecidedAt))).ToLookup(d => d.Application.Value);
        var invited = decisions.Where(g => g.Any(d => d.Deed is ApplicationDeed.Shortlist)).Select(g => new ProgrammeApplicationId(g.Key)).ToHashSet();
        var list = MeetingList.Of(await MeetingInput.OfAsync(records, cohort.Id, stage, MeetingLog.LineOf(cohort, stage, marks, invited), marks, stop));
        return MeetingOrder.PairsIn([.. list.Entries.Where(e => states[e.Application] is not ApplicationState.NotEligible && decisions[e.Application].All(d => d.ToldAt is not null || d.Deed is not ApplicationDeed.FindNotEligible))
            .Select(e => Standing(e, stage, [.. decisions[e.Application]]))]);
    }

    private static MeetingOrder.Standing Standing(MeetingList.Entry entry, MarkingStage stage, List<Decision> decided)
    {
        // Whoever was offered a place has had it before the others, whatever became of it.
        bool on = decided.Exists(d => d.Deed is ApplicationDeed.Offer || (stage is MarkingStage.Reading && d.Deed is ApplicationDeed.Shortlist));
        var last = stage is MarkingStage.Interview ? decided.LastOrDefault(d => OfInterview.Contains(d.Deed)) : null;
        return on ? new(entry.Application, entry.Final, entry.InTie, MeetingOrder.Way.On, null)
            : last?.Deed is ApplicationDeed.PutOnReserve ? new(entry.Application, entry.Final, entry.InTie, MeetingOrder.Way.Reserve, last.Rank)
            : new(entry.Application, entry.Final, entry.InTie, MeetingOrder.Way.NotOn, null);
    }

    /// <summary>
    /// Whether a decision that is not told yet is of that stage, by where its application stands. Whoever was not selected may be offered a place all the
    /// same: then both stages are looked at.
    /// </summary>
    public static bool IsOf(MarkingStage stage, ApplicationState from) => stage is MarkingStage.Reading ? from is ApplicationState.Submitted or ApplicationState.NotSelected : from is not ApplicationState.Submitted;

    /// <returns>Pairs of which one is to be told of at that stage: for what was told before, nobody has to say anything any more.</returns>
    public static async Task<IReadOnlyList<MeetingOrder.Pair>> OpenAsync(Records records, Cohort cohort, MarkingStage stage, IReadOnlyList<MeetingOrder.Pair> pairs, CancellationToken stop)
    {
        var pending = (await (
            from decision in records.Set<Decision>()
            join application in records.Set<Application>() on decision.Application equals application.Id
            where application.Cohort == cohort.Id && decision.ToldAt == null && decision.ReplacedAt == null
            select new { application.Id, application.State }).ToListAsync(stop)).Where(d => IsOf(stage, d.State)).Select(d => d.Id.Value).ToHashSet();
        return [.. pairs.Where(p => pending.Contains(p.GoesOn) || pending.Contains(p.PassedOver))];
    }

    /// <summary>Pairs that nobody has given a reason for: one of the two that make a pair is enough.</summary>
    public static async Task<int> UnexplainedAsync(Records records, MarkingStage stage, IReadOnlyList<MeetingOrder.Pair> pairs, CancellationToken stop)
    {
        var ids = pairs.SelectMany(e => new[] { new ProgrammeApplicationId(e.GoesOn), new ProgrammeApplicationId(e.PassedOver) }).Distinct().ToList();
        var said = (await records.Set<Deviation>().Where(d => d.Stage == stage && ids.Contains(d.Application)).Select(d => d.Application).ToListAsync(stop)).ConvertAll(a => a.Value).ToHashSet();
        return pairs.Count(e => !said.Contains(e.GoesOn) && !said.Contains(e.PassedOver));
    }
}
