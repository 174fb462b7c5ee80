using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>A return's bytes at rest: sealed in parts with a key of its own, each for its place, the last one marked.</summary>
internal static class KeptReturn
{
    private const int PartLength = 1 << 20;

    /// <summary>Before the transaction: the one writer would make everybody wait who sends at the same time.</summary>
    public static async Task<SealedReturn> SealAsync(MasterKey key, ReturnId id, ReceivedBody body, CancellationToken stop)
    {
        int last = (int)((body.Length - 1) / PartLength);
        var parts = await ReceivedBody.MakeAsync(async into =>
        {
            foreach (var (ordinal, part) in body.InParts(PartLength).Index()) await into.WriteAsync(key.Seal(Purpose(id), part, Place(ordinal, ordinal == last)), stop);
        }, stop);
        return new(id, body.Sha256, body.Length, parts);
    }

    /// <summary>Writes straight to the connection: tracking megabytes as changed rows would cost more than the write.</summary>
    public static async Task WriteAsync(Records records, SealedReturn one)
    {
        var connection = records.Database.GetDbConnection();
        var transaction = records.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var (ordinal, sealedPart) in one.Parts.InParts(PartLength + MasterKey.SealLength).Index())
        {
            await connection.ExecuteAsync("insert into workforce_return_parts (return, ordinal, sealed) values (@return, @ordinal, @sealed)", transaction, CancellationToken.None,
                ("return", one.Id.Value), ("ordinal", ordinal), ("sealed", sealedPart));
        }
    }

    /// <exception cref="InvalidDataException">A part is missing.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A part was altered, or is another's.</exception>
    public static async Task CopyAsync(Records records, MasterKey key, ReturnId id, Stream into, CancellationToken stop)
    {
        int last = await records.Set<ReturnPart>().Where(p => p.Return == id).MaxAsync(p => (int?)p.Ordinal, stop) ?? throw Missing();
        for (int ordinal = 0; ordinal <= last; ordinal++)
        {
            var part = await records.Set<ReturnPart>().SingleOrDefaultAsync(p => p.Return == id && p.Ordinal == ordinal, stop) ?? throw Missing();
            await into.WriteAsync(key.Open(Purpose(id), part.Sealed, Place(ordinal, ordinal == last)), stop);
        }
    }

    private static InvalidDataException Missing() => new("A part of this return is missing.");

    private static string Purpose(ReturnId id) => $"return {id}";

    private static byte[] Place(int ordinal, bool isLast) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ordinal}{(isLast ? " last" : "")}"));
}

/// <summary>A return sealed for its place, part after part in a file without a name, until the one writer keeps it.</summary>
/// <param name="Sha256">Of the body as received.</param>
/// <param name="Length">Of the body as received.</param>
internal sealed record SealedReturn(ReturnId Id, string Sha256, long Length, ReceivedBody Parts) : IDisposable
{
    public void Dispose() => Parts.Dispose();
}
