using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Parity.Web.Modules.Accounts.OpenIdConnect;

/// <summary>The public keys a provider signs with (RFC 7517). A key serves the one algorithm of its kind and no other.</summary>
internal sealed record ProviderKeys(IReadOnlyList<ProviderKeys.Key> All)
{
    private const int ShortestModulus = 256;
    private const int CoordinateLength = 32;

    /// <param name="Id">Null where the provider gives it none.</param>
    public abstract record Key(string? Id, string Algorithm)
    {
        public abstract bool Verifies(byte[] content, byte[] signature);
    }

    private sealed record Rsa(string? Id, RSAParameters Numbers) : Key(Id, "RS256")
    {
        public override bool Verifies(byte[] content, byte[] signature)
        {
            using var key = RSA.Create(Numbers);
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private sealed record Elliptic(string? Id, ECParameters Numbers) : Key(Id, "ES256")
    {
        public override bool Verifies(byte[] content, byte[] signature)
        {
            using var key = ECDsa.Create(Numbers);
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public static ProviderKeys Read(JsonElement document) =>
        new([.. document.GetProperty("keys").EnumerateArray().Select(Make).OfType<Key>()]);

    /// <summary>The key a token names; one that names none is taken only where there is no choice.</summary>
    public Key? Find(string? id, string algorithm)
    {
        var fitting = All.Where(k => k.Algorithm == algorithm && (id is null || k.Id == id)).ToList();
        return fitting is [var only] ? only : null;
    }

    private static Key? Make(JsonElement key)
    {
        string? id = TextOf(key, "kid"), algorithm = TextOf(key, "alg");
        if (TextOf(key, "use") is not (null or "sig")) return null;
        switch (TextOf(key, "kty"))
        {
            case "RSA" when algorithm is null or "RS256":
                var modulus = BytesOf(key, "n");
                return modulus.Length >= ShortestModulus ? new Rsa(id, new() { Modulus = modulus, Exponent = BytesOf(key, "e") }) : null;
            case "EC" when algorithm is null or "ES256" && TextOf(key, "crv") is "P-256":
                var (x, y) = (BytesOf(key, "x"), BytesOf(key, "y"));
                return x.Length == CoordinateLength && y.Length == CoordinateLength ? new Elliptic(id, new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } }) : null;
            default:
                return null;
        }
    }

    private static string? TextOf(JsonElement from, string name) => from.TryGetProperty(name, out var found) ? found.GetString() : null;

    private static byte[] BytesOf(JsonElement from, string name) => Base64Url.DecodeFromChars(TextOf(from, name) ?? throw new FormatException());
}
