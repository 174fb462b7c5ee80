namespace Parity.Platform.Foundation;

/// <summary>Why somebody does what they do, in their own words. It goes into the log of changes, where it stays for good.</summary>
public static class OwnReason
{
    public const int Longest = 300;

    public const string Advice = "Say why, in your own words and at most 300 characters.";

    public const string Hint = "It stays in the log of changes: name nobody, and say nothing about anybody's health, origin or belief";

    /// <returns>The reason as it is kept; null where none is given.</returns>
    public static string? Read(string? text) => text?.Trim() is { Length: > 0 and <= Longest } words && !words.Any(char.IsControl) ? words : null;
}
