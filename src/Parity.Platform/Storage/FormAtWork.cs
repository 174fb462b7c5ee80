using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// The form that this request does the work of. It is noted with the first change that it makes, in the same transaction, so
/// that no node does it again.
/// </summary>
public sealed class FormAtWork
{
    private static readonly AsyncLocal<FormAtWork?> ofThisRequest = new();

    private readonly Store store;
    private readonly byte[] hash;
    private volatile bool isNoted;

    private FormAtWork(Store store, byte[] hash) => (this.store, this.hash) = (store, hash);

    internal static FormAtWork? OfThisRequest => ofThisRequest.Value;

    /// <summary>From here on, until the caller's method ends, what is written is this form's work.</summary>
    /// <param name="hash">Of all that was sent.</param>
    public static FormAtWork Begin(Store store, byte[] hash) => ofThisRequest.Value = new(store, hash);

    /// <summary>Whether a node has done the work of such a form within the last day.</summary>
    public static Task<bool> IsDoneAsync(Store store, byte[] hash, CancellationToken stop) => store.ReadAsync(records => records.Set<SentForm>().AnyAsync(f => f.Hash == hash, stop));

    /// <summary>The form was refused after all: what it wrote was not its work, and sent again it is looked at again.</summary>
    public async Task ForgetAsync()
    {
        if (!isNoted) return;
        isNoted = false;
        await store.WriteAsync(new Change(new Actor.TheSystem("forms"), ChangeKind.TracesForgotten, "a form was refused"), records => records.Set<SentForm>().Where(f => f.Hash == hash).ExecuteDeleteAsync(), CancellationToken.None);
    }

    /// <summary>To be asked by the writer alone: writers follow one another on all nodes.</summary>
    internal async Task NoteAsync(Records records, DateTimeOffset at)
    {
        if (isNoted) return;
        if (await records.Set<SentForm>().AnyAsync(f => f.Hash == hash)) throw new DoneBeforeException();
        records.Add(new SentForm { Hash = hash, At = at });
        isNoted = true;
    }

    /// <summary>Another node was faster: nothing of this is written.</summary>
    public sealed class DoneBeforeException : Exception;
}

/// <summary>A form whose work was done. What was in it is not kept.</summary>
internal sealed class SentForm
{
    public required byte[] Hash { get; init; }
    public required DateTimeOffset At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SentForm>(form =>
    {
        form.ToTable("sent_forms");
        form.HasKey(f => f.Hash);
        form.HasIndex(f => f.At);
    });
}
