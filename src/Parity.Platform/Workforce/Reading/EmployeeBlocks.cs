using System.Runtime.ExceptionServices;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// Reads a table of employees with one worker per processor. Workers take blocks in turn from the one source, then split
/// and check them side by side; a source whose length was not counted is read by one worker.
/// </summary>
internal sealed class EmployeeBlocks(
    IRecordSource records, EmployeesTable table, int width, bool grows, IProgress<long>? progress, CancellationToken stop)
{
    private readonly Lock turn = new();
    private readonly List<(int First, int Count)> taken = [];
    private long limit;
    private bool full;

    public IReadOnlyList<(int First, int Count)> Taken => taken;
    public long Rows { get; private set; }

    /// <returns>False when there are more rows than allowed.</returns>
    public bool Read(FaultList faults, long mostRows)
    {
        limit = mostRows;
        int workers = grows ? 1 : Math.Clamp(Environment.ProcessorCount, 1, 8);
        if (workers == 1) Work(faults);
        else
        {
            var lists = Enumerable.Range(0, workers).Select(_ => new FaultList(faults.File)).ToArray();
            WorkTogether(lists);
            foreach (var list in lists) faults.Merge(list);
        }

        taken.Sort();
        return !full;
    }

    /// <summary>The first exception of any worker is thrown as it was.</summary>
    private void WorkTogether(FaultList[] lists)
    {
        try
        {
            Parallel.ForEach(lists, new ParallelOptions { MaxDegreeOfParallelism = lists.Length }, Work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }

    private void Work(FaultList faults)
    {
        var block = new RecordBlock();
        while (Take(block))
        {
            records.Split(block, width, faults);
            if (grows) table.Grow(block.FirstRow + block.Count);
            table.Add(block, faults);
            lock (turn)
            {
                taken.Add((block.FirstRow, block.Count));
                Rows += block.Count;
                full |= Rows > limit;
            }

            progress?.Report(block.Length);
        }
    }

    private bool Take(RecordBlock block)
    {
        stop.ThrowIfCancellationRequested();
        lock (turn) return !full && records.Next(block) && (grows || block.FirstRow + block.MaxRecords <= ReturnFormat.MaxRows || (full = true) != true);
    }
}
