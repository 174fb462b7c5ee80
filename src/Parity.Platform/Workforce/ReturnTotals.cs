using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce;

/// <summary>
/// What is kept of a return when its rows are gone, and what the next one is compared with: counts over the whole
/// organisation. Internal to the organisation; small counts are among them.
/// </summary>
/// <param name="Groups">People by broad group: W, M, A, B, O, and X for those not known.</param>
/// <param name="MeanHourlyPay">Pounds, over people with a rate; null when nobody has one.</param>
/// <param name="Events">Events by the format's words, such as <c>leaver</c>.</param>
public sealed record ReturnTotals(
    long People, IReadOnlyDictionary<string, long> Groups, int Directorates, double? MeanHourlyPay, long BoardSeats,
    IReadOnlyDictionary<string, long> Events, long Applied, long Shortlisted, long Appointed, long SurveyAnswers)
{
    public ReturnSummary Summary => new(People, Groups.GetValueOrDefault(nameof(BroadGroup.X)), Directorates, MeanHourlyPay);

    public static ReturnTotals Of(Return source)
    {
        var summary = ReturnSummary.Of(source);
        var groups = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (int row = 0; row < source.Employees.Rows; row++) Add(groups, source.Employees.Ethnicity[row].Broad().ToString(), source.Employees.WeightOf(row));
        var events = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var one in source.Events) Add(events, one.Kind.Code(), one.Count);
        return new(
            summary.People, groups, summary.Directorates, summary.MeanHourlyPay, source.Board.Sum(b => (long)b.Count), events,
            source.Recruitment.Sum(r => (long)Math.Max(r.Applied, 0)), source.Recruitment.Sum(r => (long)Math.Max(r.Shortlisted, 0)), source.Recruitment.Sum(r => (long)Math.Max(r.Appointed, 0)),
            source.Survey.Sum(s => (long)s.StronglyDisagree + s.Disagree + s.Neither + s.Agree + s.StronglyAgree));
    }

    private static void Add(SortedDictionary<string, long> counts, string key, long more) => counts[key] = counts.GetValueOrDefault(key) + more;
}
