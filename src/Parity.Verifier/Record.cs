using System.Text;

namespace Parity.Verifier;

/// <summary>
/// One record of a CSV file: where its fields stand in the text. Most are numbers that need never be strings of their own. The
/// next record takes the place of this one: what is kept of it is copied.
/// </summary>
internal sealed class Record(byte[] text)
{
    // Counts beyond a million million are not counts of people.
    private const long Most = 1_000_000_000_000;

    // The words of a quoted field are not as they stand in the text.
    private readonly Dictionary<int, byte[]> unquoted = [];
    private Field[] fields = new Field[16];

    /// <summary>From 1, the header.</summary>
    public int Number { get; private set; }

    public int Count { get; private set; }

    public string this[int field] => Encoding.UTF8.GetString(At(field));

    public string[] All => [.. Enumerable.Range(0, Count).Select(f => this[f])];

    /// <summary>A field as UTF-8.</summary>
    public ReadOnlySpan<byte> At(int field)
    {
        var (from, length, _) = fields[field];
        return length >= 0 ? text.AsSpan(from, length) : unquoted[field];
    }

    /// <summary>The fields from one on, each a count.</summary>
    public long[] Numbers(int first, string path)
    {
        long[] numbers = new long[Count - first];
        Numbers(first, numbers, path);
        return numbers;
    }

    /// <summary>The fields from one on, each a count, as many as there is room for.</summary>
    public void Numbers(int first, Span<long> numbers, string path)
    {
        var read = fields.AsSpan(first, numbers.Length);
        for (int i = 0; i < numbers.Length; i++) numbers[i] = read[i].Whole >= 0 ? read[i].Whole : Whole(first + i, path);
    }

    /// <summary>A whole number, 0 or more.</summary>
    public long Whole(int field, string path)
    {
        long whole = 0;
        var digits = At(field);
        foreach (byte digit in digits)
        {
            whole = digit is >= (byte)'0' and <= (byte)'9' && whole <= Most ? (whole * 10) + (digit - '0') : Most + 1;
        }
        return digits.Length > 0 && whole <= Most ? whole : throw new RefusedException($"{Path.GetFileName(path)}, record {Number}: a count is a whole number, 0 or more.");
    }

    public bool IsEmpty => Count == 1 && At(0).IsEmpty;

    public void Begin()
    {
        Count = 0;
        unquoted.Clear();
    }

    public void Add(int from, int length, long whole = -1)
    {
        if (Count == fields.Length) Array.Resize(ref fields, 2 * Count);
        fields[Count++] = new(from, length, whole);
    }

    public void AddUnquoted(byte[] words)
    {
        unquoted[Count] = words;
        Add(0, -1);
    }

    public void End() => Number++;

    /// <param name="Length">-1 where the words are not as they stand in the text.</param>
    /// <param name="Whole">The number, where it was plain to see while looking for the end; otherwise -1.</param>
    private readonly record struct Field(int From, int Length, long Whole);
}
