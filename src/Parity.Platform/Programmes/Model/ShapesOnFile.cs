using System.Text.Json;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>The shapes that come with the program, from <c>reference/programme-shapes.json</c>.</summary>
internal static class ShapesOnFile
{
    private const string Resource = "reference/programme-shapes.json";
    private static readonly Lazy<IReadOnlyList<ProgrammeShape>> Shapes = new(Read);

    public static IReadOnlyList<ProgrammeShape> All => Shapes.Value;

    public static ProgrammeShape Named(string code) => All.First(s => s.Code == code);

    private static List<ProgrammeShape> Read()
    {
        using var json = typeof(ShapesOnFile).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, ShapeJson.Default.ListProgrammeShape)!;
    }
}
