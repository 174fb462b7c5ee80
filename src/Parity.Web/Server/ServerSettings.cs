using System.Net;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Web.Server;

/// <param name="Url">One plain-http address; a loopback name is answered on 127.0.0.1 and localhost alike. Port 0: a free one.</param>
/// <param name="Site">A folder that <c>publish</c> wrote, or one that holds several such folders; null: the fictional city of the demo.</param>
/// <param name="Demo">Only fictional editions, and only for requests made to this computer by a loopback name.</param>
/// <param name="DemoFolder">Where the fictional city is kept between starts.</param>
public sealed record ServerSettings(Uri Url, string? Site, bool Demo = false, string DemoFolder = "")
{
    /// <summary>Where the platform keeps its records; null: only the published site is served.</summary>
    public Database? Database { get; init; }

    /// <summary>Where the database's key is; null: where the environment says.</summary>
    public KeyPlace? Key { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Under which people reach it, from behind a proxy; null: where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Who is believed when they say for whom and how they were asked; null: this computer alone.</summary>
    public IReadOnlyList<IPNetwork>? Proxies { get; init; }

    /// <summary>How mails leave.</summary>
    public PostRoute Post { get; init; } = new PostRoute.None();

    /// <summary>The file that lists what people had taken out, beside the database; null: none is kept.</summary>
    public string? Erasures { get; init; }

    /// <summary>What a program must show to read the metrics; null: there are none to read.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>A line of JSON for each answer and fault, for programs that collect logs; else faults alone, for people.</summary>
    public bool JsonLog { get; init; }

    /// <summary>Told the one-time address of the first administrator, at each start until there has been one.</summary>
    public Action<Uri>? FirstAdministrator { get; init; }

    /// <summary>Told the address once the server listens.</summary>
    public Action<Uri>? Listening { get; init; }

    /// <summary>Told what is being prepared, in a few words.</summary>
    public Action<string>? Preparing { get; init; }

    /// <summary>Told the titles of the editions, newest first, once they are served.</summary>
    public Action<IReadOnlyList<string>>? Ready { get; init; }
}

/// <summary>How mails leave: through a mail server, into a folder, or not at all.</summary>
public abstract record PostRoute
{
    private PostRoute() { }

    /// <summary>They stay in the outbox, and administrators hand one-time addresses over themselves.</summary>
    public sealed record None : PostRoute;

    /// <summary>A file each, for another program to send.</summary>
    public sealed record Folder(string Path, string From) : PostRoute;

    public sealed record Smtp(string Host, int Port, bool Encrypted, string? Login, string? Password, string From) : PostRoute
    {
        public override string ToString() => $"{Host}:{Port}";
    }
}

/// <summary>How a run of the server ended.</summary>
public abstract record ServerOutcome
{
    private ServerOutcome() { }

    /// <summary>Told to stop, and did.</summary>
    public sealed record Stopped : ServerOutcome;

    /// <summary>Another program answers at the address.</summary>
    public sealed record AddressTaken : ServerOutcome;

    /// <summary>The folder holds nothing that <c>publish</c> wrote.</summary>
    public sealed record NoEdition(string Folder) : ServerOutcome;

    /// <summary>Two folders hold the same edition.</summary>
    public sealed record SameEditionTwice(string Edition) : ServerOutcome;

    /// <summary>The demo was given an edition about real people.</summary>
    public sealed record NotFictional(string Title) : ServerOutcome;

    /// <summary>The demo was given a database of real organisations, or the server one of the fictional city.</summary>
    public sealed record OtherDatabase(Holding Holding) : ServerOutcome;

    /// <summary>The database's key is not where it should be.</summary>
    public sealed record NoKey(string Place) : ServerOutcome;

    /// <summary>The database does not answer, or refuses.</summary>
    public sealed record NoDatabase(string Reason) : ServerOutcome;
}

/// <param name="Policy">Who may use it.</param>
public sealed record ServerRoute(string Method, string Path, string Policy);
