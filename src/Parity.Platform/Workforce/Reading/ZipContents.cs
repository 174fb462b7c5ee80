using System.IO.Compression;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// The bytes of an archive's entries. Nothing the headers say is believed: what comes out is counted against the limit
/// for the whole archive, and compared with the declared size and checksum at the end.
/// </summary>
internal sealed class ZipContents(string path) : IDisposable
{
    private readonly FileStream archive = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
    private readonly Dictionary<int, long> unpacked = [];
    private List<ZipEntry>? entries;

    public IReadOnlyList<ZipEntry> Entries => entries ??= ZipDirectory.Read(archive);

    /// <summary>Opens an entry from its beginning; it may be opened again, and counts once.</summary>
    public Stream Open(ZipEntry entry)
    {
        var own = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1) { Position = entry.DataOffset };
        Stream packed = new BufferedStream(new Portion(own, entry.CompressedSize), 64 * 1024);
        return new Counted(this, entry, entry.Method == 0 ? packed : new DeflateStream(packed, CompressionMode.Decompress));
    }

    public void Dispose() => archive.Dispose();

    private void Count(ZipEntry entry, long bytes)
    {
        lock (unpacked)
        {
            unpacked[entry.Position] = Math.Max(bytes, unpacked.GetValueOrDefault(entry.Position));
            if (unpacked.Values.Sum() > ReturnFormat.MaxUnpackedBytes)
                throw new RefusedWholeException(ProblemCode.TooLarge, "Send at most 2 GB when unpacked; send aggregate rows with count for large tables.");
        }
    }

    /// <summary>The first bytes of a stream, and not one more.</summary>
    private sealed class Portion(Stream source, long length) : ReadOnlyStream
    {
        private long rest = length;

        public override int Read(Span<byte> buffer)
        {
            int read = source.Read(buffer[..(int)Math.Min(buffer.Length, rest)]);
            rest -= read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Counted(ZipContents owner, ZipEntry entry, Stream source) : ReadOnlyStream
    {
        private long count;
        private uint checksum = Crc32.Start;
        private bool ended;

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty || ended) return 0;
            int read;
            try
            {
                read = source.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw ZipDirectory.Damaged();
            }

            count += read;
            checksum = Crc32.Add(checksum, buffer[..read]);
            if (read > 0) owner.Count(entry, count);
            ended = read == 0;
            if (count > entry.Size || (ended && (count != entry.Size || Crc32.End(checksum) != entry.Crc))) throw ZipDirectory.Damaged();
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }
    }
}
