using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Makes the lists of selection meetings again from their logs, for an auditor: from marks, strictness, ties and the lot with
/// its seed the same list has to follow, and what the log names has to stand in the records as it did. Nobody is named: applications
/// have codes, as in the files of the meeting.
/// </summary>
public static class ReplayMeetings
{
    public enum Kind
    {
        /// <summary>The log's own input gives another list today.</summary>
        OtherList,

        /// <summary>A record on which the list rests is not what it was.</summary>
        OtherRecord,
    }

    /// <param name="Code">Of the application; none for what is of no single one, as the seed.</param>
    /// <param name="Is">Null where it is gone.</param>
    public sealed record Difference(Kind Kind, string? Code, string What, string Was, string? Is);

    /// <param name="Code">Of the application.</param>
    /// <param name="Told">What was told at this meeting; null where nothing was.</param>
    /// <param name="Why">Why that leaves the order of the means, as a code of the policy's list; null where nobody had to say it.</param>
    public sealed record Line(string Code, decimal Final, double Adjusted, bool IsAbove, bool IsTied, int? InTie, ApplicationDeed? Told, string? Why);

    /// <param name="Marks">How many marks it rests on.</param>
    public sealed record Meeting(string Cohort, MarkingStage Stage, DateTimeOffset ToldAt, int Above, int Marks, long? LotSeed, IReadOnlyList<Line> Lines, IReadOnlyList<Difference> Differences);

    public sealed class Handler(Store store)
    {
        /// <returns>Newest first.</returns>
        public Task<IReadOnlyList<Meeting>> HandleAsync(CancellationToken stop) => store.ReadAsync<IReadOnlyList<Meeting>>(async records =>
        {
            var found = new List<Meeting>();
            foreach (var log in await records.Set<MeetingLog>().OrderByDescending(l => l.ToldAt).ThenBy(l => l.Id).ToListAsync(stop))
            {
                var kept = log.Open(store.Key);
                string CodeOf(Guid application) => MeetingLog.CodeOf(store.Key, log.Cohort, log.Stage, application);
                string title = await records.Set<Cohort>().Where(c => c.Id == log.Cohort).Select(c => c.Title).SingleAsync(stop);
                var told = await records.Set<Decision>().Where(d => d.ToldAt == log.ToldAt && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == log.Cohort)).ToDictionaryAsync(d => d.Application, d => d.Deed, stop);
                var why = await records.Set<Deviation>().Where(d => d.Stage == log.Stage && d.LockedAt != null && d.LockedAt <= log.ToldAt && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == log.Cohort)).ToDictionaryAsync(d => d.Application, d => d.Reason, stop);
                found.Add(new(
                    title, log.Stage, log.ToldAt, kept.Input.Line, kept.Input.Marks.Count, kept.Input.LotSeed,
                    // Those with the same mean stand by their codes: by their ids they would stand in the order in which they were begun.
                    [.. kept.Entries.Select(e => new Line(CodeOf(e.Application), e.Final, e.Adjusted, e.IsAbove, e.IsTied, e.InTie, told.TryGetValue(new(e.Application), out var deed) ? deed : null, why.GetValueOrDefault(new(e.Application))))
                        .OrderByDescending(l => l.Final).ThenBy(l => l.InTie ?? 0).ThenBy(l => l.Code, StringComparer.Ordinal)],
                    [.. OfList(kept, CodeOf), .. await OfRecordsAsync(records, log, kept.Input, CodeOf, stop)]));
            }

            return found;
        });

        internal static IEnumerable<Difference> OfList(KeptMeeting kept, Func<Guid, string> codeOf)
        {
            var again = MeetingList.Of(kept.Input).Entries.ToDictionary(e => e.Application);
            foreach (var was in kept.Entries)
                if (!again.Remove(was.Application, out var now) || now != was) yield return new(Kind.OtherList, codeOf(was.Application), "place in the list", Say(was), now is null ? null : Say(now));
            foreach (var more in again.Values) yield return new(Kind.OtherList, codeOf(more.Application), "place in the list", "none", Say(more));
        }

        private static async Task<IReadOnlyList<Difference>> OfRecordsAsync(Records records, MeetingLog log, MeetingInput input, Func<Guid, string> codeOf, CancellationToken stop)
        {
            var of = records.Set<Application>().Where(a => a.Cohort == log.Cohort);
            var marks = await records.Set<Model.Mark>().Where(m => m.Stage == log.Stage && of.Any(a => a.Id == m.Application)).ToDictionaryAsync(m => (m.Application.Value, m.Assessor.Value, m.Trait), m => m.Value, stop);
            var thirds = await records.Set<Moderation>().Where(m => m.Stage == log.Stage && m.Value != null && of.Any(a => a.Id == m.Application)).ToDictionaryAsync(m => (m.Application.Value, m.Trait), m => m.Value!.Value, stop);
            var ties = (await records.Set<TieBreak>().Where(t => t.Cohort == log.Cohort && t.Stage == log.Stage).ToListAsync(stop)).ConvertAll(t => string.Join(' ', t.Order()));
            var rule = await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == log.Cohort, stop);
            var differences = new List<Difference>();
            foreach (var given in input.Marks) Compare(given.Application, "mark for " + given.Trait, Text(given.Value), marks.TryGetValue((given.Application, given.Assessor, given.Trait), out int now) ? Text(now) : null);
            foreach (var third in input.Thirds) Compare(third.Application, "third mark for " + third.Trait, Text(third.Value), thirds.TryGetValue((third.Application, third.Trait), out int now) ? Text(now) : null);
            foreach (var tie in input.TiesDecided)
                if (!ties.Contains(string.Join(' ', tie.Select(a => new ProgrammeApplicationId(a))))) differences.Add(new(Kind.OtherRecord, null, "a tie that was decided", string.Join(' ', tie.Select(codeOf)), null));
            if (input.LotSeed is { } seed) Compare(null, "seed of the lot", Text(seed), rule is null ? null : Text(rule.LotSeed));
            Compare(null, "traits that decide a tie", string.Join(' ', input.TieTraits), rule?.TieTraits ?? "");
            return differences;

            void Compare(Guid? application, string what, string was, string? now)
            {
                if (was != now) differences.Add(new(Kind.OtherRecord, application is { } id ? codeOf(id) : null, what, was, now));
            }
        }

        private static string Say(MeetingList.Entry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Final:0.####}, equally strict {entry.Adjusted:0.####}, {(entry.IsAbove ? "above" : "below")} the line{(entry.InTie is { } place ? $", {place} in the tie" : entry.IsTied ? ", tied" : "")}");

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
