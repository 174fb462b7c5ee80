using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The words of a coded column and the number each stands for; looked up in UTF-8 without making a string.</summary>
internal sealed class WordList
{
    private readonly ulong[] heads;
    private readonly byte[][] words;
    private readonly byte[] values;

    private WordList(IReadOnlyList<(string Word, byte Value)> pairs)
    {
        words = [.. pairs.Select(p => Encoding.UTF8.GetBytes(p.Word))];
        values = [.. pairs.Select(p => p.Value)];
        heads = [.. words.Select(w => Head(w))];
        Words = [.. pairs.Select(p => p.Word)];
    }

    public IReadOnlyList<string> Words { get; }

    /// <param name="code">The format's word for a value; null for a value that has none.</param>
    public static WordList Of<T>(IReadOnlyList<string> words, Func<T, string?> code) where T : struct, Enum
    {
        var pairs = new List<(string, byte)>();
        foreach (var value in Enum.GetValues<T>())
            if (code(value) is { } word && words.Contains(word)) pairs.Add((word, Convert.ToByte(value, null)));
        if (pairs.Count != words.Count) throw new ArgumentException($"{typeof(T).Name} does not cover the words of the format.");
        return new WordList(pairs);
    }

    /// <summary>The number of a word, -1 when it is not one of them.</summary>
    public int Find(ReadOnlySpan<byte> cell)
    {
        ulong head = Head(cell);
        for (int i = 0; i < heads.Length; i++)
            if (heads[i] == head && words[i].Length == cell.Length && (cell.Length <= 8 || words[i].AsSpan().SequenceEqual(cell)))
                return values[i];
        return -1;
    }

    /// <summary>The number of a word in a block, whose slack lets eight bytes be read wherever a cell begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(byte[] block, int start, int length)
    {
        ulong head = Unsafe.ReadUnaligned<ulong>(ref block[start]) & (length >= 8 ? ulong.MaxValue : (1UL << (8 * length)) - 1);
        for (int i = 0; i < heads.Length; i++)
            if (heads[i] == head && words[i].Length == length && (length <= 8 || words[i].AsSpan().SequenceEqual(block.AsSpan(start, length))))
                return values[i];
        return -1;
    }

    private static ulong Head(ReadOnlySpan<byte> cell)
    {
        if (cell.Length >= 8) return BinaryPrimitives.ReadUInt64LittleEndian(cell);
        ulong head = 0;
        for (int i = cell.Length - 1; i >= 0; i--) head = (head << 8) | cell[i];
        return head;
    }
}
