using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

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

    /// <summary>Keeps what the list of a stage rests on, where anything is marked.</summary>
    /// <param name="invited">To an interview, now or before.</param>
    public static async Task KeepAsync(
        Records records, MasterKey key, TimeProvider clock, Cohort cohort, MarkingStage stage, IReadOnlySet<ProgrammeApplicationId> invited, PersonId by, DateTimeOffset at, CancellationToken stop)
    {
        var marks = await FinalMarks.OfAsync(records, cohort.Id, stage, stop);
        if (marks.Marks.Count == 0) return;
        var input = await MeetingInput.OfAsync(records, cohort.Id, stage, LineOf(cohort, stage, marks, invited), marks, stop);
        var id = TypedId.NewValue(clock);
        records.Add(new MeetingLog { Id = id, Cohort = cohort.Id, Stage = stage, ToldAt = at, ToldBy = by, Sealed = Seal(key, id, new(input, MeetingList.Of(input).Entries)) });
    }

    /// <summary>After reading, the line is where the invitations end, with those that were told before; after interviews, where the places do.</summary>
    public static int LineOf(Cohort cohort, MarkingStage stage, FinalMarks marks, IReadOnlySet<ProgrammeApplicationId> invited) =>
        stage is MarkingStage.Reading && marks.Marks.Select(m => m.Application).Distinct().Count(invited.Contains) is > 0 and var shortlisted ? shortlisted : cohort.Places;

    private static byte[] Seal(MasterKey key, Guid id, KeptMeeting meeting) => key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(meeting, MeetingJson.Default.KeptMeeting), id.ToByteArray());

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
