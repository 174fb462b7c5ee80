namespace Parity.App.Tests.House;

internal static class Offences
{
    /// <summary>Fails with every offence on a line of its own.</summary>
    public static void None<T>(IEnumerable<T> offences)
    {
        var lines = offences.Select(o => $"{o}").Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}
