using System.Buffers.Binary;
using System.IO.Compression;

namespace Parity.App.Tests.Workforce;

/// <summary>ZIP archives, sound ones and ones that lie.</summary>
internal static class TestZip
{
    private const int CentralSignature = 0x0201_4B50;

    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> entries, int attributes = 0)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = attributes;
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Of(SampleReturn sample, string folder = "") => Of(sample.Files.Select(f => (folder + f, sample.Bytes(f))));

    /// <summary>Changes bytes of the first central directory header that names the entry.</summary>
    public static byte[] Patched(byte[] zip, string name, int offset, byte[] bytes)
    {
        byte[] copy = [.. zip];
        for (int at = 0; at < copy.Length - 46; at++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(copy.AsSpan(at)) != CentralSignature) continue;
            int length = BinaryPrimitives.ReadUInt16LittleEndian(copy.AsSpan(at + 28));
            if (System.Text.Encoding.UTF8.GetString(copy, at + 46, length) != name) continue;
            bytes.CopyTo(copy, at + offset);
            return copy;
        }

        throw new ArgumentException($"No entry {name}.");
    }

    /// <summary>An entry of so many megabytes of one repeated byte in about a thousandth of the size, after a start, with a header that does not say so.</summary>
    public static byte[] Bomb(string name, string start, int megabytes, byte filler)
    {
        byte[] million = new byte[1024 * 1024];
        Array.Fill(million, filler);
        using var packed = new MemoryStream();
        packed.Write(Block(System.Text.Encoding.UTF8.GetBytes(start)));
        byte[] block = Block(million);
        for (int i = 0; i < megabytes; i++) packed.Write(block);
        packed.Write([0x03, 0x00]);
        return WithContent(name, packed.ToArray());
    }

    /// <summary>Deflated bytes that end on a byte and can be followed by more.</summary>
    private static byte[] Block(byte[] bytes)
    {
        using var block = new MemoryStream();
        using var deflate = new DeflateStream(block, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(bytes);
        deflate.Flush();
        return block.ToArray();
    }

    private static byte[] WithContent(string name, byte[] packed)
    {
        byte[] nameBytes = System.Text.Encoding.UTF8.GetBytes(name);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        void Header(int signature, bool central)
        {
            writer.Write(signature);
            if (central) writer.Write((ushort)20);
            writer.Write((ushort)20);
            writer.Write((ushort)0);
            writer.Write((ushort)8);
            writer.Write(0);
            writer.Write(0);
            writer.Write(packed.Length);
            writer.Write(uint.MaxValue - 1);
            writer.Write((ushort)nameBytes.Length);
            writer.Write((ushort)0);
            if (!central) return;
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write(0);
            writer.Write(0);
        }

        Header(0x0403_4B50, central: false);
        writer.Write(nameBytes);
        writer.Write(packed);
        int directory = (int)stream.Position;
        Header(CentralSignature, central: true);
        writer.Write(nameBytes);
        int size = (int)stream.Position - directory;
        writer.Write(0x0605_4B50);
        writer.Write(0);
        writer.Write((ushort)1);
        writer.Write((ushort)1);
        writer.Write(size);
        writer.Write(directory);
        writer.Write((ushort)0);
        writer.Flush();
        return stream.ToArray();
    }
}
