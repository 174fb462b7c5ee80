using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Indicators;
using Parity.Platform.Foundation;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// One return of a version that is being made, counted: the work of one node for whichever node puts the version
/// together. It holds people's rows, so it is sealed, and gone with the last step.
/// </summary>
internal sealed class EditionPart
{
    public const string Job = "edition figures";
    private const string Purpose = "edition part";

    /// <summary>What one version of the program counted, another does not read: it counts again.</summary>
    private static readonly string ThisProgram = $"{typeof(CountedReturn).Module.ModuleVersionId} {typeof(EditionPart).Module.ModuleVersionId}";

    public required VersionId Version { get; init; }
    public required ReturnId Return { get; init; }
    public required DateTimeOffset CountedAt { get; init; }

    /// <summary>Which build of the program counted it.</summary>
    public required string Program { get; init; }

    /// <summary>Null where the return was refused.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>Why it was refused, a line for each reason.</summary>
    public string? Trouble { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<EditionPart>(part =>
    {
        part.ToTable("publishing_edition_parts");
        part.HasKey(p => new { p.Version, p.Return });
        part.HasOne<EditionVersion>().WithMany().HasForeignKey(p => p.Version);
    });

    public static string Subject(VersionId version, ReturnId one) => $"{version} {one}";

    public static bool TryRead(string subject, out VersionId version, out ReturnId one)
    {
        one = default;
        var words = subject.Split(' ');
        return TypedId.TryParse(words[0], out version) && words.Length == 2 && TypedId.TryParse(words[1], out one);
    }

    public static EditionPart Of(VersionId version, ReturnId one, CountedReturn counted, MasterKey key, TimeProvider clock)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(packed, counted, EditionPartJson.Default.CountedReturn);
        return new() { Version = version, Return = one, CountedAt = clock.GetUtcNow(), Program = ThisProgram, Sealed = key.Seal(Purpose, bytes.ToArray(), About(version, one)) };
    }

    public static EditionPart Refused(VersionId version, ReturnId one, IEnumerable<string> reasons, TimeProvider clock) =>
        new() { Version = version, Return = one, CountedAt = clock.GetUtcNow(), Program = ThisProgram, Trouble = string.Join('\n', reasons) };

    /// <summary>Whether it can be read here.</summary>
    public bool IsOfThisProgram => string.Equals(Program, ThisProgram, StringComparison.Ordinal);

    public CountedReturn Open(MasterKey key)
    {
        using var packed = new BrotliStream(new MemoryStream(key.Open(Purpose, Sealed!, About(Version, Return))), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(packed, EditionPartJson.Default.CountedReturn)!;
    }

    private static byte[] About(VersionId version, ReturnId one) => [.. version.Value.ToByteArray(), .. one.Value.ToByteArray()];
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = [typeof(ScopeConverter)])]
[JsonSerializable(typeof(CountedReturn))]
internal sealed partial class EditionPartJson : JsonSerializerContext;

/// <summary>A scope as an object of its keys.</summary>
internal sealed class ScopeConverter : JsonConverter<Scope>
{
    public override Scope Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = new List<(string, string)>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            parts.Add((key, reader.GetString()!));
        }

        return Scope.Of([.. parts]);
    }

    public override void Write(Utf8JsonWriter writer, Scope value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, part) in value.Parts) writer.WriteString(key, part);
        writer.WriteEndObject();
    }
}
