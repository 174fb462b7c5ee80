namespace Parity.Platform.Workforce.Reading;

/// <summary>Tells by its first bytes, never by its name, in which of the three forms a return was sent.</summary>
internal static class ReturnSources
{
    private const string Forms = "Give a folder of CSV files, a ZIP of them or an XLSX workbook.";

    public static IReturnSource Open(string path)
    {
        if (Directory.Exists(path)) return new FolderSource(path);
        Span<byte> first = stackalloc byte[8];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1))
        {
            if (file.Length > ReturnFormat.MaxSentBytes)
                throw new RefusedWholeException(ProblemCode.TooLarge, "Send at most 200 MB; a ZIP of CSV files is smallest.");
            first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        }

        if (first.StartsWith("PK"u8)) return Archive(path);
        throw new RefusedWholeException(ProblemCode.NotAReturn, first.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0])
            ? "This is an old or password-protected workbook. Take the password off, save it as XLSX and send it again."
            : "This file is neither a ZIP nor an XLSX workbook. " + Forms);
    }

    private static IReturnSource Archive(string path)
    {
        var contents = new ZipContents(path);
        try
        {
            if (Has(contents, "[Content_Types].xml") || contents.Entries.Any(e => e.Name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
                return new WorkbookSource(contents);
            if (Has(contents, "mimetype") && Has(contents, "content.xml"))
                throw new RefusedWholeException(ProblemCode.NotAReturn, "This is an OpenDocument file. Save it as XLSX, or as CSV files in a ZIP.");
            return new ArchiveSource(contents);
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    private static bool Has(ZipContents contents, string name) => contents.Entries.Any(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
