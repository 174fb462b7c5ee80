using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Accounts;

namespace Parity.Web.Server;

/// <summary>
/// Counts for whoever runs the server, as text that Prometheus and its like read. They tell nothing of any person: no
/// address, no name. Given only to a program that shows the token, and without a token there are none.
/// </summary>
/// <param name="waiting">What waits, in a database; null where none is served.</param>
internal sealed class Metrics(string? token, TimeProvider clock, ReadWaiting.Handler? waiting)
{
    public const string Address = "/metrics";
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly long[] answers = new long[6];
    private readonly long[] within = new long[Bounds.Length + 1];
    private readonly DateTimeOffset started = clock.GetUtcNow();
    private long microseconds;
    private long underWay;

    public void Began() => Interlocked.Increment(ref underWay);

    public void Answered(int status, TimeSpan took)
    {
        Interlocked.Decrement(ref underWay);
        Interlocked.Increment(ref answers[Math.Clamp(status / 100, 0, 5)]);
        Interlocked.Add(ref microseconds, (long)took.TotalMicroseconds);
        int place = Array.FindIndex(Bounds, bound => took.TotalSeconds <= bound);
        Interlocked.Increment(ref within[place < 0 ? Bounds.Length : place]);
    }

    public async Task AnswerAsync(HttpContext http)
    {
        string given = http.Request.Headers.Authorization.ToString();
        if (token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes("Bearer " + token)))
            await Answers.PlainAsync(http, StatusCodes.Status200OK, Text() + await OfDatabaseAsync(http.RequestAborted));
        else await Answers.MissingAsync(http);
    }

    private async Task<string> OfDatabaseAsync(CancellationToken stop)
    {
        if (waiting is null) return "";
        ReadWaiting.Outcome now;
        try
        {
            now = await waiting.HandleAsync(stop);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return Gauge("parity_database_answers", 0);
        }

        return Gauge("parity_database_answers", 1) + Gauge("parity_jobs_due", now.JobsDue) + Gauge("parity_jobs_oldest_seconds", now.OldestJob.TotalSeconds) + Gauge("parity_jobs_given_up", now.JobsGivenUp)
            + Gauge("parity_mails_waiting", now.MailsWaiting) + Gauge("parity_mails_oldest_seconds", now.OldestMail.TotalSeconds) + Gauge("parity_mails_given_up", now.MailsGivenUp);

        static string Gauge(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n{name} {value:0.###}\n");
    }

    private string Text()
    {
        var text = new StringBuilder();
        text.Append("# HELP parity_answers_total Answers by the first digit of their status.\n# TYPE parity_answers_total counter\n");
        for (int digit = 1; digit <= 5; digit++) text.Append(CultureInfo.InvariantCulture, $"parity_answers_total{{status=\"{digit}xx\"}} {Interlocked.Read(ref answers[digit])}\n");
        text.Append("# HELP parity_answer_seconds Time from request to answer.\n# TYPE parity_answer_seconds histogram\n");
        long sum = 0;
        for (int place = 0; place < Bounds.Length; place++)
            text.Append(CultureInfo.InvariantCulture, $"parity_answer_seconds_bucket{{le=\"{Bounds[place]}\"}} {sum += Interlocked.Read(ref within[place])}\n");
        text.Append(CultureInfo.InvariantCulture, $"parity_answer_seconds_bucket{{le=\"+Inf\"}} {sum += Interlocked.Read(ref within[^1])}\n");
        text.Append(CultureInfo.InvariantCulture, $"parity_answer_seconds_sum {Interlocked.Read(ref microseconds) / 1e6}\nparity_answer_seconds_count {sum}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE parity_under_way gauge\nparity_under_way {Interlocked.Read(ref underWay)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds {started.ToUnixTimeSeconds()}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {Environment.WorkingSet}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds}\n");
        return text.ToString();
    }
}
