using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>What an application needs before it can be sent. What employers, assessors or anybody else have to do is not in it.</summary>
internal static class Completeness
{
    public static IReadOnlyList<(string Section, string Advice)> Missing(Application one, IEnumerable<string> answered, bool? belongs, Rubric rubric)
    {
        var missing = new List<(string Section, string Advice)>();
        var written = answered.ToHashSet(StringComparer.Ordinal);
        if (one.Level is null || one.Standing is null || one.Route is not { } route || !written.Contains(Answer.Job) || !ApplicationRoutes.For(one.Standing.Value).Contains(route))
            missing.Add(("work", "Tell us about your work and how you apply."));
        if (belongs is null) missing.Add(("eligibility", "Say whether the programme is for you."));
        else if (belongs is false) missing.Add(("eligibility", "You said that you do not belong to the group this programme is for. Change it if that was a slip; else this programme is not the right one."));
        foreach (var trait in rubric.Traits.Where(t => !written.Contains(t.Code))) missing.Add(("questions", $"Answer the question about {trait.Title.ToLowerInvariant()}."));
        return missing;
    }
}
