namespace Parity.Platform.Programmes.Model;

/// <summary>To an employer of somebody who has told it. The name stands behind sign-in.</summary>
internal static class EndorsementLetter
{
    public const string Subject = "Somebody asks for your support";

    public const string Text = """
        Hello,

        somebody of your organisation who has told you so has applied to a leadership programme
        and hopes for your support. Sign in to answer. The application does not wait for it.

        """;
}
