namespace Parity.Platform.Programmes.Rules;

/// <summary>The three grounds of section 158(1) of the Equality Act 2010; each is something reasonably thought.</summary>
public enum PositiveActionGround
{
    /// <summary>People of the group suffer a disadvantage connected to it.</summary>
    Disadvantage,

    /// <summary>Their needs are different.</summary>
    DifferentNeeds,

    /// <summary>Their participation is disproportionately low.</summary>
    LowParticipation,
}

/// <summary>What a case rests on and until when it holds.</summary>
/// <param name="EvidenceHolds">False where a newer edition no longer shows what the case rests on; null where that cannot be told.</param>
public sealed record PositiveActionCase(
    string Group, IReadOnlyList<PositiveActionGround> Grounds, string Evidence, string EvidenceSource, DateOnly? EvidenceOn, string Proportionate,
    string Alternatives, string EndCondition, DateOnly? ReviewOn, bool IsEnded, bool? EvidenceHolds);

/// <summary>Whether a programme may be opened to a group alone (Equality Act 2010 section 158).</summary>
public static class CaseFaults
{
    /// <param name="oldest">For how many months evidence counts as recent.</param>
    public static IReadOnlyList<RuleFault> Of(PositiveActionCase one, DateOnly today, int oldest)
    {
        var faults = new List<RuleFault>();
        void Need(string? text, string field, string advice)
        {
            if (string.IsNullOrWhiteSpace(text)) faults.Add(new("case-" + field, field, advice));
        }

        Need(one.Group, "group", "Say who the programme is for: the group that shares a protected characteristic.");
        if (one.Grounds.Count == 0) faults.Add(new("case-grounds", "grounds", "Choose at least one of the three grounds."));
        Need(one.Evidence, "evidence", "Say what shows it: figures, survey answers, what staff and networks told.");
        Need(one.EvidenceSource, "evidence-source", "Say where the evidence is from.");
        if (one.EvidenceOn is not { } day) faults.Add(new("case-evidence-on", "evidence-on", "Enter the day the evidence is about."));
        else if (day > today) faults.Add(new("case-evidence-on", "evidence-on", "The evidence cannot be about a day to come."));
        else if (day.AddMonths(oldest) < today) faults.Add(new("evidence-old", "evidence-on", $"The evidence is older than {oldest} months. Look again before you rest on it.", Blocks: false));
        Need(one.Proportionate, "proportionate", "Say why the programme is a proportionate means of helping.");
        Need(one.Alternatives, "alternatives", "Say what else was considered, and why it would not do.");
        Need(one.EndCondition, "end-condition", "Say when the programme will no longer be needed: positive action does not run for ever.");
        if (one.ReviewOn is not { } review) faults.Add(new("case-review-on", "review-on", "Enter the day by which the case is looked at again."));
        else if (review < today) faults.Add(new("review-over", "review-on", "The review is overdue. Review the case before a window opens."));
        if (one.IsEnded) faults.Add(new("case-ended", "", "This case has ended. Make a new one if there is still a need."));
        if (one.EvidenceHolds is false) faults.Add(new("evidence-gone", "evidence", "The newest edition no longer shows what this case rests on. Review it.", Blocks: false));
        return faults;
    }
}
