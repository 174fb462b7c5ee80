using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// Exact text keys, numbered in the order they are added, without an object per key: the bytes lie end to end in one
/// array. A hash only says where to look; equality is always decided on the bytes. The hash is keyed per process, so
/// that nobody can prepare keys that all fall together.
/// </summary>
internal sealed class KeyTable
{
    private static readonly ulong Secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private byte[] text;
    private int[] ends;

    /// <summary>More keys than rows are allowed in a return, and few enough to leave room for a tag of the hash beside a key's number.</summary>
    private const int NumberBits = 24;

    private const uint Number = (1u << NumberBits) - 1;

    /// <summary>Open addressing: the highest bits of a key's hash above its number plus one; 0 is free.</summary>
    private uint[] slots;

    /// <summary>Kept so that the looking is not optimised away.</summary>
    private uint lastSeen;

    public KeyTable(int expected = 0)
    {
        int size = 16;
        while (size * 4L < expected * 5L) size *= 2;
        slots = new uint[size];
        ends = new int[Math.Max(expected, 16)];
        text = new byte[Math.Max(expected * 8, 256)];
    }

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int key] => text.AsSpan(Begin(key), ends[key] - Begin(key));

    /// <returns>The key's number, -1 when it is not there.</returns>
    public int Find(ReadOnlySpan<byte> key)
    {
        return TryFind(key, Hash(key), out int at) ? (int)(slots[at] & Number) - 1 : -1;
    }

    public int Add(ReadOnlySpan<byte> key, out bool added) => Add(key, Hash(key), out added);

    /// <summary>
    /// Looks at the places where keys will be added. In a large table each place is a wait for memory; looked at
    /// together and before they are needed, the waits overlap.
    /// </summary>
    public void Approach(ReadOnlySpan<uint> coming)
    {
        uint[] places = slots;
        uint seen = 0;
        foreach (uint hash in coming) seen |= places[(int)hash & (places.Length - 1)];
        lastSeen = seen;
    }

    /// <param name="hash">As <see cref="Hash"/> gives it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(ReadOnlySpan<byte> key, uint hash, out bool added)
    {
        added = !TryFind(key, hash, out int at);
        if (!added) return (int)(slots[at] & Number) - 1;
        if (Count == (int)Number - 1) throw new InvalidOperationException("A table of keys is full.");

        int begin = Count == 0 ? 0 : ends[Count - 1];
        int end = checked(begin + key.Length);
        if (end > text.Length) Array.Resize(ref text, (int)Math.Min(Math.Max(end, text.Length * 2L), Array.MaxLength));
        if (Count == ends.Length) Array.Resize(ref ends, Count * 2);

        key.CopyTo(text.AsSpan(begin));
        ends[Count] = end;
        slots[at] = (hash & ~Number) | (uint)++Count;
        if (Count * 5L > slots.Length * 4L) Widen();
        return Count - 1;
    }

    public string Text(int key) => System.Text.Encoding.UTF8.GetString(this[key]);

    private int Begin(int key) => key == 0 ? 0 : ends[key - 1];

    /// <returns>False with the free place where the key belongs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFind(ReadOnlySpan<byte> key, uint hash, out int at)
    {
        uint[] places = slots;
        int mask = places.Length - 1;
        for (at = (int)hash & mask; places[at] != 0; at = (at + 1) & mask)
            if (((places[at] ^ hash) & ~Number) == 0 && this[(int)(places[at] & Number) - 1].SequenceEqual(key)) return true;
        return false;
    }

    private void Widen()
    {
        var wider = new uint[slots.Length * 2];
        int mask = wider.Length - 1;
        for (int key = 0; key < Count; key++)
        {
            uint hash = Hash(this[key]);
            int at = (int)hash & mask;
            while (wider[at] != 0) at = (at + 1) & mask;
            wider[at] = (hash & ~Number) | (uint)(key + 1);
        }

        slots = wider;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        ulong hash = Secret ^ (uint)key.Length;
        while (key.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key));
            key = key[8..];
        }

        ulong rest = 0;
        for (int i = 0; i < key.Length; i++) rest |= (ulong)key[i] << (8 * i);
        hash = Mix(hash ^ rest);
        return (uint)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15UL ^ (Secret << 1), out ulong low);
        return high ^ low;
    }
}
