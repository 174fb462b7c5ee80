using System.IO.Compression;
using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Server;

/// <summary>One published edition in memory: every public file of its folder by its path under the folder.</summary>
/// <param name="Files">By path with forward slashes, e.g. <c>data/figures.csv</c>; pages under their own file name.</param>
internal sealed record PublishedEdition(EditionCard Card, IReadOnlyDictionary<string, PublishedFile> Files)
{
    /// <summary>The one folder of a publication that is not public.</summary>
    private const string Internal = "internal";

    /// <summary>
    /// Reads a folder that <c>publish</c> wrote. What is not a plain file of it stays unknown to the server: the
    /// internal folder, names that start with a dot, and links, which could lead out of the folder.
    /// </summary>
    public static async Task<PublishedEdition> ReadAsync(string folder, CancellationToken stop)
    {
        var files = new Dictionary<string, PublishedFile>(StringComparer.Ordinal);
        var root = new DirectoryInfo(folder);
        foreach (var file in PublicFiles(root, isRoot: true))
        {
            string path = Path.GetRelativePath(root.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            files.Add(path, await PublishedFile.ReadAsync(file, stop));
        }

        return new(CardOf(folder), files);
    }

    /// <summary>The same of a kept archive of such a folder.</summary>
    public static PublishedEdition Read(byte[] zip, DateTimeOffset modified)
    {
        var files = new Dictionary<string, PublishedFile>(StringComparer.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries.Where(e => IsPublic(e.FullName)))
        {
            using var content = entry.Open();
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            files.Add(entry.FullName, PublishedFile.Of(Path.GetExtension(entry.FullName), bytes, modified));
        }

        using var card = archive.GetEntry(EditionCard.Place)!.Open();
        return new(EditionCard.Read(card), files);
    }

    private static bool IsPublic(string path) =>
        !path.EndsWith('/') && !path.Split('/').Any(part => part.StartsWith('.')) && !string.Equals(path.Split('/')[0], Internal, StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder itself if <c>publish</c> wrote it, else those right inside it that were.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder) =>
        IsOne(folder) ? [folder]
        : Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(IsOne).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The card of a folder that <c>publish</c> wrote.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no edition.</exception>
    public static EditionCard CardOf(string folder)
    {
        using var card = File.OpenRead(Path.Combine(folder, EditionCard.Place));
        return EditionCard.Read(card);
    }

    private static bool IsOne(string folder) => File.Exists(Path.Combine(folder, EditionCard.Place));

    private static IEnumerable<FileInfo> PublicFiles(DirectoryInfo folder, bool isRoot)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || entry.LinkTarget is not null) continue;
            if (entry is FileInfo file)
                yield return file;
            else if (entry is DirectoryInfo inner && !(isRoot && string.Equals(inner.Name, Internal, StringComparison.OrdinalIgnoreCase)))
                foreach (var deeper in PublicFiles(inner, isRoot: false))
                    yield return deeper;
        }
    }
}
