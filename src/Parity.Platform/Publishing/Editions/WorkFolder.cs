using System.Globalization;

namespace Parity.Platform.Publishing;

/// <summary>A folder of one run, readable by this account only, and gone with the run.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Mark = "parity-edition-";

    public WorkFolder()
    {
        // What a killed process left behind holds true counts: it goes as soon as any other begins.
        foreach (string left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Mark + "*").Where(IsOfTheDead)) Directory.Delete(left, recursive: true);
        Path = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Mark}{Environment.ProcessId}-")).FullName;
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static bool IsOfTheDead(string folder)
    {
        string owner = System.IO.Path.GetFileName(folder)[Mark.Length..].Split('-')[0];
        return OperatingSystem.IsLinux() && int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}"));
    }
}
