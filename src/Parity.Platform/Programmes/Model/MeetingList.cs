using Microsoft.EntityFrameworkCore;
using Parity.Indicators.Selection;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Everything on which the list of a selection meeting rests; nothing else changes it.</summary>
/// <param name="Line">How many stand above the line.</param>
/// <param name="Marks">Those of applications that everybody who marks them has locked.</param>
/// <param name="TieTraits">What decides a tie, before the lot.</param>
/// <param name="LotSeed">Null where nothing was fixed before marking.</param>
/// <param name="TiesDecided">Who was tied, for each tie that somebody had decided by what was fixed.</param>
internal sealed record MeetingInput(
    int Line, IReadOnlyList<MeetingInput.Given> Marks, IReadOnlyList<MeetingInput.Third> Thirds, IReadOnlyList<string> TieTraits, long? LotSeed, IReadOnlyList<IReadOnlyList<Guid>> TiesDecided)
{
    public sealed record Given(Guid Application, Guid Assessor, string Trait, int Value);

    /// <param name="CountsAlone">In place of the others; else all count alike.</param>
    public sealed record Third(Guid Application, string Trait, int Value, bool CountsAlone);

    public static async Task<MeetingInput> OfAsync(Records records, CohortId cohort, MarkingStage stage, int line, FinalMarks marks, CancellationToken stop)
    {
        var rule = await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort, stop);
        var ties = await records.Set<TieBreak>().Where(t => t.Cohort == cohort && t.Stage == stage).OrderBy(t => t.BrokenAt).ToListAsync(stop);
        return new(
            line,
            [.. marks.Marks.Select(m => new Given(m.Application.Value, m.Assessor.Value, m.Trait, m.Value)).OrderBy(m => m.Application).ThenBy(m => m.Assessor).ThenBy(m => m.Trait, StringComparer.Ordinal)],
            [.. marks.Settled.Select(s => new Third(s.Key.Application.Value, s.Key.Trait, s.Value.Value, s.Value.CountsAlone)).OrderBy(t => t.Application).ThenBy(t => t.Trait, StringComparer.Ordinal)],
            rule?.TieTraits.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [], rule?.LotSeed, ties.ConvertAll(t => (IReadOnlyList<Guid>)[.. t.Order().Select(o => o.Value)]));
    }
}

/// <summary>The list of a selection meeting, computed from its input alone: the same input gives the same list.</summary>
/// <param name="Leniency">How many points higher than the others an assessor marks the same applicants.</param>
/// <param name="Connected">Strictness can be compared over all assessors.</param>
internal sealed record MeetingList(IReadOnlyList<MeetingList.Entry> Entries, IReadOnlyList<(PersonId Assessor, double Leniency)> Leniency, bool Connected)
{
    /// <summary>Adjusted means are kept to so many decimals: beyond them another processor may differ.</summary>
    private const int Decimals = 9;

    /// <param name="Final">The mean of the marks that count.</param>
    /// <param name="Plain">The mean of the marks as they were given.</param>
    /// <param name="Adjusted">As it would be if every assessor were equally strict.</param>
    /// <param name="InTie">The place among those tied on the line, from 1, once the tie is decided.</param>
    public sealed record Entry(Guid Application, decimal Final, double Plain, double Adjusted, bool IsAbove, bool IsTied, int? InTie);

    public static MeetingList Of(MeetingInput input)
    {
        var thirds = input.Thirds.ToDictionary(t => (t.Application, t.Trait));
        var byTrait = input.Marks.GroupBy(m => (m.Application, m.Trait)).ToDictionary(
            g => g.Key, g => MarkRules.Final([.. g.Select(m => m.Value)], thirds.GetValueOrDefault(g.Key)?.Value, thirds.GetValueOrDefault(g.Key)?.CountsAlone ?? false)!.Value);
        var finals = byTrait.GroupBy(m => m.Key.Application).ToDictionary(g => g.Key, g => g.Average(m => m.Value));
        var means = finals.ToDictionary(f => f.Key, f => (double)f.Value);
        var (above, tied) = (Cut.Above(means, input.Line), Cut.TiedOn(means, input.Line));
        // A tie that was decided puts those it is about in their order on the line.
        var order = tied.Count > 0 && input.LotSeed is { } seed && input.TiesDecided.Any(t => t.ToHashSet().SetEquals(tied))
            ? Cut.Decide(tied, a => [.. input.TieTraits.Select(t => byTrait.GetValueOrDefault((a, t)))], seed).Order : null;
        int room = tied.Count == 0 ? 0 : input.Line - means.Count(m => m.Value > means[tied[0]] + 1e-9);
        List<Guid> applications = [.. input.Marks.Select(m => m.Application).Distinct()];
        List<Guid> assessors = [.. input.Marks.Select(m => m.Assessor).Distinct()];
        var fit = StrictnessAdjusted.Of(applications.Count, assessors.Count, [.. input.Marks.GroupBy(m => (m.Application, m.Assessor)).Select(g => new Parity.Indicators.Selection.Mark(applications.IndexOf(g.Key.Application), assessors.IndexOf(g.Key.Assessor), g.Average(m => m.Value)))]);
        return new(
            [.. applications.Select((a, at) => (Id: a, At: at, InTie: order?.ToList().IndexOf(a) is >= 0 and var place ? place + 1 : (int?)null))
                .Select(a => new Entry(a.Id, finals[a.Id], Math.Round(fit.Plain[a.At], Decimals), Math.Round(fit.Adjusted[a.At], Decimals), a.InTie is { } inTie ? inTie <= room : above.Contains(a.Id), tied.Contains(a.Id), a.InTie))
                .OrderByDescending(e => e.Final).ThenBy(e => e.InTie ?? 0).ThenBy(e => e.Application)],
            [.. assessors.Select((a, at) => (new PersonId(a), fit.Leniency[at]))], fit.Connected);
    }
}
