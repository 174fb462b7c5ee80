using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Parity.App.Tests.Server;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>The forms that pages show, each filled in as whoever it is shown to would: it is carried out if they may.</summary>
internal sealed partial class ShownForms
{
    /// <summary>So many pages of one kind are looked at: the next one shows the same forms about other things.</summary>
    private const int PagesOfAKind = 12;
    private readonly Dictionary<string, List<Shown>> byRoute = new(StringComparer.Ordinal);

    /// <param name="Page">Which page shows it.</param>
    public sealed record Shown(string Action, string Page, KeyValuePair<string, string>[] Fields);

    private static readonly IReadOnlyList<(string Route, Regex Shape)> Sending =
    [
        .. ParityServer.Routes().Where(r => r.Method == "POST").Select(r => r.Path).OrderByDescending(path => Part().Replace(path, "").Length).ThenBy(path => path, StringComparer.Ordinal)
            .Select(route => (route, new Regex("^" + EscapedPart().Replace(Regex.Escape(route), "[^/]+") + "$", RegexOptions.NonBacktracking))),
    ];

    public static ShownForms In(IEnumerable<IReadOnlyList<Walk.Step>> walks)
    {
        var forms = new ShownForms();
        var looked = new Dictionary<string, int>(StringComparer.Ordinal);
        var parser = new HtmlParser();
        foreach (var step in walks.SelectMany(w => w).Where(s => s.IsPage && s.Route.Contains('{', StringComparison.Ordinal)))
        {
            if (looked.GetValueOrDefault(step.Route) >= PagesOfAKind) continue;
            looked[step.Route] = looked.GetValueOrDefault(step.Route) + 1;
            foreach (var form in parser.ParseDocument(step.Text).QuerySelectorAll<IHtmlFormElement>("form[method=post]")) forms.Add(step.Path.Split('?', '#')[0], form);
        }

        return forms;
    }

    /// <summary>Those that are sent to an address of this kind.</summary>
    public IReadOnlyList<Shown> To(string route) => byRoute.GetValueOrDefault(route) ?? [];

    private void Add(string page, IHtmlFormElement form)
    {
        string action = (form.GetAttribute("action") ?? page).Split('?', '#')[0];
        if (Sending.FirstOrDefault(s => s.Shape.IsMatch(action)).Route is not { } route) return;
        if (!byRoute.TryGetValue(route, out var known)) byRoute[route] = known = [];
        if (!known.Exists(k => k.Action == action)) known.Add(new(action, page, [.. FieldsOf(form)]));
    }

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in form.QuerySelectorAll("input, select, textarea"))
        {
            if (field.GetAttribute("name") is not { Length: > 0 } name || name == "form") continue;
            string? value = field switch
            {
                IHtmlSelectElement select => select.Options.FirstOrDefault(o => o.IsSelected && o.Value.Length > 0)?.Value ?? select.Options.FirstOrDefault(o => o.Value.Length > 0)?.Value,
                IHtmlInputElement { Type: "radio" or "checkbox" } input => chosen.Add(name) ? input.Value : null,
                IHtmlInputElement { Type: "file" or "submit" } => null,
                IHtmlInputElement { Value.Length: > 0 } input => input.Value,
                IHtmlInputElement { Type: "date" } => "2027-02-03",
                IHtmlInputElement { Type: "time" } => "10:00",
                IHtmlInputElement { Type: "email" } => "somebody@example.org",
                IHtmlInputElement input when input.GetAttribute("inputmode") is "numeric" or "decimal" || input.Type is "number" => "2",
                _ => field.TextContent is { Length: > 0 } text ? text : "As it was agreed.",
            };
            if (value is not null) yield return KeyValuePair.Create(name, value);
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"\\\{[^}]+\}")]
    private static partial Regex EscapedPart();
}
