using Microsoft.AspNetCore.Components;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>
/// One figure as a mark: where it lies is the effect, filled or open is the evidence. A withheld figure has no place: its
/// mark is one even line over the whole axis, whatever the reason.
/// </summary>
/// <param name="Whole">The whole city: a diamond.</param>
/// <param name="Reference">A second place marked by ticks above and below, e.g. the city on an organisation's page.</param>
/// <param name="Towards">A dotted line from the dot to here: the distance still to go.</param>
public sealed record Mark(Reading Reading, decimal? Value, decimal? Lower, decimal? Upper, bool Whole = false, decimal? Reference = null, decimal? Towards = null)
{
    public static Mark Of(PublicFigure figure, FigureUnit unit, bool whole = false, decimal? reference = null, decimal? towards = null) =>
        new(Readings.Of(figure, unit), figure.Value.Amount, figure.Lower.Amount, figure.Upper.Amount, whole, reference, towards);

    public MarkupString Draw(PlotAxis axis)
    {
        var svg = new Svg().Use(axis.Id).Middle();
        if (Reference is { } reference)
        {
            string at = Svg.Percent(axis.X(reference));
            svg.Line("tick", at, at, -18, -9).Line("tick", at, at, 9, 18);
        }
        if (Value is { } value) Draw(svg, axis, value);
        else if (Reading is Reading.Withheld) svg.Line("wh", "0", "100%");
        return Svg.Mark(0, svg.EndMiddle());
    }

    /// <summary>The mark alone, for a key figure.</summary>
    public Svg Onto(Svg svg, PlotAxis axis)
    {
        if (Value is { } value) Draw(svg, axis, value);
        return svg;
    }

    private void Draw(Svg svg, PlotAxis axis, decimal value)
    {
        bool ends = Reading is not Reading.Plain;
        if (Towards is { } towards) svg.Line("gapline", Svg.Percent(axis.X(value)), Svg.Percent(axis.X(towards)));
        svg.Open("m " + Readings.Class(Reading));
        if (Lower is { } lower && Upper is { } upper)
        {
            string from = Svg.Percent(axis.X(lower)), to = Svg.Percent(axis.X(upper));
            svg.Line("", from, to);
            if (axis.IsBefore(lower)) svg.Shape("", axis.X(lower), 0, "M0-6-8 0 0 6z");
            else if (ends) svg.Line("e", from, from, -5, 5);
            if (axis.IsPast(upper)) svg.Shape("", axis.X(upper), 0, "M0-6 8 0 0 6z");
            else if (ends) svg.Line("e", to, to, -5, 5);
        }
        if (!axis.IsBefore(value) && !axis.IsPast(value))
        {
            if (Whole) svg.Shape("", axis.X(value), 0, "M0-9 9 0 0 9-9 0z");
            else svg.Dot("", axis.X(value), 0, ends ? 6.5 : 7.5);
        }
        svg.Close();
    }
}
