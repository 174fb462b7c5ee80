using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// What an applicant answered for equality monitoring (Data Protection Act 2018 Schedule 1 paragraph 8). The row names
/// neither person nor application: it is found by a keyed hash that only the program can make, so nothing in the database
/// joins it to a decision. It is used for statistics of groups alone.
/// </summary>
internal sealed class MonitoringAnswers
{
    private const string Purpose = "programme monitoring";
    public static readonly SpecialColumn Kept = new("programmes_monitoring", "sealed");
    private const string Link = "programme monitoring link";

    public required byte[] Subject { get; init; }
    public required CohortId Cohort { get; init; }
    public required byte[] Sealed { get; set; }

    /// <summary>A day, not an instant: it would tell whose row it is.</summary>
    public required DateOnly SavedOn { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<MonitoringAnswers>(one =>
    {
        one.ToTable("programmes_monitoring");
        one.HasKey(m => m.Subject);
        one.Property(m => m.Subject).ValueGeneratedNever();
        one.HasIndex(m => m.Cohort);
    });

    public static byte[] SubjectOf(MasterKey key, ProgrammeApplicationId application) => HMACSHA256.HashData(key.Derive(Link), application.Value.ToByteArray());

    /// <summary>What the mark in the list of erasures is of; not what <see cref="SubjectOf"/> is of, so that neither leads to the other.</summary>
    public static string ErasedFor(ProgrammeApplicationId application) => $"monitoring {application}";

    public static byte[] Seal(MasterKey key, byte[] subject, IReadOnlyDictionary<string, string> answers) =>
        key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(answers, MonitoringJson.Default.IReadOnlyDictionaryStringString), subject);

    /// <summary>Codes by question.</summary>
    public Dictionary<string, string> Open(Leave leave) => JsonSerializer.Deserialize(leave.For(Kept).Open(Purpose, Sealed, Subject), MonitoringJson.Default.DictionaryStringString)!;
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class MonitoringJson : JsonSerializerContext;
