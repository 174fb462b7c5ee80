using System.Globalization;
using System.Text;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Downloads;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// Every withheld count of an edition and why, in words, for publishers: which counts are small is in it, no value is. It lies
/// in <c>internal/</c> beside the ledger.
/// </summary>
internal static class WithheldCounts
{
    public const string FileName = "withheld.csv";

    private static readonly string[] Columns = ["count", "organisation", "family", "part", "group", "rule", "why"];

    public static void Write(ProtectedEdition counts, string outputFolder)
    {
        using var file = File.Create(Path.Combine(outputFolder, PublicationFolder.Internal, FileName));
        using var text = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
        text.WriteLine(string.Join(',', Columns));
        foreach (var withheld in counts.Withheld())
        {
            var key = counts.Keys[withheld.Count];
            text.WriteLine(string.Join(',', ((string[])[withheld.Count.ToString(CultureInfo.InvariantCulture), key.Place, key.Family, key.Part, key.Group, RuleOf(withheld), WordsOf(withheld, counts)]).Select(CommaSeparated.Quoted)));
        }
    }

    /// <summary>How many counts are withheld by each rule, the rule of most first.</summary>
    public static IReadOnlyList<UtilityReport.Rule> Tally(ProtectedEdition counts) =>
        [.. counts.Withheld().GroupBy(RuleOf).Select(g => new UtilityReport.Rule(g.Key, g.Count())).OrderByDescending(r => r.Counts).ThenBy(r => r.Name, StringComparer.Ordinal)];

    private static string RuleOf(Withholding withheld) => withheld switch
    {
        { OwnSake: OwnSake.Small } => "Small count",
        { OwnSake: OwnSake.Everybody } => "Tells about everybody",
        { OwnSake: OwnSake.FewAnswers } => "Too few answers",
        { OwnSake: OwnSake.SmallAverage } => "Small average",
        { OwnSake: OwnSake.BesideOwn } => "Few others beside an organisation's own",
        { OwnSake: OwnSake.WithheldBefore } => "Withheld by an earlier publication",
        { OwnSake: OwnSake.SameNumber } => "Same number as one withheld for its own sake",
        { From: null } => "Would tell everybody another count",
        _ => "Would tell an organisation another's count",
    };

    private static string WordsOf(Withholding withheld, ProtectedEdition counts) => withheld switch
    {
        { OwnSake: OwnSake.Small } => $"It counts fewer than {counts.Policy.Threshold} people or cases.",
        { OwnSake: OwnSake.Everybody } => "It is all of those it could be: a share of 100% would tell about everybody.",
        { OwnSake: OwnSake.FewAnswers } => $"Fewer than {counts.Policy.SurveyAnswers} answered.",
        { OwnSake: OwnSake.SmallAverage } => $"The average of the two days it stands for is less than {counts.Policy.Threshold}.",
        { OwnSake: OwnSake.BesideOwn } => $"An organisation that takes its own count out would be left with fewer than {counts.Policy.Threshold} of all others.",
        { OwnSake: OwnSake.WithheldBefore } => "An earlier publication withheld it, and its ledger is not there.",
        { OwnSake: OwnSake.SameNumber } => "It is the same number as another that is withheld for its own sake.",
        { Protects: { } other, From: null } => $"Beside all that is shown it would leave readers too few values for a small count: {counts.NameOf(other)}.",
        { Protects: { } other, From: var organisation } => $"Beside all that is shown it would leave {organisation}, which knows its own counts, too few values for a small count: {counts.NameOf(other)}.",
        _ => "A small count needs it withheld.",
    };
}
