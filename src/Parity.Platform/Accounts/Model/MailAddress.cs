using System.Text.RegularExpressions;

namespace Parity.Platform.Accounts.Model;

/// <summary>A mail address as it is kept and compared. Whether it works is found out by sending to it.</summary>
internal static partial class MailAddress
{
    public const string Advice = "Enter a mail address such as name@example.org.";
    private const int Longest = 254;

    public static string? Parse(string? text)
    {
        string mail = (text ?? "").Trim().ToLowerInvariant();
        return mail.Length <= Longest && Shape().IsMatch(mail) ? mail : null;
    }

    // No control character, so that no header can be slipped into a mail.
    [GeneratedRegex(@"\A[^\s@<>()\[\]\\,;:""\p{C}]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
