namespace Parity.Platform.Foundation;

/// <summary>What kinds of change the log knows. The names are stored and never change their meaning.</summary>
public sealed record ChangeKind
{
    public static readonly ChangeKind SignedIn = new("signed-in");
    public static readonly ChangeKind SignedOut = new("signed-out");
    public static readonly ChangeKind CookieKeyMade = new("cookie-key.made");
    public static readonly ChangeKind DatabaseCreated = new("database.created");
    public static readonly ChangeKind DemoLoaded = new("demo.loaded");
    public static readonly ChangeKind ReturnSubmitted = new("return.submitted");
    public static readonly ChangeKind ReturnRefused = new("return.refused");
    public static readonly ChangeKind ReturnSignedOff = new("return.signed-off");
    public static readonly ChangeKind RoundOpened = new("round.opened");
    public static readonly ChangeKind RoundClosed = new("round.closed");

    private ChangeKind(string name) => Name = name;

    public string Name { get; }

    public override string ToString() => Name;
}
