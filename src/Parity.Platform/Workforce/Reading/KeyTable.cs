using System.Buffers.Binary;
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
    private uint[] hashes;
    private int[] slots;

    public KeyTable(int expected = 0)
    {
        int size = 16;
        while (size * 3L < expected * 4L) size *= 2;
        slots = new int[size];
        ends = new int[Math.Max(expected, 16)];
        hashes = new uint[Math.Max(expected, 16)];
        text = new byte[Math.Max(expected * 8, 256)];
    }

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int key] => text.AsSpan(Begin(key), ends[key] - Begin(key));

    /// <returns>The key's number, -1 when it is not there.</returns>
    public int Find(ReadOnlySpan<byte> key)
    {
        uint hash = Hash(key);
        int mask = slots.Length - 1;
        for (int at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            int found = slots[at] - 1;
            if (found < 0) return -1;
            if (hashes[found] == hash && this[found].SequenceEqual(key)) return found;
        }
    }

    public int Add(ReadOnlySpan<byte> key, out bool added)
    {
        uint hash = Hash(key);
        int mask = slots.Length - 1;
        int at = (int)hash & mask;
        for (; slots[at] != 0; at = (at + 1) & mask)
        {
            int found = slots[at] - 1;
            if (hashes[found] != hash || !this[found].SequenceEqual(key)) continue;
            added = false;
            return found;
        }

        int begin = Count == 0 ? 0 : ends[Count - 1];
        int end = checked(begin + key.Length);
        if (end > text.Length) Array.Resize(ref text, (int)Math.Min(Math.Max(end, text.Length * 2L), Array.MaxLength));
        if (Count == ends.Length)
        {
            Array.Resize(ref ends, Count * 2);
            Array.Resize(ref hashes, Count * 2);
        }

        key.CopyTo(text.AsSpan(begin));
        ends[Count] = end;
        hashes[Count] = hash;
        slots[at] = ++Count;
        added = true;
        if (Count * 4L > slots.Length * 3L) Widen();
        return Count - 1;
    }

    public string Text(int key) => System.Text.Encoding.UTF8.GetString(this[key]);

    private int Begin(int key) => key == 0 ? 0 : ends[key - 1];

    private void Widen()
    {
        var wider = new int[slots.Length * 2];
        int mask = wider.Length - 1;
        for (int key = 0; key < Count; key++)
        {
            int at = (int)hashes[key] & mask;
            while (wider[at] != 0) at = (at + 1) & mask;
            wider[at] = key + 1;
        }

        slots = wider;
    }

    private static uint Hash(ReadOnlySpan<byte> key)
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
