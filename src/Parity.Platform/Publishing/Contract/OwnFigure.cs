namespace Parity.Platform.Publishing;

/// <summary>
/// One figure of an organisation as it is, nothing withheld, for that organisation's own people. It is no public figure
/// and has no released numbers; beside it stands what the public sees of the city.
/// </summary>
/// <param name="City">The city's public value as shown there; null when withheld, not calculable or not part of the edition.</param>
/// <param name="CityHasRow">The edition has such a row for the city; likewise for the organisation itself.</param>
/// <param name="Unit">As in the public definition.</param>
public sealed record OwnFigure(
    string Indicator, string Title, string Theme, string Scope, string Classification, string Group, string? Reference,
    double? Numerator, double? Denominator, double? Value, double? Lower, double? Upper, string Flag,
    Contract.FigureUnit Unit, decimal? City, int CityDecimals, bool CityHasRow, bool HasRow, bool ShownPublicly);
