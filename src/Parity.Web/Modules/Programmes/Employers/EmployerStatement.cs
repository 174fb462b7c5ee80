using Parity.Platform.Partnership.Contract;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Outcomes;
using Parity.Web.Modules.Shared;
using static Parity.Web.Modules.Programmes.CsvAnswer;

namespace Parity.Web.Modules.Programmes.Employers;

/// <summary>What an organisation gave and what programmes led to. Nobody is named, and who has applied is not in it.</summary>
/// <param name="Counted">What the records of cohorts themselves count, beside what somebody noted.</param>
/// <param name="Own">What its leads know of its own people; null for everybody else.</param>
public sealed record EmployerStatement(Partner Of, ReadStatement.Statement Given, IReadOnlyList<CountGiven.Line> Counted, ReadOutcomes.Outcomes Outcomes, ReadEmployerPart.Part? Own)
{
    public static IReadOnlyList<string> Columns { get; } = ["what", "kind", "cohort", "promised", "given", "unit", "last_on", .. OutcomePages.Columns];

    /// <summary>Of all cohorts, and of those that it supported: those that the page of outcomes tells, and no others.</summary>
    public IEnumerable<OutcomeFigure> Figures => Outcomes.Figures.Where(f => f.Cohort is null || Given.Supported.Any(s => s.Id == f.Cohort));

    /// <summary>Line by line, so that a column of one unit adds up.</summary>
    public IEnumerable<string[]> Rows()
    {
        if (Given.PencePledged > 0) yield return Row("money", "pledge", null, ProgrammeWords.PlainPounds(Given.PencePledged), "", "pounds");
        foreach (var sums in Given.Money)
            yield return Row("money", ProgrammeWords.Say(sums.Kind), sums.Cohort, sums.Promised > 0 ? ProgrammeWords.PlainPounds(sums.Promised) : "", ProgrammeWords.PlainPounds(sums.Pence), "pounds", sums.LastOn);
        foreach (var offered in Given.Promised) yield return Row("in kind", ProgrammeWords.Say(offered.Kind), null, Number(offered.Amount), "", "number");
        foreach (var used in Given.Lent) yield return Row("in kind", ProgrammeWords.Say(used.Kind), used.Cohort, "", Number(used.Amount), "number", used.LastOn);
        foreach (var line in Counted) yield return Row("in kind, counted", ProgrammeWords.SayCounted(line.Kind), line.Cohort, line.Offered is { } offer ? Number(offer) : "", Number(line.Used), line.Cohort is null ? "counted" : "counted, of it");
        foreach (var cohort in Given.Supported) yield return Row("supported", "places of the cohort", cohort.Title, "", Number(cohort.Places), "places");
        foreach (var (on, improved) in Given.Reviews) yield return Row("strategy", improved ? "reviewed and changed for the better" : "reviewed", null, "", "1", "reviews", on);
        if (Own is { } own)
        {
            yield return Row("own people", "people put forward", null, "", Number(own.Nominations.Count), "people");
            foreach (var places in own.Places.GroupBy(p => p.CohortTitle))
            {
                yield return Row("own people", "places", places.Key, "", Number(places.Count()), "people");
                yield return Row("own people", "days of development released", places.Key, "", ProgrammeWords.Number(places.Sum(p => p.Days)), "days");
            }

            yield return Row("own people", "participants who completed", null, "", Number(own.Places.Count(p => p.Standing is KnownStanding.Completed)), "people");
            yield return Row("own people", "steps at work confirmed by you", null, "", Number(own.Moves.Count(m => m.IsSo is true)), "people");
        }

        foreach (var figure in Figures) yield return ["outcome", figure.Title, figure.Cohort is null ? "" : figure.Scope, "", "", "", "", .. OutcomePages.Row(figure)];
    }

    private static string[] Row(string what, string kind, string? cohort, string promised, string given, string unit, DateOnly? on = null) =>
        [what, kind, cohort ?? "", promised, given, unit, Forms.Text(on), .. OutcomePages.Columns.Select(_ => "")];
}
