using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>A piece of background work. There is one row for each kind and subject, however often it is asked for.</summary>
internal sealed class Job
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>What it is about: an id, or the day of work that is done daily.</summary>
    public required string Subject { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }
    public required DateTimeOffset NotBefore { get; set; }

    /// <summary>Of whoever does it now; another may take over once <see cref="ClaimedUntil"/> has passed.</summary>
    public Guid? Claim { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }

    /// <summary>What is being done, in words.</summary>
    public string? Progress { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public string? Outcome { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Job>(job =>
    {
        job.ToTable("jobs");
        job.Property(j => j.Id).ValueGeneratedNever();
        job.HasIndex(j => new { j.Kind, j.Subject }).IsUnique();
        job.HasIndex(j => new { j.FinishedAt, j.NotBefore });
    });

    /// <summary>Asks for work in the transaction of what makes it necessary. Asking twice is harmless.</summary>
    public static async Task QueueAsync(Records records, TimeProvider clock, string kind, string subject)
    {
        if (records.Set<Job>().Local.Any(j => j.Kind == kind && j.Subject == subject) || await records.Set<Job>().AnyAsync(j => j.Kind == kind && j.Subject == subject)) return;
        var now = clock.GetUtcNow();
        records.Add(new Job { Id = TypedId.NewValue(clock), Kind = kind, Subject = subject, QueuedAt = now, NotBefore = now });
    }
}
