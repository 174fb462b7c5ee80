namespace Parity.Platform.Publishing;

/// <summary>A folder of one run, readable by this account only, and gone with the run.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Mark = "parity-edition-";
    private const string LockName = "lock";

    private readonly string root;
    private readonly FileStream held;

    public WorkFolder()
    {
        // What a killed process left behind holds true counts: it goes as soon as any other begins.
        foreach (string left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Mark + "*")) DeleteIfLeft(left);
        root = Directory.CreateTempSubdirectory(Mark).FullName;
        held = new FileStream(System.IO.Path.Combine(root, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(root, "run")).FullName;
    }

    public string Path { get; }

    public void Dispose()
    {
        held.Dispose();
        Directory.Delete(root, recursive: true);
    }

    // The system lets go of a lock when its process ends, however it ends. A folder that is in use, just being made, being
    // deleted by another node or somebody else's is left alone.
    private static void DeleteIfLeft(string folder)
    {
        try
        {
            using (new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
