using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Parity.App.Tests.SampleCity;

namespace Parity.App.Tests.Workforce;

/// <summary>
/// Analysts who send returns one after another, each under a key of its own, and send again under the same key what was
/// not answered. Somebody who wants to disturb them waits for a moment of theirs.
/// </summary>
internal sealed class SendingAnalysts(IReadOnlyList<CityPerson> analysts)
{
    /// <summary>Every fourth has more than a megabyte, and so is kept in several parts.</summary>
    private readonly byte[][] bodies = [.. analysts.Select((a, n) => a.Return(50 + n, extra: string.Concat(Enumerable.Repeat("Libraries,G1,A2,1\n", n % 4 == 3 ? 60_000 : 2_000))))];
    private readonly ConcurrentDictionary<(int Sender, string Key), string> acknowledged = new();
    private readonly ConcurrentDictionary<TaskCompletionSource, Func<double, bool>> waiting = new();
    private readonly int[] sent = new int[analysts.Count];

    public IReadOnlyList<CityPerson> Analysts => analysts;
    public int Acknowledged => acknowledged.Count;
    public IReadOnlyList<string> AcknowledgedIds => [.. acknowledged.Values.Select(answer => answer.Text("id"))];

    /// <summary>Once so many more have been acknowledged.</summary>
    public Task AfterAnswersAsync(int more)
    {
        int goal = acknowledged.Count + more;
        return When(_ => acknowledged.Count >= goal);
    }

    /// <summary>Once this part of some body that is being sent is on its way.</summary>
    public Task AfterBytesAsync(double part) => When(now => now >= part);

    /// <param name="whenRefused">What to wait for after an answer that is no acknowledgement, or none; null: then nothing more is sent.</param>
    public Task SendAsync(HttpClient to, Func<Task>? whenRefused, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, analysts.Count).Select(sender => SendAsync(sender, to, whenRefused, stop)));

    /// <summary>What was acknowledged is asked for again under its key and must be answered with the same bytes.</summary>
    /// <returns>What was not.</returns>
    public async Task<IReadOnlyList<string>> AskAgainAsync(HttpClient of, int atMost)
    {
        var wrong = new List<string>();
        foreach (var ((sender, key), answer) in acknowledged.OrderByDescending(a => a.Key.Key, StringComparer.Ordinal).Take(atMost))
            if (await PostAsync(of, sender, key) != (HttpStatusCode.Created, answer)) wrong.Add($"sender {sender}, key {key} is answered otherwise than before");
        return wrong;
    }

    private async Task SendAsync(int sender, HttpClient to, Func<Task>? whenRefused, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{sent[sender]:D6}");
            try
            {
                var (status, text) = await PostAsync(to, sender, key);
                if (status is HttpStatusCode.Created)
                {
                    acknowledged[(sender, key)] = text;
                    sent[sender]++;
                    Moment(0);
                    continue;
                }

                Assert.True((int)status >= 500, $"A return was answered {(int)status}.");
            }
            catch (HttpRequestException)
            {
                // Cut off: whether it was stored is not known, and it is sent again under its key.
            }

            if (whenRefused is null) return;
            await whenRefused();
        }
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient to, int sender, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/returns") { Content = new InPieces(bodies[sender], Moment) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", analysts[sender].ApiToken);
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await to.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task When(Func<double, bool> isNow)
    {
        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[moment] = isNow;
        Moment(0);
        return moment.Task.WaitAsync(TimeSpan.FromMinutes(3));
    }

    private void Moment(double part)
    {
        foreach (var (moment, isNow) in waiting)
            if (isNow(part) && waiting.TryRemove(moment, out _)) moment.TrySetResult();
    }

    private sealed class InPieces(byte[] body, Action<double> sent) : HttpContent
    {
        private const int Pieces = 8;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            int length = (body.Length + Pieces - 1) / Pieces;
            for (int at = 0; at < body.Length; at += length)
            {
                await stream.WriteAsync(body.AsMemory(at, Math.Min(length, body.Length - at)));
                await stream.FlushAsync();
                sent((double)Math.Min(at + length, body.Length) / body.Length);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
