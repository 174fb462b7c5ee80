using System.Security.Cryptography;
using System.Text;
using Parity.Platform.Foundation;
using Parity.Platform.Workforce;

namespace Parity.Platform.SampleCity.Model;

/// <summary>The secret of a token of the fictional city, which can be told again at any time: the city's key is public.</summary>
internal static class CityToken
{
    public static string SecretOf(MasterKey key, TokenId token) =>
        "parity_demo_" + Convert.ToHexStringLower(HMACSHA256.HashData(key.Derive("demo tokens"), Encoding.ASCII.GetBytes(token.ToString())));
}
