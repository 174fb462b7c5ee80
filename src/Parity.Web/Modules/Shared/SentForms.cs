using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Storage;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// A form does its work once: sent again as it was, by a second press or by a browser that had no answer, it gets the answer
/// of the first, or where another node did the work is led back to its page. Each page seals its forms anew, so that the same words on a page opened again are another form.
/// </summary>
internal sealed class SentForms(Store store, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Sent> sent = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Key, DateTimeOffset At)> inOrder = new();

    private sealed record Sent(Task<string?> Address);

    public async Task OnceAsync(HttpContext http, RequestDelegate next)
    {
        byte[] hash = await HashAsync(http);
        string key = Convert.ToHexString(hash);
        var answered = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var mine = new Sent(answered.Task);
        var first = sent.GetOrAdd(key, mine);
        if (!ReferenceEquals(first, mine))
        {
            if (await first.Address.WaitAsync(http.RequestAborted) is { } address) Html.SendTo(http, address);
            else await next(http);
            return;
        }

        string? leadsTo = null;
        FormAtWork? form = null;
        try
        {
            if (await FormAtWork.IsDoneAsync(store, hash, http.RequestAborted)) throw new FormAtWork.DoneBeforeException();
            form = FormAtWork.Begin(store, hash);
            await next(http);
            string? address = http.Response.StatusCode is StatusCodes.Status303SeeOther ? http.Response.Headers.Location.ToString() : null;
            // Sent to prove who they are, they have done nothing yet.
            leadsTo = address?.StartsWith(FreshProof.Address, StringComparison.Ordinal) is true ? null : address;
        }
        catch (FormAtWork.DoneBeforeException)
        {
            form = null;
            Html.SendTo(http, leadsTo = PageOf(http));
        }
        finally
        {
            if (leadsTo is null && form is not null) await form.ForgetAsync();
            // What was refused, or failed, did no work: sent again it is looked at again.
            if (leadsTo is null) sent.TryRemove(key, out _);
            else inOrder.Enqueue((key, clock.GetUtcNow()));
            answered.SetResult(leadsTo);
            Forget();
        }
    }

    private void Forget()
    {
        var before = clock.GetUtcNow() - Kept;
        while (inOrder.TryPeek(out var oldest) && oldest.At < before && inOrder.TryDequeue(out oldest)) sent.TryRemove(oldest.Key, out _);
    }

    /// <summary>Where the form stood, as far as the browser says.</summary>
    private static string PageOf(HttpContext http) => Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == http.Request.Host.Value ? page.PathAndQuery : "/home";

    private static async Task<byte[]> HashAsync(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string part)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        Add(http.SignedIn().Session.ToString());
        Add(http.Request.Path);
        Add(http.Request.QueryString.ToString());
        foreach (var (name, values) in (await http.Request.ReadFormAsync(http.RequestAborted)).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Add(name);
            foreach (string? value in values) Add(value ?? "");
        }

        return hash.GetHashAndReset();
    }
}
