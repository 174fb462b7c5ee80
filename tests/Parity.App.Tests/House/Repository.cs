namespace Parity.App.Tests.House;

/// <summary>The tree the tests were built from: its root and the files a reader of it sees.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotOurs = new(["bin", "obj", "node_modules", ".git", ".build", "TestResults"], StringComparer.Ordinal);

    public static string Root { get; } = FindRoot();

    /// <summary>Paths with forward slashes under the root, of everything that is kept in the repository.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Under(new DirectoryInfo(Root)).Select(f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Under(DirectoryInfo folder) => folder.EnumerateFileSystemInfos().SelectMany(entry => entry switch
    {
        FileInfo file => [file],
        DirectoryInfo inner when !NotOurs.Contains(inner.Name) && inner.LinkTarget is null => Under(inner),
        _ => [],
    });

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Parity.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
