namespace Parity.Platform.Programmes.Model;

/// <summary>To an employer of somebody who has told it, or says that it put them forward. The name stands behind sign-in.</summary>
internal static class EndorsementLetter
{
    public const string Text = """
        Hello,

        somebody of your organisation who says that you know of it has applied to a leadership
        programme and hopes for your support. Sign in to answer. The application does not wait
        for it.

        """;
}
