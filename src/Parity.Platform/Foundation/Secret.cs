using System.Security.Cryptography;
using System.Text;

namespace Parity.Platform.Foundation;

/// <summary>
/// What somebody shows to be recognised: 256 random bits as text. Only the hash is kept; a plain one is enough, as
/// nobody can try so many.
/// </summary>
public static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
