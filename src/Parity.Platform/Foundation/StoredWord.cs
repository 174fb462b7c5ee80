namespace Parity.Platform.Foundation;

/// <summary>How words of a closed list are stored: in lower case, with a hyphen where a new word begins.</summary>
internal static class StoredWord
{
    public static string Of<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return string.Concat(name.Select((letter, at) => char.IsAsciiLetterUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
    }

    public static T Parse<T>(string word) where T : struct, Enum => TryParse<T>(word) ?? throw new ArgumentException($"There is no such {typeof(T).Name}.", nameof(word));

    public static T? TryParse<T>(string? word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(Of(value), word, StringComparison.Ordinal)) return value;
        return null;
    }
}
