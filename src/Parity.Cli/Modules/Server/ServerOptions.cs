using System.CommandLine;
using System.CommandLine.Parsing;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

/// <summary>What <c>serve</c> and <c>demo</c> have in common: their options, and how they say how it ended.</summary>
internal sealed class ServerOptions
{
    public const string DatabaseAdvice = "give --database as sqlite:PATH or as a PostgreSQL connection string such as Host=127.0.0.1;Database=parity.";
    private const string DatabaseVariable = "PARITY_DATABASE";
    private const string PublicUrlVariable = "PARITY_PUBLIC_URL";

    public static bool WantsJsonLog => Environment.GetEnvironmentVariable("PARITY_LOG") == "json";

    public Option<Uri> Url { get; } = new("--url")
    {
        Description = "Where to answer, plain http; encryption is the work of a proxy in front",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = ParseUrl,
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = $"sqlite:PATH for one file, or a PostgreSQL connection string such as Host=...; also as the variable {DatabaseVariable}",
    };

    public Option<string?> Site { get; } = new("--site") { Description = "A folder that publish wrote, or one that holds several" };

    public Option<string?> PublicUrl { get; } = new("--public-url")
    {
        Description = $"The address people use, from behind a proxy, such as https://parity.example.org; also as the variable {PublicUrlVariable}",
    };

    /// <summary>False for an address that cannot be one.</summary>
    public bool TryPublicUrl(ParseResult parsed, out Uri? url)
    {
        string? text = parsed.GetValue(PublicUrl) ?? (Environment.GetEnvironmentVariable(PublicUrlVariable) is { Length: > 0 } named ? named : null);
        url = null;
        return text is null || (Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback) && url.PathAndQuery == "/");
    }

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
            ServerOutcome.OtherDatabase { Holding: Holding.RealPartnership } => (ExitCode.NotReleasable, "this database holds real organisations, and the demo shows fictional ones only; use \"parity serve\"."),
            ServerOutcome.OtherDatabase => (ExitCode.Refused, "this database holds the fictional city; use \"parity demo\"."),
            ServerOutcome.NoKey missing => (ExitCode.Refused, $"the key of this database is not here: {missing.Place}. See docs/operate/database.md."),
            ServerOutcome.NoDatabase none => (ExitCode.Refused, $"the database cannot be used: {none.Reason}"),
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
