using System.Net;
using System.Text.RegularExpressions;
using Parity.Web.Server;

namespace Parity.App.Tests.Server;

/// <summary>Everything that one person comes to by following what they are shown, with a few addresses of every kind.</summary>
internal sealed partial class Walk(HttpClient client)
{
    /// <param name="Route">The kind of address, as the program has it.</param>
    public sealed record Step(string Route, string Path, HttpStatusCode Status, string Type, byte[] Body)
    {
        public bool IsPage => Status is HttpStatusCode.OK && Type is "text/html";
        public string Text => System.Text.Encoding.UTF8.GetString(Body);
    }

    /// <summary>The addresses that are read, the most exact first; those that programs ask with a token of their own are not anybody's to open.</summary>
    public static readonly IReadOnlyList<string> Routes =
    [
        .. ParityServer.Routes().Where(r => r.Method == "GET" && r.Policy is not ("api-token" or "metrics-token")).Select(r => r.Path)
            .OrderByDescending(path => Part().Replace(path, "").Length).ThenBy(path => path, StringComparer.Ordinal),
    ];

    private static readonly IReadOnlyList<(string Route, Regex Shape)> Shapes =
        [.. Routes.Select(route => (route, new Regex("^" + Part().Replace(Regex.Escape(route), p => p.Value.Contains('*', StringComparison.Ordinal) ? ".*" : "[^/]+") + "$", RegexOptions.NonBacktracking)))];

    /// <summary>The kind of address that this is; none where the program has none like it.</summary>
    public static string? RouteOf(string path) => Shapes.FirstOrDefault(s => s.Shape.IsMatch(path)).Route;

    /// <param name="cookies">Whose session; none for a stranger.</param>
    /// <param name="each">So many pages of one kind are opened, and one file; the next one says the same about other things.</param>
    /// <param name="always">Ids whose pages are opened however many of the kind there are.</param>
    public async Task<IReadOnlyList<Step>> AllAsync(string cookies, int each, IReadOnlySet<string>? always = null)
    {
        var steps = new List<Step>();
        var opened = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>();
        foreach (string route in Routes.Where(r => !r.Contains('{', StringComparison.Ordinal))) Found(route);
        while (next.TryDequeue(out string? path))
        {
            string? route = RouteOf(path.Split('?', '#')[0]);
            if (route is null || (opened.GetValueOrDefault(route) >= each && always?.Any(id => path.Contains(id, StringComparison.Ordinal)) is not true)) continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (cookies.Length > 0) request.Headers.Add("Cookie", cookies);
            using var answer = await client.SendAsync(request);
            var step = new Step(route, path, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", await answer.Content.ReadAsByteArrayAsync());
            steps.Add(step);
            if (step.Status is HttpStatusCode.OK) opened[route] = step.IsPage ? opened.GetValueOrDefault(route) + 1 : each;
            // What is public says the same to everybody: it is opened, and not searched for more.
            if (step.IsPage && route is not "/{**path}")
                foreach (Match link in Link().Matches(step.Text)) Found(WebUtility.HtmlDecode(link.Groups[1].Value));
        }

        return steps;

        void Found(string path)
        {
            if (known.Add(path)) next.Enqueue(path);
        }
    }

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\\?\{[^}]+\}")]
    private static partial Regex Part();
}
