using System.Buffers.Binary;
using System.Security.Cryptography;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// The form of a backup: a heading of 49 bytes (a mark, which kind of database and what it holds, its id, a salt), then the copy in pieces of
/// 1 MiB, each sealed by AES-256-GCM with a key derived from the installation's for this one file. A piece's nonce is its
/// number and whether it is the last, and the heading is sealed with it: pieces that were altered, moved, left out, taken
/// from another backup or cut off at the end do not open.
/// </summary>
internal sealed class SealedCopy
{
    private const int Piece = 1 << 20, TagLength = 16, SaltLength = 16, IdLength = 16;
    private static readonly byte[] Mark = "parity backup 1\n"u8.ToArray();
    private static readonly int HeadingLength = Mark.Length + 1 + IdLength + SaltLength;

    private readonly byte[] heading;

    private SealedCopy(byte[] heading) => this.heading = heading;

    public Guid Of => new(heading.AsSpan(Mark.Length + 1, IdLength), bigEndian: true);

    public bool IsOfAServer => char.ToUpperInvariant((char)heading[Mark.Length]) == 'P';

    private bool IsOfTheFictionalCity => char.IsLower((char)heading[Mark.Length]);

    public static SealedCopy Begin(Database database, Guid id, Holding holding)
    {
        var made = new byte[HeadingLength];
        Mark.CopyTo(made, 0);
        char kind = database is Database.Postgres ? 'P' : 'F';
        made[Mark.Length] = (byte)(holding is Holding.FictionalCity ? char.ToLowerInvariant(kind) : kind);
        id.TryWriteBytes(made.AsSpan(Mark.Length + 1), bigEndian: true, out _);
        RandomNumberGenerator.Fill(made.AsSpan(HeadingLength - SaltLength));
        return new(made);
    }

    /// <returns>Null for a file that does not begin as such a copy.</returns>
    public static async Task<SealedCopy?> ReadHeadingAsync(Stream from, CancellationToken stop)
    {
        var read = new byte[HeadingLength];
        int length = await from.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, stop);
        return length == read.Length && read.AsSpan().StartsWith(Mark) ? new(read) : null;
    }

    /// <summary>The key it was sealed with; null if that is not there.</summary>
    public MasterKey? Find(KeyPlace place) => IsOfTheFictionalCity ? MasterKey.OfTheDemo() : place.Find(Of);

    public async Task SealAsync(MasterKey key, Stream plain, Stream to, CancellationToken stop)
    {
        using var aes = KeyOfThisFile(key);
        await to.WriteAsync(heading, stop);
        await EachAsync(plain, Piece, async (number, isLast, piece) =>
        {
            var sealedPiece = new byte[piece.Length + TagLength];
            aes.Encrypt(Nonce(number, isLast), piece.Span, sealedPiece.AsSpan(0, piece.Length), sealedPiece.AsSpan(piece.Length), heading);
            await to.WriteAsync(sealedPiece, stop);
        }, stop);
    }

    /// <summary>Opens what follows the heading.</summary>
    /// <exception cref="CryptographicException">Sealed with another key, or not whole. What was written until then is not to be used.</exception>
    public async Task OpenAsync(MasterKey key, Stream from, Stream plain, CancellationToken stop)
    {
        using var aes = KeyOfThisFile(key);
        await EachAsync(from, Piece + TagLength, async (number, isLast, sealedPiece) =>
        {
            if (sealedPiece.Length < TagLength) throw new CryptographicException("The copy is cut off.");
            var piece = new byte[sealedPiece.Length - TagLength];
            aes.Decrypt(Nonce(number, isLast), sealedPiece.Span[..piece.Length], sealedPiece.Span[piece.Length..], piece, heading);
            await plain.WriteAsync(piece, stop);
        }, stop);
    }

    private AesGcm KeyOfThisFile(MasterKey key) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Derive("backup"), MasterKey.Length, salt: heading.AsSpan(HeadingLength - SaltLength).ToArray()), TagLength);

    private static byte[] Nonce(long number, bool isLast)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }

    /// <summary>Takes pieces of one length, the last of what is left: it may be empty, and there is always one.</summary>
    private static async Task EachAsync(Stream from, int length, Func<long, bool, ReadOnlyMemory<byte>, Task> take, CancellationToken stop)
    {
        byte[] piece = new byte[length], next = new byte[length];
        int held = await from.ReadAtLeastAsync(piece, length, throwOnEndOfStream: false, stop);
        for (long number = 0; ; number++)
        {
            int following = held < length ? 0 : await from.ReadAtLeastAsync(next, length, throwOnEndOfStream: false, stop);
            await take(number, following == 0, piece.AsMemory(0, held));
            if (following == 0) return;
            (piece, next, held) = (next, piece, following);
        }
    }
}
