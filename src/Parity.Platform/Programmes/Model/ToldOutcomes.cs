using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Disclosure;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The counts of outcomes at the end of one quarter, those that were told and those that were withheld, with the sums that
/// tie them. They are kept because whoever read the told ones can set them beside the next quarter's, and because the
/// records they were made from go after some years.
/// </summary>
internal sealed class ToldOutcomes
{
    private const string Purpose = "outcomes of a quarter";

    public required DateOnly AsAt { get; init; }
    public required byte[] Sealed { get; init; }
    public required DateTimeOffset CountedAt { get; init; }

    public static ToldOutcomes Of(QuarterLedger ledger, MasterKey key, TimeProvider clock) => new()
    {
        AsAt = ledger.AsAt,
        Sealed = key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(ledger, QuarterLedgerJson.Default.QuarterLedger), About(ledger.AsAt)),
        CountedAt = clock.GetUtcNow(),
    };

    /// <summary>The quarters up to <paramref name="asAt"/>, the newest first.</summary>
    public static async Task<IReadOnlyList<QuarterLedger>> UntilAsync(Records records, MasterKey key, DateOnly asAt, CancellationToken stop) =>
    [
        .. (await records.Set<ToldOutcomes>().Where(t => t.AsAt <= asAt).OrderByDescending(t => t.AsAt).ToListAsync(stop))
            .Select(t => JsonSerializer.Deserialize(key.Open(Purpose, t.Sealed, About(t.AsAt)), QuarterLedgerJson.Default.QuarterLedger)!),
    ];

    public static void Map(ModelBuilder model) => model.Entity<ToldOutcomes>(one =>
    {
        one.ToTable("programmes_told_outcomes");
        one.HasKey(t => t.AsAt);
        one.Property(t => t.AsAt).ValueGeneratedNever();
    });

    private static byte[] About(DateOnly asAt) => BitConverter.GetBytes(asAt.DayNumber);
}

/// <param name="Threshold">Counts from 1 to one less than this were withheld.</param>
/// <param name="Sums">Each as cell, coefficient, cell, coefficient and so on: they come to nothing.</param>
internal sealed record QuarterLedger(DateOnly AsAt, int Threshold, IReadOnlyList<QuarterLedger.Count> Counts, IReadOnlyList<IReadOnlyList<int>> Sums)
{
    /// <param name="Family">Null for a count that only ties others together.</param>
    /// <param name="Settled">What it rests on, where nothing could come in any more; another quarter's count that rests on the same is the same.</param>
    public sealed record Count(string? Family, Guid? Cohort, string? Part, long Value, bool IsTold, string? Settled = null)
    {
        [JsonIgnore]
        public (string Family, CohortId? Cohort, string Part)? Key => Family is null ? null : (Family, Cohort is { } cohort ? CohortId.From(cohort) : null, Part!);
    }

    /// <summary>What was told once may be told again.</summary>
    public ShownOutcomes Shown(ParticipationPolicy policy)
    {
        var system = new CellSystem();
        var cells = Counts.Where(c => c.IsTold && c.Key is not null).Select(c => (Key: c.Key!.Value, Cell: system.Add(new Cell(c.Value, CellRole.Known, 0)))).ToList();
        if (cells.Count == 0) return new(AsAt, new Dictionary<(string Family, CohortId? Cohort, string Part), Released<long>>());
        foreach (var (_, cell) in cells) system.LeaveUnjudged(cell);
        var protection = OutcomeCells.Protected(system, policy, default);
        return new(AsAt, cells.ToDictionary(c => c.Key, c => protection.Count(c.Cell)!));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuarterLedger))]
internal sealed partial class QuarterLedgerJson : JsonSerializerContext;
