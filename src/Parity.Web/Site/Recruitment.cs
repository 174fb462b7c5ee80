using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Charts;
using Parity.Web.Site.Words;

namespace Parity.Web.Site;

/// <summary>How many of a place's applicants are left at each stage, from the released counts of the recruitment measures.</summary>
public static class RecruitmentStages
{
    public static IReadOnlyList<Stage> Of(Edition edition, string place)
    {
        var stages = new List<Stage> { new("Applied", 1, 1) };
        Add(stages, "Shortlisted", edition.Lead("shortlisting-likelihood", place, edition.Minority));
        Add(stages, "Appointed", edition.Lead("application-likelihood", place, edition.Minority));
        return stages.Count > 1 ? stages : [];
    }

    public static string Heading(IReadOnlyList<Stage> stages)
    {
        if (stages.Count < 2) return "";
        var last = stages[^1];
        int of = Math.Min(last.Group, last.Reference) < 0.1m ? 1000 : 100;
        return last.Group < last.Reference
            ? $"Of every {Numbers.Whole(of)} who apply, {Numbers.Whole(last.Group * of)} ethnic minority and {Numbers.Whole(last.Reference * of)} White applicants are {last.Name.ToLowerInvariant()}"
            : $"Ethnic minority applicants are {last.Name.ToLowerInvariant()} at least as often as White applicants";
    }

    private static void Add(List<Stage> stages, string name, PublicFigure? figure)
    {
        if (figure is { Numerator.Amount: { } n, Denominator.Amount: > 0, ReferenceNumerator.Amount: { } rn, ReferenceDenominator.Amount: > 0 })
            stages.Add(new(name, n / figure.Denominator.Amount!.Value, rn / figure.ReferenceDenominator.Amount!.Value));
    }
}

/// <summary>The pay quarters of a place as stacked shares, highest paid first.</summary>
public static class QuarterBars
{
    public static IReadOnlyList<StackedBar> Of(Edition edition, string place)
    {
        var bars = new List<StackedBar>();
        foreach (string scope in new[] { "quarter=4", "quarter=3", "quarter=2", "quarter=1" })
        {
            var figures = edition.ByGroup("pay-quarter", place, "broad", scope);
            if (figures.Count == 0 || figures.All(f => f.Value is not Shown.Number)) return [];
            bars.Add(new(ScopeOrder.Words(scope), [.. figures.Where(f => f.Value is Shown.Number or Shown.Withheld)
                .Select(f => new StackedPart(f.Group, f.Value.Amount, f is { Numerator.Amount: { } n, Denominator.Amount: > 0 } ? n / f.Denominator.Amount : null))]));
        }
        return bars;
    }

    /// <summary>What the picture shows, under its heading.</summary>
    public static string Measured(IReadOnlyList<StackedBar> bars) =>
        "Share of each hourly pay quarter, highest paid first. Groups in alphabetical order. Percentages under 6 are in the table."
        + (bars.Any(b => b.Parts.Any(p => p.Share is null)) ? " A blank end with a dotted edge is what is withheld." : "");

    /// <summary>The finding: the group whose share falls most between the lowest and the highest quarter, where both are shown.</summary>
    public static string Heading(IReadOnlyList<StackedBar> bars)
    {
        var falls = bars[0].Parts.Where(p => p.Group is not ("W" or "X")).Select(p => (p.Group, High: p.Share, Low: bars[^1].Parts.FirstOrDefault(q => q.Group == p.Group)?.Share))
            .Where(p => p is { High: not null, Low: not null }).OrderByDescending(p => p.Low - p.High).ThenBy(p => p.Group, StringComparer.Ordinal).ToList();
        return falls.Count == 0 || falls[0].Low <= falls[0].High
            ? "Share of each pay quarter by ethnic group"
            : $"{Numbers.Sentence(Sentences.People("broad", falls[0].Group))} are {Numbers.Fixed(falls[0].Low!.Value * 100, 0)}% of the lowest pay quarter and {Numbers.Fixed(falls[0].High!.Value * 100, 0)}% of the highest";
    }
}
