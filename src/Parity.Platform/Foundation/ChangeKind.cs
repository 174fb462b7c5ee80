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
    public static readonly ChangeKind ReturnChecked = new("return.checked");
    public static readonly ChangeKind ReturnExplained = new("return.explained");
    public static readonly ChangeKind ReturnRowsDeleted = new("return.rows-deleted");
    public static readonly ChangeKind ReturnSignedOff = new("return.signed-off");
    public static readonly ChangeKind RoundOpened = new("round.opened");
    public static readonly ChangeKind RoundClosed = new("round.closed");
    public static readonly ChangeKind RoundInvitationChanged = new("round.invitation-changed");
    public static readonly ChangeKind RoundReminded = new("round.reminded");
    public static readonly ChangeKind TokenIssued = new("token.issued");

    private ChangeKind(string name) => Name = name;

    public string Name { get; }

    public override string ToString() => Name;
}
