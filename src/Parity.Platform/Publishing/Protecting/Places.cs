namespace Parity.Platform.Publishing.Protecting;

/// <summary>Which organisations belong to which sector, and which sectors have rows of their own.</summary>
/// <param name="SectorOf">Organisation code to sector place, e.g. <c>SECTOR:health</c>.</param>
/// <param name="Shown">Sectors with enough organisations.</param>
internal sealed record Places(IReadOnlyDictionary<string, string> SectorOf, IReadOnlySet<string> Shown)
{
    public const string City = "CITY";

    private const char Less = '~';
    private const char Between = ',';

    public bool IsShown(string place) => place == City || SectorOf.ContainsKey(place) || Shown.Contains(place);

    /// <summary>A pooled place less the organisations that could not take part in a figure: another count than that of the whole place.</summary>
    public static string Without(string place, IReadOnlyCollection<string> organisations) =>
        organisations.Count == 0 ? place : place + Less + string.Join(Between, organisations.Order(StringComparer.Ordinal));

    /// <summary>The place itself, whoever is left out.</summary>
    public static string Whole(string place) => place.Split(Less)[0];

    public static bool IsPooled(string place) => Whole(place) == City || place.StartsWith("SECTOR:", StringComparison.Ordinal);

    /// <summary>The organisations whose counts make up a pooled place.</summary>
    public IReadOnlyList<string> Within(string place)
    {
        string whole = Whole(place);
        string[] left = place.Length == whole.Length ? [] : place[(whole.Length + 1)..].Split(Between);
        return [.. SectorOf.Where(s => whole == City || s.Value == whole).Select(s => s.Key).Except(left)];
    }
}
