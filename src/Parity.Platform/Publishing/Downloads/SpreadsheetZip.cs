using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>
/// The archive that both spreadsheet forms are: entries in order, all with one fixed time, so that the same edition is
/// always the same bytes.
/// </summary>
internal sealed class SpreadsheetZip(Stream stream) : IDisposable
{
    private static readonly DateTimeOffset FirstZipDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CloseOutput = true };

    private readonly ZipArchive _archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    public void Add(string name, Action<XmlWriter> write)
    {
        using var xml = XmlWriter.Create(Open(name, CompressionLevel.Optimal), Settings);
        xml.WriteStartDocument();
        write(xml);
        xml.WriteEndDocument();
    }

    /// <summary>An entry that readers look for uncompressed at a fixed place, such as the media type.</summary>
    public void AddStored(string name, string text)
    {
        using var entry = Open(name, CompressionLevel.NoCompression);
        entry.Write(Encoding.ASCII.GetBytes(text));
    }

    public void Dispose() => _archive.Dispose();

    private Stream Open(string name, CompressionLevel level)
    {
        var entry = _archive.CreateEntry(name, level);
        entry.LastWriteTime = FirstZipDay;
        return entry.Open();
    }
}
