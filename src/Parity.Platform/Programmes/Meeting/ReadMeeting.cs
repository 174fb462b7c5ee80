using Microsoft.EntityFrameworkCore;
using Parity.Indicators.Selection;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What a selection meeting has before it: means as given and as if all were equally strict, how far assessors agree, what
/// hangs on one of them, and who is tied on the line. It decides nothing.
/// </summary>
public static class ReadMeeting
{
    /// <param name="Line">How many stand above the line; null: as many as there are places.</param>
    public sealed record Request(CohortId Cohort, MarkingStage Stage = MarkingStage.Reading, int? Line = null);

    /// <param name="Code">As an auditor sees it where meetings are made again.</param>
    /// <param name="Name">Null as long as it is still to be told what was decided on what they wrote: assessors read it without a name, and so does the meeting.</param>
    /// <param name="Final">The mean of the marks that count, those of third persons by their rule.</param>
    /// <param name="Plain">The mean of the marks as they were given.</param>
    /// <param name="Adjusted">As it would be if every assessor were equally strict.</param>
    /// <param name="HangsOn">Assessors without whose marks the applicant would change sides.</param>
    public sealed record Line(
        ProgrammeApplicationId Id, string Code, string? Name, ApplicationState State, ApplicationDeed? Pending, decimal? Final, double? Plain, double? Adjusted, int Readers, bool IsAbove, bool IsTied, IReadOnlyList<string> HangsOn);

    /// <param name="Leniency">How many points higher than the others they mark the same applicants.</param>
    public sealed record Strictness(string Name, int Applications, double Mean, double Leniency);

    /// <param name="Single">What one mark alone is worth, from 0 to 1; null where it cannot be told.</param>
    /// <param name="Mean">What the mean of all marks of an applicant is worth.</param>
    /// <param name="IsComplete">Everybody was marked by the same people.</param>
    /// <param name="Alpha">Krippendorff's alpha over single marks, as ranks.</param>
    /// <param name="WithinOne">The share of pairs of marks of one answer that lie at most a point apart.</param>
    public sealed record Agreement(double? Single, double? Mean, bool IsComplete, double? Alpha, double? WithinOne);

    public sealed record Broken(TieWay Way, IReadOnlyList<ProgrammeApplicationId> Order, DateTimeOffset At);

    /// <summary>Somebody whose decision leaves the order of the means.</summary>
    /// <param name="Before">Who stand higher and do not go on so far.</param>
    /// <param name="After">Who stand lower and go on further.</param>
    /// <param name="Reason">A code of the policy's list; null where nobody has said why.</param>
    /// <param name="IsFixed">Outcomes were told on it.</param>
    /// <param name="IsOpen">It is still to be told of, so that a reason is needed for one of each two.</param>
    public sealed record Exceptional(ProgrammeApplicationId Id, string Name, IReadOnlyList<string> Before, IReadOnlyList<string> After, string? Reason, string? Words, string? By, bool IsFixed, bool IsOpen);

    /// <param name="Connected">Strictness can be compared over all assessors.</param>
    /// <param name="Exceptions">Those whose decision leaves the order of the means.</param>
    /// <param name="Unexplained">Pairs of them for neither of whom it is said why.</param>
    /// <param name="Unlocked">Applications that were given to assessors and of which not all marks are locked.</param>
    /// <param name="ToSettle">Marks that wait for a third person.</param>
    /// <param name="ToAsk">Those of them for which nobody is asked yet.</param>
    public sealed record Shown(
        int Above, IReadOnlyList<Line> Lines, IReadOnlyList<Strictness> Assessors, bool Connected, Agreement Agreement, IReadOnlyList<Broken> Ties, bool IsFixed, int Unlocked, int ToSettle, int ToAsk, IReadOnlyList<Exceptional> Exceptions, int Unexplained);

    /// <summary>How somebody is called whose name is not shown.</summary>
    public static string LabelOf(string code) => $"Applicant {code}";

    /// <summary>
    /// Whoever has no marks yet, or the same mean as another, stands by the code: by name, the order would tell who is who
    /// in a list whose names are taken out, and would put the same people first at every meeting.
    /// </summary>
    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Shown?> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var policy = SelectionPolicy.InForceOn(London.Today(clock));
            return await store.ReadAsync<Shown?>(async records =>
            {
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return null;
                int above = request.Line ?? cohort.Places;
                var applications = await records.Set<Application>().Where(a => a.Cohort == cohort.Id && a.SentAt != null && a.State != ApplicationState.Withdrawn).ToListAsync(stop);
                var pending = (await records.Set<Decision>().Where(d => d.ToldAt == null && d.ReplacedAt == null && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == cohort.Id)).ToListAsync(stop)).ToDictionary(d => d.Application, d => d.Deed);
                var marks = await FinalMarks.OfAsync(records, cohort.Id, request.Stage, stop);
                var given = marks.Given();
                var list = MeetingList.Of(await MeetingInput.OfAsync(records, cohort.Id, request.Stage, above, marks, stop));
                var entries = list.Entries.ToDictionary(e => e.Application);
                var flips = Cut.FlipsWithout(given, above);
                var ties = (await records.Set<TieBreak>().Where(t => t.Cohort == cohort.Id && t.Stage == request.Stage).OrderBy(t => t.BrokenAt).ToListAsync(stop)).ConvertAll(t => new Broken(t.Way, t.Order(), t.BrokenAt));
                int unlocked = await records.Set<Marking>().Where(m => m.Stage == request.Stage && m.EndedAt == null && m.LockedAt == null && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort.Id && a.State != ApplicationState.Withdrawn)).Select(m => m.Application).Distinct().CountAsync(stop);
                int toAsk = (await Moderations.NeededAsync(records, cohort.Id, request.Stage, policy, request.Line, stop)).Count;
                int toSettle = toAsk + await records.Set<Moderation>().CountAsync(m => m.Stage == request.Stage && m.Value == null && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort.Id && a.State != ApplicationState.Withdrawn), stop);
                var pairs = await OutOfOrder.OfAsync(records, cohort, request.Stage, null, stop);
                var open = await OutOfOrder.OpenAsync(records, cohort, request.Stage, pairs, stop);
                var said = await records.Set<Deviation>().Where(d => d.Stage == request.Stage && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == cohort.Id)).ToDictionaryAsync(d => d.Application, stop);
                string? Named(Application one) => request.Stage is MarkingStage.Reading && (one.State is ApplicationState.Submitted || pending.ContainsKey(one.Id)) ? null : Name(one.Person);
                string CodeOf(Application one) => MeetingLog.CodeOf(store.Key, cohort.Id, request.Stage, one.Id.Value);
                var calledBy = applications.ToDictionary(a => a.Id.Value, a => Named(a) ?? LabelOf(CodeOf(a)));
                return new Shown(
                    above,
                    [.. applications.Select(a => (One: a, Entry: entries.GetValueOrDefault(a.Id.Value))).Select(a => (a.Entry, Line: new Line(
                        a.One.Id, CodeOf(a.One), Named(a.One), a.One.State, pending.TryGetValue(a.One.Id, out var deed) ? deed : null, a.Entry?.Final, a.Entry?.Plain, a.Entry?.Adjusted,
                        given.Count(g => g.Application == a.One.Id.Value), a.Entry?.IsAbove ?? false, a.Entry?.IsTied ?? false,
                        [.. flips.Where(f => f.Value.Contains(a.One.Id.Value)).Select(f => Name(f.Key)).Order(StringComparer.Ordinal)])))
                        .OrderByDescending(l => l.Line.Final ?? -1).ThenBy(l => l.Entry?.InTie ?? 0).ThenBy(l => l.Line.Code, StringComparer.Ordinal).Select(l => l.Line)],
                    [.. list.Leniency.Select(l => new Strictness(Name(l.Assessor), given.Count(g => g.Assessor == l.Assessor), given.Where(g => g.Assessor == l.Assessor).Average(g => g.Value), l.Leniency)).OrderByDescending(s => s.Leniency)],
                    list.Connected, AgreementOf(marks, given), ties, await records.Set<SelectionRule>().AnyAsync(r => r.Cohort == cohort.Id, stop), unlocked, toSettle, toAsk,
                    [.. pairs.SelectMany(p => new[] { p.GoesOn, p.PassedOver }).Distinct().Select(id => (Id: new ProgrammeApplicationId(id), Said: said.GetValueOrDefault(new(id)))).Select(e => new Exceptional(
                        e.Id, calledBy[e.Id.Value], [.. pairs.Where(p => p.GoesOn == e.Id.Value).Select(p => calledBy[p.PassedOver]).Order(StringComparer.Ordinal)], [.. pairs.Where(p => p.PassedOver == e.Id.Value).Select(p => calledBy[p.GoesOn]).Order(StringComparer.Ordinal)],
                        e.Said?.Reason, e.Said?.Words(store.Key), e.Said is { } by ? Name(by.SaidBy) : null, e.Said?.LockedAt is not null, open.Any(p => p.GoesOn == e.Id.Value || p.PassedOver == e.Id.Value))).OrderByDescending(e => e.Before.Count).ThenBy(e => e.Name, StringComparer.Ordinal)],
                    await OutOfOrder.UnexplainedAsync(records, request.Stage, open, stop));
            });

            string Name(PersonId person) => names.GetValueOrDefault(person, "somebody");
        }

        private static Agreement AgreementOf(FinalMarks marks, IReadOnlyList<GivenMean> given)
        {
            var rows = given.GroupBy(g => g.Application).Select(g => g.OrderBy(m => m.Assessor.Value).ToList()).ToList();
            bool complete = rows.Count > 0 && rows.All(r => r.Select(m => m.Assessor).SequenceEqual(rows[0].Select(m => m.Assessor)));
            var icc = IntraclassCorrelation.Of(rows.ConvertAll(r => (IReadOnlyList<double>)r.ConvertAll(m => m.Value)));
            var answers = marks.Marks.GroupBy(m => (m.Application, m.Trait)).Select(g => (IReadOnlyList<double>)[.. g.Select(m => (double)m.Value)]).ToList();
            var pairs = answers.SelectMany(a => a.SelectMany((one, at) => a.Skip(at + 1).Select(other => Math.Abs(one - other)))).ToList();
            return new(
                complete ? icc?.Single2 : icc?.Single1, complete ? icc?.Mean2 : icc?.Mean1, complete, KrippendorffAlpha.Of(answers, MarkScale.Ordinal),
                pairs.Count == 0 ? null : (double)pairs.Count(p => p <= 1) / pairs.Count);
        }
    }
}
