using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Charts;
using Parity.Web.Site.Words;

namespace Parity.Web.Site;

/// <summary>The axis and the column heading that suit a measure's unit.</summary>
public static class Axes
{
    /// <param name="compared">False where the marks are not of the ethnic minority staff whom the line of the population stands for.</param>
    public static PlotAxis For(Edition edition, PublicIndicator indicator, string id, IEnumerable<Mark> marks, bool compared = true)
    {
        var all = marks.ToList();
        bool people = compared && indicator.Id is "representation" or "band-representation" or "senior-representation" or "pay-quarter";
        return indicator.Unit switch
        {
            FigureUnit.Ratio => Measures.IsGood(indicator.Id) || Measures.Of(indicator.Id).Kind is MeasureKind.Sickness
                ? PlotAxis.Ratio(id, all) : PlotAxis.Ratio(id, all, "less likely", "more likely"),
            FigureUnit.Fraction => PlotAxis.Share(id, all, people ? edition.Area?.Minority : null, people && edition.Area is { } area ? $"Population, {Numbers.Fixed(area.Minority * 100, 1)}%" : ""),
            FigureUnit.PerCent when Measures.Of(indicator.Id).Kind is MeasureKind.Level => PlotAxis.Score(id, all, "%"),
            FigureUnit.Index => PlotAxis.Score(id, all, ""),
            FigureUnit.Days or FigureUnit.Count => PlotAxis.Amount(id, all),
            _ => Measures.Of(indicator.Id).Kind is MeasureKind.Gap ? PlotAxis.Gap(id, all, "paid more", "paid less") : PlotAxis.Gap(id, all, "below", "above"),
        };
    }

    public static string ValueHead(PublicIndicator indicator) => indicator.Unit switch
    {
        FigureUnit.Ratio => "Ratio (95% interval)",
        FigureUnit.Fraction when indicator.Interval.Length == 0 => "Share",
        FigureUnit.Fraction => "Share (95% interval)",
        FigureUnit.PerCent when Measures.Of(indicator.Id).Kind is MeasureKind.Level => "Per cent (95% interval)",
        FigureUnit.Days => "Median days",
        FigureUnit.Index => "Score, 0 to 100",
        FigureUnit.Count => "Number",
        _ => "Gap (95% interval)",
    };
}
