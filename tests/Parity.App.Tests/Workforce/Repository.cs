namespace Parity.App.Tests.Workforce;

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Parity.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
