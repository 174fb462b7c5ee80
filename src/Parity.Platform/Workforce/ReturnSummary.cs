using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce;

/// <summary>The few totals of an earlier return that the next one is compared with, so that a slip shows as a big swing.</summary>
/// <param name="UnknownEthnicity">People with X1 or X9.</param>
/// <param name="MeanHourlyPay">Pounds, over people with a rate; null when nobody has one.</param>
public sealed record ReturnSummary(long People, long UnknownEthnicity, int Directorates, double? MeanHourlyPay)
{
    /// <summary>People without a known ethnicity, as a fraction of all.</summary>
    public double UnknownShare => People == 0 ? 0 : (double)UnknownEthnicity / People;

    /// <summary>Null where the return was refused.</summary>
    public static ReturnSummary? OfAccepted(CheckReturn.Outcome outcome) => outcome is CheckReturn.Outcome.Accepted accepted ? Of(accepted.Return) : null;

    public static ReturnSummary Of(Return source)
    {
        var employees = source.Employees;
        long people = 0, unknown = 0, paid = 0;
        double pay = 0;
        for (int row = 0; row < employees.Rows; row++)
        {
            int weight = employees.WeightOf(row);
            people += weight;
            if (employees.Ethnicity[row] is Ethnicity.X1 or Ethnicity.X9) unknown += weight;
            if (employees.HourlyPay[row] < 0) continue;
            paid += weight;
            pay += (double)employees.HourlyPay[row] * weight;
        }

        return new ReturnSummary(people, unknown, source.Directorates.Count, paid == 0 ? null : pay / paid / Return.Micro);
    }
}
