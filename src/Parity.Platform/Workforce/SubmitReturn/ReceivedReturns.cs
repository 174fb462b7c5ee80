namespace Parity.Platform.Workforce;

/// <summary>Checks what was received, a few at a time: large returns are heavy to read, and more at once would only slow each other.</summary>
internal static class ReceivedReturns
{
    private static readonly SemaphoreSlim Turn = new(Math.Max(2, Environment.ProcessorCount));

    public static async Task<CheckReport> CheckAsync(ReceivedBody body, ExpectedReturn expected, CancellationToken stop)
    {
        await Turn.WaitAsync(stop);
        try
        {
            return await Task.Run(() => CheckReturn.Handler.Handle(new CheckReturn.Request(body.Path, Expected: expected), stop).Report, stop);
        }
        finally
        {
            Turn.Release();
        }
    }
}
