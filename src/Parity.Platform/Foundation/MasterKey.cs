using System.Security.Cryptography;
using System.Text;

namespace Parity.Platform.Foundation;

/// <summary>
/// The one secret of an installation, 32 bytes that lie outside its database. Every purpose gets a key of its own
/// derived from it (HKDF, RFC 5869), so that what is sealed for one purpose cannot be opened as another.
/// </summary>
public sealed class MasterKey
{
    public const int Length = 32;

    /// <summary>By how many bytes what is sealed is longer.</summary>
    public const int SealLength = 1 + NonceLength + TagLength;

    private readonly byte[] secret;

    private MasterKey(byte[] secret) => this.secret = secret;

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>
    /// The key of the fictional city. It is no secret and protects nothing: a demonstration holds no real person's
    /// record, and a start on the same database must never fail for want of a file.
    /// </summary>
    public static MasterKey OfTheDemo() => new(SHA256.HashData("parity demo: fictional people only"u8));

    public static bool TryParse(string? text, out MasterKey? key)
    {
        var bytes = new byte[Length];
        bool whole = Convert.TryFromBase64String(text?.Trim() ?? "", bytes, out int written) && written == Length;
        key = whole ? new(bytes) : null;
        return whole;
    }

    public string ToText() => Convert.ToBase64String(secret);

    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Length, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>
    /// Seals bytes (AES-256-GCM, a random nonce): version, nonce, sealed bytes, tag. They open only for the same
    /// purpose and the same <paramref name="about"/>, so a sealed value cannot be moved to another row.
    /// </summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var sealedBytes = new byte[1 + NonceLength + plain.Length + TagLength];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Derive(purpose), TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceLength, plain.Length), sealedBytes.AsSpan(1 + NonceLength + plain.Length), about);
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Sealed with another key, for another purpose or row, or altered since.</exception>
    public byte[] Open(string purpose, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> about)
    {
        if (sealedBytes.Length < 1 + NonceLength + TagLength || sealedBytes[0] != Version) throw new CryptographicException("These are not sealed bytes.");
        var plain = new byte[sealedBytes.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(Derive(purpose), TagLength);
        aes.Decrypt(sealedBytes.Slice(1, NonceLength), sealedBytes.Slice(1 + NonceLength, plain.Length), sealedBytes[^TagLength..], plain, about);
        return plain;
    }

    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
}
