namespace Parity.Platform.Accounts.Contract;

/// <summary>How a session says it began.</summary>
public static class Ways
{
    public const string Demo = "demo";
    public const string PasswordAndCode = "password and code";
    public const string Passkey = "passkey";
    public const string Provider = "the organisation's own sign-in";
}
