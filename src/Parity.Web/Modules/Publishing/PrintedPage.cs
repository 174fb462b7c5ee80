using System.Diagnostics;
using System.Text;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Publishing;

/// <summary>A page as a tagged PDF, by the Chromium of this machine where there is one; without its windows it is lighter. One at a time: it is heavy.</summary>
internal static class PrintedPage
{
    private static readonly string? Browser = Array.Find((string[])["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"], File.Exists);
    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static bool IsPossible => Browser is not null;

    /// <returns>Null if the browser did not manage it.</returns>
    public static Task<byte[]?> OfAsync(string html, CancellationToken stop) => OfAsync(html, Browser!, Patience, stop);

    internal static async Task<byte[]?> OfAsync(string html, string browser, TimeSpan patience, CancellationToken stop)
    {
        await Turn.WaitAsync(stop);
        try
        {
            return await PrintAsync(html, browser, patience, stop);
        }
        finally
        {
            // Whatever goes wrong below, the next one has its turn.
            Turn.Release();
        }
    }

    private static async Task<byte[]?> PrintAsync(string html, string browser, TimeSpan longest, CancellationToken stop)
    {
        string folder = Directory.CreateTempSubdirectory("parity-print-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "work.css"), PrivateAssets.StyleBytes, stop);
            string page = Path.Combine(folder, "page.html"), pdf = Path.Combine(folder, "page.pdf");
            await File.WriteAllTextAsync(page, html.Replace(PrivateAssets.Style, "work.css", StringComparison.Ordinal), Encoding.UTF8, stop);
            var start = new ProcessStartInfo(browser,
            [
                "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", $"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer", "--generate-pdf-document-outline", $"--print-to-pdf={pdf}",
                // Chromium refuses its sandbox to root, as in a container.
                .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(), new Uri(page).AbsoluteUri,
            ])
            { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(longest);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                // Until it is gone it still writes into the folder, which then cannot be deleted.
                await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience, CancellationToken.None);
                return null;
            }

            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, stop) : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
