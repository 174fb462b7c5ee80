namespace Parity.Platform.Programmes.Model;

/// <summary>
/// What applicants are written. It may be read at work, over a shoulder or by somebody who keeps another's mailbox, so it
/// tells that there is news and nothing else.
/// </summary>
internal static class NeutralLetter
{
    public const string Subject = "A message about your account";

    public const string Text = """
        Hello,

        there is something new for you. Sign in to read it.

        """;
}
