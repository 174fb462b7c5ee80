using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The words of a coded column and the number each stands for; looked up in UTF-8 without making a string.</summary>
internal sealed class WordList
{
    private const int Slots = 64;
    private const int SlotBits = 6;

    /// <summary>Spreads the first eight bytes of the words over the slots, each to one of its own.</summary>
    private readonly ulong multiplier;

    private readonly ulong[] heads = new ulong[Slots];
    private readonly byte[]?[] words = new byte[Slots][];
    private readonly byte[] values = new byte[Slots];

    private WordList(IReadOnlyList<(string Word, byte Value)> pairs)
    {
        Words = [.. pairs.Select(p => p.Word)];
        ulong[] all = [.. Words.Select(w => Head(Encoding.UTF8.GetBytes(w)))];
        multiplier = Multiplier(all);
        for (int i = 0; i < all.Length; i++)
        {
            int slot = SlotOf(all[i]);
            (heads[slot], words[slot], values[slot]) = (all[i], Encoding.UTF8.GetBytes(pairs[i].Word), pairs[i].Value);
        }
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
    public int Find(ReadOnlySpan<byte> cell) => Find(Head(cell), cell);

    /// <summary>The number of a word in a block, whose slack lets eight bytes be read wherever a cell begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(byte[] block, int start, int length)
    {
        ulong head = Unsafe.ReadUnaligned<ulong>(ref block[start]) & (length >= 8 ? ulong.MaxValue : (1UL << (8 * length)) - 1);
        return Find(head, block.AsSpan(start, length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong head, ReadOnlySpan<byte> cell)
    {
        int slot = SlotOf(head);
        bool same = heads[slot] == head && words[slot] is { } word && word.Length == cell.Length && (cell.Length <= 8 || cell.SequenceEqual(word));
        return same ? values[slot] : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ulong head) => (int)((head * multiplier) >> (64 - SlotBits));

    /// <summary>The first of a fixed row of odd numbers that gives every word a slot of its own.</summary>
    private static ulong Multiplier(ulong[] heads)
    {
        const ulong step = 0x9E37_79B9_7F4A_7C15;
        for (ulong tried = 1; tried < 10_000; tried++)
            if (Spreads(heads, (tried * step) | 1)) return (tried * step) | 1;
        throw new ArgumentException("Two words of the format begin with the same eight bytes.");
    }

    private static bool Spreads(ulong[] heads, ulong multiplier)
    {
        ulong taken = 0;
        foreach (ulong head in heads)
        {
            ulong slot = 1UL << (int)((head * multiplier) >> (64 - SlotBits));
            if ((taken & slot) != 0) return false;
            taken |= slot;
        }

        return true;
    }

    private static ulong Head(ReadOnlySpan<byte> cell)
    {
        if (cell.Length >= 8) return BinaryPrimitives.ReadUInt64LittleEndian(cell);
        ulong head = 0;
        for (int i = cell.Length - 1; i >= 0; i--) head = (head << 8) | cell[i];
        return head;
    }
}
