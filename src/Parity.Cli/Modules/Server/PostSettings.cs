using System.Net.Mail;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

/// <summary>Reads from the environment how mails leave: passwords do not belong on a command line, where others see them.</summary>
internal static class PostSettings
{
    private const int Submission = 587, Relay = 25;

    public static bool TryRead(Func<string, string?> variable, out PostRoute? route, out string? advice)
    {
        (route, advice) = (null, null);
        string? server = Given("PARITY_SMTP"), folder = Given("PARITY_MAIL_FOLDER"), from = Given("PARITY_MAIL_FROM");
        if (server is null && folder is null)
        {
            route = new PostRoute.None();
            return true;
        }

        if (from is null || !MailAddress.TryCreate(from, out _)) advice = "give the sender of mails in PARITY_MAIL_FROM, such as parity@example.org.";
        else if (server is null) route = new PostRoute.Folder(folder!, from);
        else if (!Uri.TryCreate(server, UriKind.Absolute, out var url) || url.Scheme is not ("smtp" or "smtp+starttls") || url.Host.Length == 0)
            advice = "give PARITY_SMTP as smtp+starttls://host:587, or smtp://host:25 for a mail server on this machine.";
        else if (url.Scheme == "smtp" && !url.IsLoopback && Given("PARITY_SMTP_LOGIN") is not null)
            advice = "a login goes to another machine only encrypted: give PARITY_SMTP as smtp+starttls://host:587.";
        else
            route = new PostRoute.Smtp(url.Host, url.Port >= 0 ? url.Port : url.Scheme == "smtp+starttls" ? Submission : Relay, url.Scheme == "smtp+starttls", Given("PARITY_SMTP_LOGIN"), Given("PARITY_SMTP_PASSWORD"), from);
        return route is not null;

        string? Given(string name) => variable(name) is { Length: > 0 } text ? text : null;
    }
}
