using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// What a selection meeting had before it when outcomes were told, and the list that followed from it. A line is written with
/// the telling and never changed: from it the list can be made again.
/// </summary>
internal sealed class MeetingLog
{
    private const string Purpose = "programme meeting logs";
    private const string Codes = "programme meeting codes";

    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required MarkingStage Stage { get; init; }
    public required DateTimeOffset ToldAt { get; init; }
    public required PersonId ToldBy { get; init; }
    public required byte[] Sealed { get; init; }

    public static byte[] Seal(MasterKey key, Guid id, KeptMeeting meeting) => key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(meeting, MeetingJson.Default.KeptMeeting), id.ToByteArray());

    public KeptMeeting Open(MasterKey key) => JsonSerializer.Deserialize(key.Open(Purpose, Sealed, Id.ToByteArray()), MeetingJson.Default.KeptMeeting)!;

    /// <summary>
    /// What stands for an application before an auditor and in the files of the meeting: an id holds the moment at which the
    /// application was begun, and beside the log of changes that is a name.
    /// </summary>
    public static string CodeOf(MasterKey key, CohortId cohort, MarkingStage stage, Guid application) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Derive(Codes), (byte[])[.. cohort.Value.ToByteArray(), (byte)stage, .. application.ToByteArray()]).AsSpan(0, 5));

    public static void Map(ModelBuilder model) => model.Entity<MeetingLog>(one =>
    {
        one.ToTable("programmes_meeting_logs");
        one.Property(l => l.Id).ValueGeneratedNever();
        one.Property(l => l.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<MarkingStage>(w));
        one.HasOne<Cohort>().WithMany().HasForeignKey(l => l.Cohort);
        one.HasIndex(l => l.Cohort);
    });
}

/// <param name="Entries">The list as it was.</param>
internal sealed record KeptMeeting(MeetingInput Input, IReadOnlyList<MeetingList.Entry> Entries);

[JsonSerializable(typeof(KeptMeeting))]
internal sealed partial class MeetingJson : JsonSerializerContext;
