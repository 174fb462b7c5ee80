using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Programmes.Rules;

/// <summary>In what a kind of development time is counted.</summary>
public enum DayUnit
{
    Day,
    HalfDay,
    Hour,
}

/// <summary>One kind of development time: what it is called, how much of it, and how long a day of it is.</summary>
/// <param name="Code">Stable within the shape, such as <c>stretch</c>.</param>
/// <param name="DayMinutes">How many minutes make a day of this kind.</param>
public sealed record DayType(string Code, string Title, int Units, DayUnit Unit, int DayMinutes)
{
    [JsonIgnore]
    public int Minutes => Units * Unit switch { DayUnit.Day => DayMinutes, DayUnit.HalfDay => DayMinutes / 2, _ => 60 };

    [JsonIgnore]
    public decimal Days => (decimal)Minutes / DayMinutes;
}

/// <summary>One module of the taught part.</summary>
public sealed record ModuleOutline(string Title, int Days);

public enum CriterionKind
{
    Group,
    Level,
    Experience,
    Place,
    Qualification,
    Age,
    Other,
}

/// <summary>A condition for taking part, in the words shown to the public.</summary>
public sealed record Criterion(CriterionKind Kind, string Text);

/// <summary>What the optional management certificate asks for.</summary>
/// <param name="Level">Units below it are named, for the centre to say whether they count; null where the shape says none.</param>
public sealed record CertificateRule(string Title, int Credits, int UnitsFrom, int UnitsTo, int PagesFrom, int PagesTo, int HoursFrom, int HoursTo, int Months, int? Level = null);

/// <summary>
/// What a programme consists of, as dated data. A cohort keeps the whole shape it began with, so that a later version
/// changes nothing for it.
/// </summary>
/// <param name="Code">Stable over its versions.</param>
/// <param name="From">The day from which this version may be used.</param>
/// <param name="StatedDays">What the programme says it adds up to; null where it says nothing.</param>
/// <param name="Rubric">The code of the marking scheme.</param>
public sealed record ProgrammeShape(
    string Code, int Version, string Title, DateOnly From, int Months, decimal? StatedDays, IReadOnlyList<DayType> Types, IReadOnlyList<ModuleOutline> Modules,
    IReadOnlyList<Criterion> Criteria, CertificateRule? Certificate, string Rubric, string Source)
{
    /// <summary>The type whose days are the modules'.</summary>
    public const string ModulesType = "modules";

    /// <summary>The type of the assignment in another organisation.</summary>
    public const string StretchType = "stretch";

    /// <summary>The type whose days are meetings with a mentor.</summary>
    public const string MentoringType = "mentoring";

    [JsonIgnore]
    public decimal Days => Types.Sum(t => t.Days);

    public DayType? Type(string code) => Types.FirstOrDefault(t => t.Code == code);

    public string ToJson() => JsonSerializer.Serialize(this, ShapeJson.Default.ProgrammeShape);

    /// <exception cref="JsonException">The text is not a shape.</exception>
    public static ProgrammeShape FromJson(string text) => JsonSerializer.Deserialize(text, ShapeJson.Default.ProgrammeShape) ?? throw new JsonException("There is no shape.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(ProgrammeShape))]
[JsonSerializable(typeof(List<ProgrammeShape>))]
internal sealed partial class ShapeJson : JsonSerializerContext;
