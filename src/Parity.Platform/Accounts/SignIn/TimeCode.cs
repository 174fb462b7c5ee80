using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Parity.Platform.Accounts;

/// <summary>
/// The six digits of an authenticator app: RFC 6238 with SHA-1 and steps of 30 seconds, which is what every app reads
/// from a picture.
/// </summary>
public static class TimeCode
{
    public const int KeyLength = 20;
    private const int StepSeconds = 30;

    /// <summary>A clock may be off by a step, and a person needs time to type.</summary>
    private const int StepsAround = 1;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    public static string At(ReadOnlySpan<byte> key, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The standard names SHA-1; an HMAC with it is not weakened by collisions.
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        // RFC 4226, section 5.3: the last four bits say where to take 31 bits from.
        int number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xF)..]) & int.MaxValue;
        int modulus = 1;
        for (int digit = 0; digit < digits; digit++) modulus *= 10;
        return (number % modulus).ToString(new string('0', digits), CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, if it is later than <paramref name="lastUsed"/>: a code is good once.</summary>
    public static long? Match(ReadOnlySpan<byte> key, string code, DateTimeOffset now, long lastUsed)
    {
        long? matched = null;
        for (long step = StepAt(now) - StepsAround; step <= StepAt(now) + StepsAround; step++)
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(key, step)), System.Text.Encoding.UTF8.GetBytes(code)) && step > lastUsed)
                matched ??= step;
        return matched;
    }

    /// <summary>As apps take it by hand: base 32 (RFC 4648), whose length here needs no filling.</summary>
    public static string Written(ReadOnlySpan<byte> key)
    {
        var text = new System.Text.StringBuilder();
        int held = 0, bits = 0;
        foreach (byte one in key)
        {
            held = (held << 8) | one;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Letters[(held >> bits) & 31]);
            }
        }

        return text.ToString();
    }

    /// <summary>What the picture says (the key URI format that authenticator apps share).</summary>
    public static string Address(ReadOnlySpan<byte> key, string account) =>
        $"otpauth://totp/Parity:{Uri.EscapeDataString(account)}?secret={Written(key)}&issuer=Parity";
}
