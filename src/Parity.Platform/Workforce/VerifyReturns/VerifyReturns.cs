using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Opens every return whose bytes are kept and says whether they are, byte for byte, the file that was received. Nothing
/// of a row is read or shown, so nobody is noted as having seen it.
/// </summary>
public static class VerifyReturns
{
    /// <param name="Whole">How many are the file that was received.</param>
    /// <param name="Damaged">Those that are not, or of which a part is missing.</param>
    public sealed record Outcome(int Whole, IReadOnlyList<ReturnId> Damaged);

    public sealed class Handler(Store store)
    {
        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var kept = await store.ReadAsync(records => records.Set<SubmittedReturn>()
                .Where(r => r.RowsDeletedAt == null).OrderBy(r => r.Id).Select(r => new { r.Id, r.Sha256 }).ToListAsync(stop));
            var damaged = new List<ReturnId>();
            foreach (var one in kept)
                if (await HashOfAsync(one.Id, stop) is not { } hash || !string.Equals(hash, one.Sha256, StringComparison.Ordinal)) damaged.Add(one.Id);
            return new(kept.Count - damaged.Count, damaged);
        }

        /// <returns>Null where the bytes do not open.</returns>
        private async Task<string?> HashOfAsync(ReturnId id, CancellationToken stop)
        {
            using var hash = SHA256.Create();
            await using var through = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
            try
            {
                await store.ReadAsync(async records =>
                {
                    await KeptReturn.CopyAsync(records, store.Key, id, through, stop);
                    return true;
                });
            }
            catch (Exception fault) when (fault is CryptographicException or InvalidDataException)
            {
                return null;
            }

            await through.FlushFinalBlockAsync(stop);
            return Convert.ToHexStringLower(hash.Hash!);
        }
    }
}
