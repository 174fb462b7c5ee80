using System.Globalization;
using Parity.Platform.Programmes;
using static Parity.Web.Modules.Programmes.CsvAnswer;

namespace Parity.Web.Modules.Programmes.Employers;

/// <summary>What an employer gave and what it got, line by line. Who has applied is not in it: only whom it knows.</summary>
internal static class EmployerStatement
{
    public static IEnumerable<string[]> Rows(ReadEmployerPart.Part part)
    {
        foreach (var offer in part.Offers) yield return ["gave", $"{ProgrammeWords.Say(offer.Kind)}: {offer.Note}", $"{Number(offer.Used)} used of {Number(offer.Amount)}", Day(Parity.Platform.Foundation.London.DayOf(offer.At))];
        foreach (var paid in part.Payments) yield return ["gave", $"{ProgrammeWords.Say(paid.Kind)}{(paid.Note.Length > 0 ? ": " + paid.Note : "")}", ProgrammeWords.Pounds(paid.Pence), Day(paid.On)];
        foreach (var place in part.Places) yield return ["gave", $"days of development for a participant of {place.CohortTitle}", place.Days.ToString("0.##", CultureInfo.InvariantCulture), Day(place.StartsOn)];
        yield return ["got", "people put forward", Number(part.Nominations.Count), ""];
        yield return ["got", "places", Number(part.Places.Count), ""];
        yield return ["got", "participants who completed", Number(part.Places.Count(p => p.Standing is KnownStanding.Completed)), ""];
        yield return ["got", "steps at work confirmed by you", Number(part.Moves.Count(m => m.IsSo is true)), ""];
        foreach (var review in part.Reviews) yield return ["did", review.Improved ? "reviewed its strategy and changed it" : "reviewed its strategy", review.What, Day(review.On)];
    }


    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
