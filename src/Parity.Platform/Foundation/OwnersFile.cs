namespace Parity.Platform.Foundation;

/// <summary>Makes a file that nobody else on the machine reads, from its first byte on. (On Windows the folder says who may.)</summary>
internal static class OwnersFile
{
    /// <exception cref="IOException">With <see cref="FileMode.CreateNew"/>: there is such a file.</exception>
    public static FileStream Make(string path, FileMode mode = FileMode.CreateNew, FileShare share = FileShare.Read, FileOptions options = FileOptions.None)
    {
        var made = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = options };
        if (!OperatingSystem.IsWindows()) made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, made);
    }
}
