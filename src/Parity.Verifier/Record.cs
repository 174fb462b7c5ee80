namespace Parity.Verifier;

/// <summary>
/// One record of a CSV file: where its fields stand in the text. Most are numbers that need never be strings of their own. The
/// next record takes the place of this one: what is kept of it is copied.
/// </summary>
internal sealed class Record(string text)
{
    // Counts beyond a million million are not counts of people.
    private const long Most = 1_000_000_000_000;

    // The words of a quoted field are not as they stand in the text.
    private readonly List<(int From, int Length, string? Unquoted)> fields = [];

    /// <summary>From 1, the header.</summary>
    public int Number { get; private set; }

    public int Count => fields.Count;

    public string this[int field] => fields[field] is var (from, length, unquoted) && unquoted is not null ? unquoted : text.Substring(from, length);

    public string[] All => [.. Enumerable.Range(0, Count).Select(f => this[f])];

    public ReadOnlySpan<char> At(int field) => fields[field] is var (from, length, unquoted) && unquoted is not null ? unquoted : text.AsSpan(from, length);

    /// <summary>The fields from one on, each a count.</summary>
    public long[] Numbers(int first, string path)
    {
        long[] numbers = new long[Count - first];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Whole(first + i, path);
        return numbers;
    }

    /// <summary>A whole number, 0 or more.</summary>
    public long Whole(int field, string path)
    {
        long whole = 0;
        var digits = At(field);
        foreach (char digit in digits)
        {
            whole = digit is >= '0' and <= '9' && whole <= Most ? (whole * 10) + (digit - '0') : Most + 1;
        }
        return digits.Length > 0 && whole <= Most ? whole : throw new RefusedException($"{Path.GetFileName(path)}, record {Number}: a count is a whole number, 0 or more.");
    }

    public bool IsEmpty => Count == 1 && fields[0] is { Length: 0, Unquoted: null or "" };

    public void Begin() => fields.Clear();

    public void Add(int from, int length, string? unquoted = null) => fields.Add((from, length, unquoted));

    public void End() => Number++;
}
