namespace Parity.Platform.Workforce.Reading;

/// <summary>Totals that are possible but rare; each is a warning for the analyst to confirm. The bounds are rules of thumb.</summary>
internal static class UnusualTotals
{
    private const double ManyUnknown = 0.2;
    private const double HeadcountSwing = 0.2;
    private const double UnknownSwing = 0.1;
    private const double PaySwing = 0.15;
    private const long FewPeople = 20;

    public static void Check(ReturnSummary now, ReturnSummary? before, FaultList warnings)
    {
        if (now.People < FewPeople) return;
        if (now.UnknownShare > ManyUnknown)
            warnings.Add(0, 0, "ethnicity", ProblemCode.ManyUnknown,
                "Confirm: more than a fifth of the people have no known ethnicity (X1, X9). Rates are shown beside this share.");
        if (before is null || before.People < FewPeople) return;
        if (Changed(now.People, before.People) > HeadcountSwing)
            warnings.Add(0, -1, null, ProblemCode.Swing, "Confirm: the number of people differs by more than a fifth from the edition before.");
        if (Math.Abs(now.UnknownShare - before.UnknownShare) > UnknownSwing)
            warnings.Add(0, 0, "ethnicity", ProblemCode.Swing,
                "Confirm: the share of people without a known ethnicity moved by more than ten percentage points since the edition before.");
        if (now.MeanHourlyPay is { } pay && before.MeanHourlyPay is { } payBefore && Changed(pay, payBefore) > PaySwing)
            warnings.Add(0, 1, "hourly_pay", ProblemCode.Swing, "Confirm: mean hourly pay moved by more than 15 per cent since the edition before.");
        if (now.MeanHourlyPay is null != before.MeanHourlyPay is null)
            warnings.Add(0, 1, "hourly_pay", ProblemCode.Swing, "Confirm: hourly pay is given in only one of this edition and the one before.");
    }

    private static double Changed(double now, double before) => Math.Abs(now - before) / before;
}
