using System.Globalization;
using System.Text.RegularExpressions;

namespace Parity.Platform.Programmes.Rules;

/// <summary>Finds what in a shape contradicts itself or the law.</summary>
public static partial class ShapeFaults
{
    public static IReadOnlyList<RuleFault> Of(ProgrammeShape shape) => [.. Sums(shape), .. Types(shape), .. Modules(shape), .. Criteria(shape), .. Certificate(shape)];

    private static IEnumerable<RuleFault> Sums(ProgrammeShape shape)
    {
        if (shape.StatedDays is not { } stated) yield return new("days-not-stated", "days", "Say how many days the programme adds up to.", Blocks: false);
        else if (stated != shape.Days)
            yield return new("sum-of-days", "days", string.Create(CultureInfo.InvariantCulture, $"The kinds of day add up to {shape.Days:0.##} days, not to {stated:0.##}. Correct the kinds or the total."));
    }

    private static IEnumerable<RuleFault> Types(ProgrammeShape shape)
    {
        if (shape.Types.Count == 0) yield return new("no-days", "types", "Enter at least one kind of development day.");
        foreach (var type in shape.Types)
        {
            if (type.Units <= 0 || type.DayMinutes is < 60 or > 720) yield return new("type-size", "types", $"\"{type.Title}\" needs an amount above 0 and a day of 1 to 12 hours.");
            if (shape.Types.Count(t => t.Code == type.Code) > 1) yield return new("type-twice", "types", $"\"{type.Code}\" is there twice. Give each kind of day a code of its own.");
        }
    }

    private static IEnumerable<RuleFault> Modules(ProgrammeShape shape)
    {
        if (shape.Modules.Count == 0) yield break;
        decimal days = shape.Modules.Sum(m => m.Days);
        if (shape.Type(ProgrammeShape.ModulesType) is { } taught && taught.Days != days)
            yield return new("sum-of-modules", "modules", string.Create(CultureInfo.InvariantCulture, $"The modules take {days:0.##} days, but \"{taught.Title}\" has {taught.Days:0.##}. Make the two agree."));
    }

    private static IEnumerable<RuleFault> Criteria(ProgrammeShape shape)
    {
        foreach (var criterion in shape.Criteria.Where(c => c.Kind is CriterionKind.Age || Age().IsMatch(c.Text)))
            yield return new("age-criterion", "criteria", $"\"{criterion.Text}\" turns on age. Age is protected (Equality Act 2010 section 5): remove it, or set out in writing what makes it proportionate.");
        foreach (var criterion in shape.Criteria.Where(c => c.Kind is CriterionKind.Qualification))
            yield return new("qualification-criterion", "criteria", $"\"{criterion.Text}\" asks for a qualification. Check that people who had less access to it are not shut out; a level of work asks for what is needed.", Blocks: false);
    }

    private static IEnumerable<RuleFault> Certificate(ProgrammeShape shape)
    {
        if (shape.Certificate is not { } rule) yield break;
        if (rule.UnitsFrom > rule.UnitsTo || rule.PagesFrom > rule.PagesTo || rule.HoursFrom > rule.HoursTo) yield return new("certificate-range", "certificate", "A range of the certificate begins above its end.");
        // One credit is about ten hours of learning (Regulated Qualifications Framework).
        if (rule.HoursTo * 52 * rule.Months / 12 < rule.Credits * 10) yield return new("certificate-hours", "certificate", "The hours of study do not reach ten for each credit. Plan more hours or months.");
    }

    [GeneratedRegex(@"\b(aged?|years? old|retire(ment)?|under \d\d|over \d\d|young(er)?|older)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Age();
}
