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

    /// <summary>Writes straight to the connection: tracking megabytes as changed rows would cost more than the write.</summary>
    public static async Task WriteAsync(Records records, MasterKey key, ReturnId id, ReceivedBody body)
    {
        var connection = records.Database.GetDbConnection();
        var transaction = records.Database.CurrentTransaction!.GetDbTransaction();
        int last = (int)((body.Length - 1) / PartLength), ordinal = 0;
        foreach (var part in body.InParts(PartLength))
        {
            var sealedPart = key.Seal(Purpose(id), part, Place(ordinal, ordinal == last));
            await connection.ExecuteAsync("insert into workforce_return_parts (return, ordinal, sealed) values (@return, @ordinal, @sealed)", transaction, CancellationToken.None,
                ("return", id.Value), ("ordinal", ordinal), ("sealed", sealedPart));
            ordinal++;
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
