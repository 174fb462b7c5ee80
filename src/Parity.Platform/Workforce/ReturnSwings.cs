namespace Parity.Platform.Workforce;

/// <summary>
/// Totals of a return beside those of the edition before. What changed so much that a slip is likelier than a real
/// change is to be explained; the bounds are rules of thumb.
/// </summary>
public static class ReturnSwings
{
    private const double PeopleSwing = 0.2;
    private const double CountSwing = 0.5;
    private const double PaySwing = 0.15;
    private const double ShareSwing = 0.1;
    private const long FewPeople = 20;

    private static readonly (string Key, string Name)[] Groups =
        [("A", "Asian"), ("B", "Black"), ("M", "Mixed"), ("W", "White"), ("O", "Other"), ("X", "Ethnicity not known")];

    public enum Unit { Count, Share, Pounds }

    /// <param name="Before">Null where there is nothing to compare with.</param>
    /// <param name="IsSwing">It must be explained before the return is signed off.</param>
    public sealed record Compared(string Key, string Name, Unit Unit, double? Before, double? Now, bool IsSwing);

    public static IReadOnlyList<Compared> Of(ReturnTotals now, ReturnTotals? before)
    {
        var lines = new List<Compared> { Count("people", "People", now.People, before?.People, PeopleSwing) };
        foreach (var (key, name) in Groups) lines.Add(Count($"group-{key}", name, now.Groups.GetValueOrDefault(key), before?.Groups.GetValueOrDefault(key), CountSwing));
        lines.Add(new("unknown-share", "Share of people whose ethnicity is not known", Unit.Share, before?.Summary.UnknownShare, now.Summary.UnknownShare,
            before is not null && Math.Abs(now.Summary.UnknownShare - before.Summary.UnknownShare) > ShareSwing));
        lines.Add(Count("directorates", "Directorates", now.Directorates, before?.Directorates, CountSwing));
        lines.Add(new("hourly-pay", "Mean hourly pay", Unit.Pounds, before?.MeanHourlyPay, now.MeanHourlyPay,
            before is not null && (now.MeanHourlyPay is null != before.MeanHourlyPay is null || (now.MeanHourlyPay is { } pay && before.MeanHourlyPay is { } was && Moved(pay, was) > PaySwing))));
        lines.Add(Count("board", "Seats on the board", now.BoardSeats, before?.BoardSeats, CountSwing));
        foreach (string kind in now.Events.Keys.Union(before?.Events.Keys ?? []).Order(StringComparer.Ordinal))
            lines.Add(Count($"event-{kind}", $"Events: {kind.Replace('-', ' ')}", now.Events.GetValueOrDefault(kind), before?.Events.GetValueOrDefault(kind), CountSwing));
        lines.Add(Count("applied", "Applications", now.Applied, before?.Applied, CountSwing));
        lines.Add(Count("shortlisted", "Shortlisted", now.Shortlisted, before?.Shortlisted, CountSwing));
        lines.Add(Count("appointed", "Appointed", now.Appointed, before?.Appointed, CountSwing));
        lines.Add(Count("survey", "Answers to survey questions", now.SurveyAnswers, before?.SurveyAnswers, CountSwing));
        return lines;
    }

    private static Compared Count(string key, string name, long now, long? before, double bound) =>
        new(key, name, Unit.Count, before, now, before is { } was && Math.Max(now, was) >= FewPeople && (was == 0 || Moved(now, was) > bound));

    private static double Moved(double now, double before) => Math.Abs(now - before) / before;
}
