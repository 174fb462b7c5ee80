using System.Net;

namespace Parity.Web.Server;

/// <summary>
/// A short page the server makes itself, in its own small style, so that it works while no edition is loaded.
/// </summary>
/// <param name="Script">Address of a script that improves the page, or null.</param>
internal sealed record Notice(string Title, string Heading, string Message, string LinkAddress, string LinkText, string? Script = null)
{
    public const string Style = "/server/notice.css";
    public const string WaitingScript = "/server/waiting.js";

    public static readonly Notice NotFound = new(
        "Page not found", "This page is not here",
        "The address may have been mistyped, or belong to an edition that is no longer offered.", "/", "Go to the newest edition");

    public static readonly Notice NotAllowed = new(
        "Not possible", "This address can only be read", "Nothing can be sent to it.", "/", "Go to the newest edition");

    public static readonly Notice NothingHere = new(
        "No edition yet", "No edition has been published here yet", "Come back once the first one is out.", "/", "Try again");

    public static readonly Notice Loading = new(
        "Getting ready", "The edition is being prepared",
        "The first start takes about a minute: the returns of a whole city are made, checked, computed and protected. Later starts take seconds.",
        "", "Try again now", WaitingScript);

    public static readonly Notice Away = new(
        "Not now", "Records cannot be reached at the moment",
        "What you sent may not have been kept. Published editions can be read. Try again in a minute; if you sent something, look first whether it is there.", "", "Try again now");

    public static readonly Notice OtherName = new(
        "Not this name", "This server answers to its own computer only", "It shows a fictional city to the person who started it.", "http://127.0.0.1:5080/", "Its usual address");

    public static Notice Withdrawn(string title, string day, string why) => new(
        "Withdrawn", $"{title}: withdrawn", $"This edition was withdrawn on {day}. {why}", "/corrections", "All corrections");

    public static Notice WentWrong(string reference) => new(
        "Something went wrong", "Something went wrong here", $"It is not your doing. If you report it, quote the reference {reference}.", "/", "Go to the newest edition");

    public string ToHtml()
    {
        string script = Script is null ? "" : $"""<script src="{Script}" defer></script>""";
        string role = Script is null ? "" : """ role="status" """.TrimEnd();
        return $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{Text(Title)} – Parity</title>
            <link rel="stylesheet" href="{Style}">
            {script}
            </head>
            <body>
            <header><p><a href="/"><svg viewBox="0 0 38 26" aria-hidden="true"><path d="M19 0V26"/><circle cx="6" cy="13" r="6"/><circle cx="32" cy="13" r="6"/></svg>Parity</a></p></header>
            <main>
            <h1>{Text(Heading)}</h1>
            <p{role}>{Text(Message)}</p>
            <p><a href="{Text(LinkAddress)}">{Text(LinkText)}</a></p>
            </main>
            </body>
            </html>

            """;
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
