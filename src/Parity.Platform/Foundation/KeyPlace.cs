using System.Text;

namespace Parity.Platform.Foundation;

/// <summary>Where an installation's key lies: given as such, or in a file of its own. Never in the database or its backup.</summary>
public abstract record KeyPlace
{
    private KeyPlace() { }

    public sealed record Given(MasterKey Key) : KeyPlace;

    public sealed record InFile(string Path) : KeyPlace;

    /// <summary>A folder with one key file for each database that was made from here, named by the database's id.</summary>
    public sealed record InFolder(string Path) : KeyPlace;

    /// <summary>Where the environment says the key is; without a word from it, in the owner's own configuration folder.</summary>
    /// <exception cref="InvalidDataException">PARITY_KEY is not a key.</exception>
    public static KeyPlace Configured(Func<string, string?> variable)
    {
        if (variable("PARITY_KEY") is { Length: > 0 } text)
            return MasterKey.TryParse(text, out var key) ? new Given(key!) : throw new InvalidDataException("PARITY_KEY does not hold a key of 32 bytes in base64.");
        if (variable("PARITY_KEY_FILE") is { Length: > 0 } file) return new InFile(System.IO.Path.GetFullPath(file));
        string home = variable("XDG_CONFIG_HOME") is { Length: > 0 } given ? given : System.IO.Path.Combine(variable("HOME") ?? ".", ".config");
        return new InFolder(System.IO.Path.Combine(home, "parity", "keys"));
    }

    /// <summary>Finds the key of an existing database; null if it is not there.</summary>
    public MasterKey? Find(Guid database)
    {
        if (this is Given given) return given.Key;
        string path = PathFor(database);
        if (!File.Exists(path)) return null;
        return MasterKey.TryParse(File.ReadAllText(path), out var key) ? key : throw new InvalidDataException($"{path} does not hold a key of 32 bytes in base64.");
    }

    /// <summary>Finds the key for a database that is being made, or makes it and has it on disk before returning.</summary>
    public MasterKey FindOrMake(Guid database)
    {
        if (Find(database) is { } known) return known;
        string path = PathFor(database);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var made = MasterKey.New();
        string draft = $"{path}.{Environment.ProcessId}";
        using (var file = OwnersFile.Make(draft, FileMode.Create))
        {
            file.Write(Encoding.ASCII.GetBytes(made.ToText() + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
        return made;
    }

    /// <summary>In words, for a message.</summary>
    public string Describe(Guid database) => this is Given ? "the key given in the environment" : PathFor(database);

    private string PathFor(Guid database) => this switch
    {
        InFile file => file.Path,
        InFolder folder => System.IO.Path.Combine(folder.Path, TypedId.Text(database) + ".key"),
        Given => throw new InvalidOperationException("A key that is given has no path."),
        _ => throw new InvalidOperationException(),
    };
}
