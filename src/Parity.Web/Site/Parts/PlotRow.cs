using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Charts;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Parts;

/// <summary>One row of a table whose second column is a chart.</summary>
/// <param name="Spoken">What the mark says, in words; read out in place of the mark.</param>
/// <param name="Also">A second value shown under the first, such as the ratio within organisations.</param>
/// <param name="Extra">Last column, e.g. the change since the last edition; null where the table has none.</param>
/// <param name="Theme">Heading over this row; null where the row goes on under the one above.</param>
public sealed record PlotRow(
    string Name, string? Href, Mark Mark, string Value, string? Interval, string ValueHref, string Spoken,
    string? Also = null, string? Extra = null, bool IsCity = false, string? Theme = null)
{
    /// <param name="reference">A second place marked by ticks, with its name in words.</param>
    /// <param name="towards">Where a dotted line from the dot goes.</param>
    public static PlotRow Of(Edition edition, Links links, PublicFigure figure, string name, string? href, decimal? reference = null, string? referenceName = null, decimal? towards = null, bool isCity = false)
    {
        var indicator = edition.Indicator(figure.Indicator);
        var mark = Mark.Of(figure, indicator.Unit, isCity, reference, figure.Value is Shown.Number ? towards : null);
        string reading = mark.Reading is Reading.Plain ? "" : Readings.Words(mark.Reading, indicator.Unit);
        if (reference is { } place) reading = $"{reading}{(reading.Length > 0 ? "; " : "")}{referenceName} {Numbers.InUnit(place, indicator.Unit, figure.Decimals)}";
        return new(name, href, mark, Sentences.Value(figure, indicator), Sentences.Interval(figure, indicator.Unit), links.Figure(figure),
            reading.Length == 0 ? Sentences.Value(figure, indicator) : reading, Sentences.Within(figure, indicator), IsCity: isCity);
    }

    /// <summary>The row in one clause, for the description of the whole chart.</summary>
    public string Said => $"{Name} {Value}{(Interval is null ? "" : $" ({Interval})")}{(Mark.Reading is Reading.Plain or Reading.Withheld or Reading.NotCalculable ? "" : ", " + Spoken.ToLowerInvariant())}";
}
