using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

internal static class NewCohort
{
    public const int MostPlaces = 500;

    public static Cohort Of(
        Records records, TimeProvider clock, string code, string title, string summary, ActionCaseId actionCase, ProgrammeShape shape, int places, Timeline dates, bool isHistory)
    {
        var cohort = new Cohort
        {
            Id = CohortId.New(clock),
            Code = code,
            Title = title,
            Summary = summary,
            ActionCase = actionCase,
            Shape = shape.ToJson(),
            Places = places,
            IsHistory = isHistory,
            OpensAt = dates.Window.OpensAt,
            OverAt = dates.Window.OverAt,
            InterviewsFrom = dates.InterviewsFrom,
            InterviewsUntil = dates.InterviewsUntil,
            OutcomesOn = dates.OutcomesOn,
            StartsOn = dates.StartsOn,
            StartsUntil = dates.StartsUntil,
            EndsOn = dates.EndsOn,
            MadeAt = clock.GetUtcNow(),
        };
        cohort.Set(dates);
        records.Add(cohort);
        return cohort;
    }
}
