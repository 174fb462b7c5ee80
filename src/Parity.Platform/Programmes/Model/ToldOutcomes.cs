using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Disclosure;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The counts of outcomes that were told at the end of one quarter. They are kept because whoever read them can subtract
/// them from the next ones, and because the records they were made from go after some years.
/// </summary>
internal sealed class ToldOutcomes
{
    public required DateOnly AsAt { get; init; }
    public required string Told { get; init; }
    public required DateTimeOffset CountedAt { get; init; }

    public static ToldOutcomes Of(ShownOutcomes shown, TimeProvider clock) => new()
    {
        AsAt = shown.AsAt,
        Told = JsonSerializer.Serialize(shown.All.Select(a => new ToldCount(a.Key.Family, a.Key.Cohort?.Value, a.Key.Part, a.Value)).ToList(), ToldOutcomesJson.Default.ListToldCount),
        CountedAt = clock.GetUtcNow(),
    };

    /// <summary>All that was told at the end of quarters up to <paramref name="asAt"/>, the newest first.</summary>
    public static async Task<IReadOnlyList<ShownOutcomes>> UntilAsync(Records records, DateOnly asAt, CancellationToken stop)
    {
        var told = await records.Set<ToldOutcomes>().Where(t => t.AsAt <= asAt).OrderByDescending(t => t.AsAt).ToListAsync(stop);
        return told.ConvertAll(t => t.Shown());
    }

    public static void Map(ModelBuilder model) => model.Entity<ToldOutcomes>(one =>
    {
        one.ToTable("programmes_told_outcomes");
        one.HasKey(t => t.AsAt);
        one.Property(t => t.AsAt).ValueGeneratedNever();
    });

    /// <summary>What was told once may be told again.</summary>
    private ShownOutcomes Shown()
    {
        var counts = JsonSerializer.Deserialize(Told, ToldOutcomesJson.Default.ListToldCount)!;
        var policy = ParticipationPolicy.InForceOn(London.DayOf(CountedAt));
        var system = new CellSystem();
        var cells = counts.ConvertAll(c => (Key: (c.Family, c.Cohort is { } cohort ? CohortId.From(cohort) : (CohortId?)null, c.Part), Cell: system.Add(new Cell(c.Value, CellRole.Known, 0))));
        var protection = OutcomeCells.Protected(system, policy, default);
        return new(AsAt, cells.ToDictionary(c => c.Key, c => protection.Count(c.Cell)!));
    }
}

internal sealed record ToldCount(string Family, Guid? Cohort, string Part, long Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<ToldCount>))]
internal sealed partial class ToldOutcomesJson : JsonSerializerContext;
