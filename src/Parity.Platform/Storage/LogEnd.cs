using System.Data.Common;

namespace Parity.Platform.Storage;

/// <summary>
/// Asks the database where the log of changes ends, once for all who want to know while it is being asked. Whoever asks is
/// given an answer that was sought after they asked, never one that was under way: nobody is told of an end from before.
/// </summary>
internal sealed class LogEnd(Database database)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<long>? next;
    private bool isAsking;

    public Task<long> AskAsync(CancellationToken stop)
    {
        Task<long> answer;
        bool begins;
        lock (gate)
        {
            next ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = next.Task;
            begins = !isAsking;
            isAsking = true;
        }

        if (begins) _ = AskAllAsync();
        return answer.WaitAsync(stop);
    }

    private async Task AskAllAsync()
    {
        while (Take() is { } those)
        {
            try
            {
                those.SetResult(await PositionAsync());
            }
            catch (Exception fault)
            {
                those.SetException(fault);
            }
        }
    }

    private TaskCompletionSource<long>? Take()
    {
        lock (gate)
        {
            var taken = next;
            next = null;
            isAsking = taken is not null;
            return taken;
        }
    }

    private async Task<long> PositionAsync()
    {
        await using DbConnection connection = database.Connect();
        await connection.OpenAsync();
        return await connection.AskAsync("select position from change_head where id = 1") is long position
            ? position
            : throw new InvalidOperationException("The log of changes has no end recorded: the database is damaged.");
    }
}
