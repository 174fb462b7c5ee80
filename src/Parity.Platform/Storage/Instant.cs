using System.Globalization;

namespace Parity.Platform.Storage;

/// <summary>
/// Instants are stored as whole microseconds since 1970 in UTC: both databases order and compare them alike, and
/// PostgreSQL's own type holds no finer time either.
/// </summary>
public static class Instant
{
    /// <summary>The smallest difference between two stored instants.</summary>
    public static readonly TimeSpan Smallest = TimeSpan.FromMicroseconds(1);

    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant that a text tells in whole microseconds; null where it tells none.</summary>
    public static DateTimeOffset? Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds <= Last ? FromMicroseconds(microseconds) : null;

    /// <summary>The instant as it would come back from a database.</summary>
    public static DateTimeOffset Stored(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));

    private static readonly long Last = ToMicroseconds(DateTimeOffset.MaxValue);
}
