namespace Parity.Platform.Workforce;

/// <summary>Where a version of a return stands.</summary>
public enum ReturnStatus
{
    /// <summary>Accepted and waiting to be signed off.</summary>
    Submitted,

    /// <summary>A later version took its place.</summary>
    Superseded,

    /// <summary>Signed off by somebody other than the submitter.</summary>
    SignedOff,

    /// <summary>Uploaded and without problems; its analyst has not submitted it yet.</summary>
    Checked,

    /// <summary>An HR lead did not sign it off and said why; its analyst corrects it, or submits it again.</summary>
    SentBack,
}

public static class ReturnStatuses
{
    private static readonly string[] Words = ["submitted", "superseded", "signed-off", "checked", "sent-back"];

    public static string Word(this ReturnStatus status) => Words[(int)status];

    public static ReturnStatus Parse(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var at ? (ReturnStatus)at : throw new ArgumentException("There is no such status.", nameof(word));
}
