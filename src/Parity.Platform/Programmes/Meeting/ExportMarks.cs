using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Every mark of a cohort that is locked, one by one, with why: for the programme's team, and for whoever looks into it later.</summary>
public static class ExportMarks
{
    public sealed record Request(CohortId Cohort);

    /// <param name="Code">As an auditor sees it where meetings are made again.</param>
    /// <param name="IsSettled">A third person's.</param>
    public sealed record Row(ProgrammeApplicationId Application, string Code, MarkingStage Stage, string Trait, string By, bool IsSettled, int Value, string? Why, DateTimeOffset At);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        public async Task<IReadOnlyList<Row>> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            return await store.ReadAsync<IReadOnlyList<Row>>(async records =>
            {
                var rows = new List<Row>();
                foreach (var stage in Enum.GetValues<MarkingStage>())
                {
                    var marks = await FinalMarks.OfAsync(records, request.Cohort, stage, stop);
                    rows.AddRange(marks.Marks.Select(m => new Row(m.Application, CodeOf(stage, m.Application), stage, m.Trait, names.GetValueOrDefault(m.Assessor, "somebody"), false, m.Value, m.Comment(store.Key), m.SavedAt)));
                    var settled = await records.Set<Moderation>().Where(m => m.Stage == stage && m.Value != null
                        && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == request.Cohort && a.State != ApplicationState.Withdrawn)).ToListAsync(stop);
                    rows.AddRange(settled.Select(m => new Row(m.Application, CodeOf(stage, m.Application), stage, m.Trait, names.GetValueOrDefault(m.Moderator, "somebody"), true, m.Value!.Value, m.Reason(store.Key), m.SettledAt!.Value)));
                }

                string CodeOf(MarkingStage stage, ProgrammeApplicationId application) => MeetingLog.CodeOf(store.Key, request.Cohort, stage, application.Value);
                return [.. rows.OrderBy(r => r.Application.Value).ThenBy(r => r.Stage).ThenBy(r => r.Trait, StringComparer.Ordinal).ThenBy(r => r.At)];
            });
        }
    }
}
