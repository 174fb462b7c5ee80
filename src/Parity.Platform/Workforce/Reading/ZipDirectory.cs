using System.Buffers.Binary;
using System.Text;

namespace Parity.Platform.Workforce.Reading;

/// <param name="Position">The entry's place in the archive, from 1.</param>
/// <param name="DataOffset">Where the compressed bytes begin.</param>
internal sealed record ZipEntry(int Position, string Name, long HeaderOffset, long DataOffset, long CompressedSize, long Size, ushort Method, uint Crc)
{
    public bool IsFolder => Name.EndsWith('/');
}

/// <summary>
/// Reads the directory of a ZIP and refuses what a return never needs. It is read here, and not by the framework,
/// because the framework makes an object for each of millions of entries before a limit can be looked at.
/// Source: PKWARE APPNOTE 6.3, sections 4.3 and 4.4.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x0605_4B50;
    private const uint End64LocatorSignature = 0x0706_4B50;
    private const uint End64Signature = 0x0606_4B50;
    private const uint CentralSignature = 0x0201_4B50;
    private const uint LocalSignature = 0x0403_4B50;
    private const int EndSize = 22;
    private const int CentralSize = 46;
    private const int LocalSize = 30;
    private const ushort Encrypted = 1 << 0 | 1 << 6 | 1 << 13;
    private const ushort AesMethod = 99;
    private const int UnixKindMask = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;
    private const string Again = "Make the ZIP again with the usual compression of your system and send it again.";

    public static List<ZipEntry> Read(Stream archive)
    {
        var (count, offset, size) = ReadEnd(archive);
        if (count > ReturnFormat.MaxEntries) throw TooMany();
        var entries = new List<ZipEntry>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var head = new byte[CentralSize];
        long at = offset;
        while (at < offset + size)
        {
            if (entries.Count == ReturnFormat.MaxEntries) throw TooMany();
            ReadAt(archive, at, head);
            if (Uint(head, 0) != CentralSignature) throw Damaged();
            var tail = new byte[Short(head, 28) + Short(head, 30)];
            ReadAt(archive, at + CentralSize, tail);
            var entry = Entry(archive, head, tail, entries.Count + 1);
            if (!names.Add(entry.Name.TrimEnd('/')))
                throw new RefusedWholeException(ProblemCode.DuplicateName, $"Keep one file of each name; entry #{entry.Position} repeats another.");
            entries.Add(entry);
            at += CentralSize + tail.Length + Short(head, 32);
        }

        if (at != offset + size || entries.Count != count) throw Damaged();
        RefuseOverlaps(entries, offset);
        return entries;
    }

    public static RefusedWholeException Damaged() => new(ProblemCode.DamagedArchive, "The archive is damaged or incomplete. " + Again);

    private static ZipEntry Entry(Stream archive, byte[] head, byte[] tail, int position)
    {
        var nameBytes = tail.AsSpan(0, Short(head, 28));
        string name = Encoding.UTF8.GetString(nameBytes);
        RefuseUnsafe(name, position);
        int kind = (int)(Uint(head, 38) >> 16) & UnixKindMask;
        if (kind is not 0 and not UnixFile and not UnixFolder)
            throw new RefusedWholeException(ProblemCode.ArchiveLink, $"Send files only: entry #{position} is a link or a device.");
        ushort method = Short(head, 10);
        if ((Short(head, 8) & Encrypted) != 0 || method == AesMethod)
            throw new RefusedWholeException(ProblemCode.Encrypted, "Send the archive without a password; the connection protects it.");
        if (method is not 0 and not 8)
            throw new RefusedWholeException(ProblemCode.DamagedArchive, $"Entry #{position} uses a rare kind of compression. " + Again);

        long compressed = Uint(head, 20), size = Uint(head, 24), headerOffset = Uint(head, 42);
        ReadExtra64(tail.AsSpan(nameBytes.Length), ref size, ref compressed, ref headerOffset);
        var local = new byte[LocalSize];
        ReadAt(archive, headerOffset, local);
        if (Uint(local, 0) != LocalSignature || Short(local, 26) != nameBytes.Length) throw Damaged();
        var localName = new byte[nameBytes.Length];
        ReadAt(archive, headerOffset + LocalSize, localName);
        if (!nameBytes.SequenceEqual(localName)) throw Damaged();
        long data = headerOffset + LocalSize + Short(local, 26) + Short(local, 28);
        if (compressed < 0 || data + compressed > archive.Length) throw Damaged();
        return new ZipEntry(position, name, headerOffset, data, compressed, size, method, Uint(head, 16));
    }

    private static void RefuseUnsafe(string name, int position)
    {
        bool isUnsafe = name.Length == 0 || name.Contains('\\') || name.StartsWith('/') || name.Contains(':') || name.Any(char.IsControl)
            || name.TrimEnd('/').Split('/').Any(part => part is "" or "." or "..");
        if (isUnsafe)
            throw new RefusedWholeException(ProblemCode.UnsafeName,
                $"Use plain file names, at the root of the archive or in one folder: the name of entry #{position} is not.");
    }

    /// <summary>Two entries over the same bytes are how small archives claim to hold much.</summary>
    private static void RefuseOverlaps(List<ZipEntry> entries, long directory)
    {
        long free = 0;
        foreach (var entry in entries.OrderBy(e => e.HeaderOffset))
        {
            if (entry.HeaderOffset < free) throw Damaged();
            free = entry.DataOffset + entry.CompressedSize;
        }

        if (free > directory) throw Damaged();
    }

    private static (long Count, long Offset, long Size) ReadEnd(Stream archive)
    {
        int length = (int)Math.Min(archive.Length, EndSize + ushort.MaxValue);
        if (length < EndSize) throw Damaged();
        var tail = new byte[length];
        ReadAt(archive, archive.Length - length, tail);
        for (int at = length - EndSize; at >= 0; at--)
        {
            if (Uint(tail, at) != EndSignature || at + EndSize + Short(tail, at + 20) != length) continue;
            long count = Short(tail, at + 10), size = Uint(tail, at + 12), offset = Uint(tail, at + 16);
            bool wide = count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue;
            if (wide) (count, offset, size) = ReadEnd64(archive, archive.Length - length + at);
            if (Short(tail, at + 4) is not 0 and not ushort.MaxValue) throw Damaged();
            if (count < 0 || offset < 0 || size < 0 || offset + size > archive.Length) throw Damaged();
            return (count, offset, size);
        }

        throw Damaged();
    }

    private static (long Count, long Offset, long Size) ReadEnd64(Stream archive, long end)
    {
        var locator = new byte[20];
        ReadAt(archive, end - locator.Length, locator);
        if (Uint(locator, 0) != End64LocatorSignature) throw Damaged();
        var record = new byte[56];
        ReadAt(archive, BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), record);
        if (Uint(record, 0) != End64Signature) throw Damaged();
        return (Long(record, 32), Long(record, 48), Long(record, 40));
    }

    private static void ReadExtra64(ReadOnlySpan<byte> extra, ref long size, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (extra.Length < 4 + length) return;
            var field = extra.Slice(4, length);
            if (id == 1)
            {
                Widen(ref field, ref size);
                Widen(ref field, ref compressed);
                Widen(ref field, ref offset);
            }

            extra = extra[(4 + length)..];
        }
    }

    private static void Widen(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != uint.MaxValue || field.Length < 8) return;
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
    }

    private static void ReadAt(Stream archive, long offset, byte[] into)
    {
        if (offset < 0 || offset + into.Length > archive.Length) throw Damaged();
        archive.Position = offset;
        archive.ReadExactly(into);
    }

    private static RefusedWholeException TooMany() => new(
        ProblemCode.TooManyEntries, $"Send the files of one return only; an archive may hold at most {ReturnFormat.MaxEntries} entries.");

    private static ushort Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
    private static uint Uint(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
    private static long Long(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
}
