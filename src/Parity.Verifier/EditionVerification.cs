using System.Globalization;
using System.Text.Json;

namespace Parity.Verifier;

/// <summary>
/// Reads the public tables, the ledger and the certificate of a published edition, and adds up. The ledger lists every count,
/// whether it is shown, and every sum that ties counts together, with what earlier publications told; the certificate lists
/// sets of counts. Which counts are left to the rule of an earlier publication the ledger says. If the tables show the counts
/// that the ledger calls shown and no others, if all sums hold in each set, and if for every small count two sets differ by
/// the interval asked for, then nobody who sees what is shown can tell the count more closely.
/// </summary>
/// <remarks>Knows nothing of how the edition was protected and shares no code with the program that did it.</remarks>
public sealed class EditionVerification
{
    private const int MostReasons = 10;

    private readonly List<(string Name, long Value, string Status, long Unit)> counts = [];
    private readonly List<(int Count, long Factor)[]> sums = [];
    private readonly HashSet<int> excusedByLedger = [];
    private readonly HashSet<int> confinedByLedger = [];
    private readonly List<string> reasons = [];
    private readonly string[] kinds;
    private readonly long[]?[] possible;
    private readonly long threshold;
    private readonly long minInterval;
    private readonly string folder;
    private int sets;

    private EditionVerification(string folder)
    {
        this.folder = folder;
        string ledger = Path.Combine(folder, "internal", "ledger.json");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(ledger));
            (threshold, minInterval) = (json.RootElement.GetProperty("threshold").GetInt64(), json.RootElement.GetProperty("minInterval").GetInt64());
            foreach (var count in json.RootElement.GetProperty("counts").EnumerateArray())
            {
                string name = string.Join(", ", Enumerable.Range(0, 4).Select(i => count[i].GetString()).Where(t => !string.IsNullOrEmpty(t)));
                counts.Add((name, count[4].GetInt64(), count[5].GetString()!, count.GetArrayLength() > 6 ? count[6].GetInt64() : 1));
            }
            excusedByLedger.UnionWith(json.RootElement.GetProperty("excused").EnumerateArray().Select(c => c.GetInt32()));
            // Ledgers of earlier versions do not say.
            if (json.RootElement.TryGetProperty("confined", out var confined)) confinedByLedger.UnionWith(confined.EnumerateArray().Select(c => c.GetInt32()));
            foreach (var sum in json.RootElement.GetProperty("sums").EnumerateArray())
            {
                sums.Add([.. Enumerable.Range(0, sum.GetArrayLength() / 2).Select(i => (sum[2 * i].GetInt32(), sum[(2 * i) + 1].GetInt64()))]);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new RefusedException($"{ledger} cannot be read, or is the ledger of an earlier version of the program, which made no certificates.");
        }
        if (threshold < 1 || minInterval < 1 || counts.Exists(c => c.Unit < 1))
        {
            throw new RefusedException($"{ledger}: threshold, minInterval and units are 1 or more.");
        }
        if (sums.Exists(s => s.Length == 0 || Array.Exists(s, t => t.Count < 0 || t.Count >= counts.Count)))
        {
            throw new RefusedException($"{ledger}: a sum names a count that is not there.");
        }
        (kinds, possible) = (new string[counts.Count], new long[counts.Count][]);
        ReadCertificate(Path.Combine(folder, "internal", "certificate.csv"));
    }

    /// <param name="folder">What <c>parity publish</c> wrote, its folder <c>internal</c> included.</param>
    public static Verdict Of(string folder)
    {
        try
        {
            return new EditionVerification(folder).Judge();
        }
        catch (RefusedException refused)
        {
            return new Verdict.Refused([refused.Message]);
        }
    }

    private bool IsShown(int count) => counts[count].Status is "shown" or "elsewhere";

    private void ReadCertificate(string path)
    {
        foreach (var record in Records.Read(path))
        {
            if (record.Number == 1)
            {
                sets = record.Count - 2;
                if (sets < 1 || record[0] != "count" || record[1] != "kind")
                {
                    throw new RefusedException("certificate.csv: the header must be count, kind and one column for each set.");
                }
                continue;
            }
            if (record.Count != sets + 2 || !int.TryParse(record.At(0), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count >= counts.Count || IsShown(count) || possible[count] is not null)
            {
                throw new RefusedException($"certificate.csv, record {record.Number}: not the number of a withheld count with a value for each of the {sets} sets, or listed twice.");
            }
            (kinds[count], possible[count]) = (record[1], record.Numbers(2, path));
        }
    }

    private Verdict Judge()
    {
        CheckCounts();
        if (reasons.Count == 0)
        {
            CheckSums();
        }
        int rows = TablesBesideLedger.Check(folder, c => counts[c].Status == "shown" ? (counts[c].Value, counts[c].Unit) : null, counts.Count, Refuse);
        if (reasons.Count > 0)
        {
            return new Verdict.Refused(reasons);
        }
        (int judged, int confined, int excused) = (0, 0, 0);
        long? narrowest = null;
        for (int count = 0; count < counts.Count; count++)
        {
            if (possible[count] is not { } values || kinds[count] == "free")
            {
                continue;
            }
            if (kinds[count] == "excused" && excusedByLedger.Contains(count))
            {
                excused++;
                continue;
            }
            // Half people are counted in twos.
            long between = values.Max() - values.Min(), unit = counts[count].Unit;
            if (between >= minInterval * unit)
            {
                judged++;
                narrowest = Math.Min(narrowest ?? long.MaxValue, between / unit);
            }
            else if (kinds[count] == "confined" && confinedByLedger.Contains(count) && between > 0)
            {
                confined++;
            }
            else
            {
                Refuse($"{counts[count].Name}: the sets of the certificate differ by {between}, not by {minInterval * unit}.");
            }
        }
        return reasons.Count > 0 ? new Verdict.Refused(reasons) : new Verdict.Accepted(counts.Count, judged, sets, narrowest) { Confined = confined, Excused = excused, Rows = rows };
    }

    private void CheckCounts()
    {
        for (int count = 0; count < counts.Count; count++)
        {
            var (name, value, status, unit) = counts[count];
            if (status == "shown" && value > 0 && value < threshold * unit && !excusedByLedger.Contains(count))
            {
                Refuse($"{name} is shown and small.");
            }
            if (IsShown(count))
            {
                continue;
            }
            if (possible[count] is not { } values)
            {
                Refuse($"{name} is not shown, and the certificate does not mention it.");
            }
            else if (kinds[count] == "free" && (status == "primary" || (value > 0 && value < threshold * unit)))
            {
                Refuse($"{name} is small or withheld for its own sake, and the certificate does not say so.");
            }
            else if (values.Any(v => v < Math.Min(value, 1)))
            {
                // Noughts are shown, so a withheld count is at least 1; and whoever is in an inner count knows that somebody is.
                Refuse($"{name}: somebody is counted here; the certificate has a set with nobody.");
            }
        }
    }

    private void CheckSums()
    {
        var totals = new Int128[sets];
        foreach (var sum in sums)
        {
            Array.Clear(totals);
            Int128 known = 0;
            foreach (var (count, factor) in sum)
            {
                if (possible[count] is not { } values)
                {
                    known += (Int128)factor * counts[count].Value;
                    continue;
                }
                for (int set = 0; set < sets; set++)
                {
                    totals[set] += (Int128)factor * values[set];
                }
            }
            if (Array.Exists(totals, t => t + known != 0))
            {
                Refuse($"A sum with {counts[sum[0].Count].Name} does not hold in each set.");
            }
        }
    }

    private void Refuse(string reason)
    {
        if (reasons.Count < MostReasons)
        {
            reasons.Add(reason);
        }
    }
}
