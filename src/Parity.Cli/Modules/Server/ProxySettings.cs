using System.Net;

namespace Parity.Cli.Modules.Server;

/// <summary>Reads from the environment which proxies are believed when they say for whom they ask.</summary>
internal static class ProxySettings
{
    public const string Advice = "give PARITY_PROXIES as addresses or networks with commas between them, such as 10.0.0.7 or 10.0.0.0/24, never as every address there is.";

    /// <param name="proxies">Null where nothing is said.</param>
    /// <returns>False for what is no list of addresses and networks.</returns>
    public static bool TryRead(Func<string, string?> variable, out IReadOnlyList<IPNetwork>? proxies)
    {
        proxies = null;
        if (variable("PARITY_PROXIES") is not { Length: > 0 } text) return true;
        var read = new List<IPNetwork>();
        foreach (string one in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (NetworkIn(one) is not { PrefixLength: > 0 } network) return false;
            read.Add(network);
        }

        proxies = read;
        return true;
    }

    /// <summary>Written out in full: an address of fewer numbers, or one within its network, which the parser would take, is a slip.</summary>
    private static IPNetwork? NetworkIn(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return IPAddress.TryParse(text.Split('/')[0], out var first) && first.Equals(network.BaseAddress) ? network : null;
        return IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3)
            ? new IPNetwork(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }
}
