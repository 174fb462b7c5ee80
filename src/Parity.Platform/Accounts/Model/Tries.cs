using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>
/// How often may be guessed. Tries are counted before anything is looked at, in the writer's own order and so across
/// nodes, and alike for addresses that belong to somebody and to nobody. A browser that has signed in as somebody before
/// is counted by itself: whoever guesses elsewhere, or behind the same address of an office, cannot shut its owner out (OWASP, Slow Down Online Guessing Attacks
/// with Device Cookies). Nothing is ever locked for longer than the window.
/// </summary>
internal static class Tries
{
    private const string Purpose = "tries";

    /// <param name="Mail">As given; null where none is.</param>
    /// <param name="Device">Proves a browser that has been used for this address before; null for a strange one.</param>
    /// <param name="Network">Where it comes from.</param>
    public sealed record Place(string? Mail, string? Device, string? Network);

    /// <summary>Records a try, unless there were too many.</summary>
    /// <returns>Null, or how long to wait.</returns>
    public static Task<TimeSpan?> CountAsync(Store store, TimeProvider clock, AccountPolicy policy, Place place)
    {
        var change = new Change(new Actor.Stranger(), ChangeKind.SignInTried, "a sign-in or a mail was asked for");
        var now = clock.GetUtcNow();
        return store.WriteAsync<TimeSpan?>(change, async records =>
        {
            var limits = new List<(byte[] Key, int Most)>();
            if (place.Mail is not null) limits.Add((KeyOf(store.Key, $"mail {place.Mail} device {place.Device}"), policy.Tries));
            if (place is { Network: not null, Device: null }) limits.Add((KeyOf(store.Key, $"network {place.Network}"), policy.TriesFromOneAddress));
            foreach (var (key, most) in limits)
            {
                var since = now - policy.TryWindow;
                var recent = await records.Set<Try>().Where(t => t.KeyHash == key && t.At > since).OrderBy(t => t.At).Select(t => t.At).ToListAsync();
                if (recent.Count >= most) return recent[^most] + policy.TryWindow - now;
            }

            foreach (var (key, _) in limits) records.Add(new Try { Id = TypedId.NewValue(clock), KeyHash = key, At = now });
            return null;
        }, CancellationToken.None);
    }

    private static byte[] KeyOf(MasterKey key, string what) => HMACSHA256.HashData(key.Derive(Purpose), Encoding.UTF8.GetBytes(what));
}
