using System.CommandLine;
using System.CommandLine.Parsing;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

/// <summary>What <c>serve</c> and <c>demo</c> have in common: their options, and how they say how it ended.</summary>
internal sealed class ServerOptions
{
    private const string DatabaseVariable = "PARITY_DATABASE";

    public Option<Uri> Url { get; } = new("--url")
    {
        Description = "Where to answer, plain http; encryption is the work of a proxy in front",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = ParseUrl,
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = $"sqlite:PATH keeps what the demo makes beside PATH; also as the variable {DatabaseVariable}",
    };

    public Option<string?> Site { get; } = new("--site") { Description = "A folder that publish wrote, or one that holds several" };

    public string? DatabaseOf(ParseResult parsed) =>
        parsed.GetValue(Database) ?? (Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } named ? named : null);

    public static int WrongUsage(string advice)
    {
        Console.Error.WriteLine($"parity: {advice}");
        return ExitCode.WrongUsage;
    }

    public static int Explain(ServerOutcome outcome, ServerSettings settings)
    {
        (int code, string? reason) = outcome switch
        {
            ServerOutcome.AddressTaken => (ExitCode.WrongUsage, $"another program already answers at {settings.Url}; choose another address with --url."),
            ServerOutcome.NoEdition none => (ExitCode.Refused, $"there is no published edition in {none.Folder}; \"parity publish\" makes one."),
            ServerOutcome.SameEditionTwice twice => (ExitCode.Refused, $"edition {twice.Edition} is there twice; serve one of the two folders."),
            ServerOutcome.NotFictional real => (ExitCode.NotReleasable, $"\"{real.Title}\" is about real people and the demo shows fictional ones only; use \"parity serve\"."),
            _ => (ExitCode.Done, null),
        };
        if (reason is not null) Console.Error.WriteLine($"parity: {reason}");
        return code;
    }

    private static Uri? ParseUrl(ArgumentResult given)
    {
        string text = given.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/") return url;
        given.AddError("--url is an address like http://127.0.0.1:5080; for https put a proxy in front.");
        return null;
    }
}
