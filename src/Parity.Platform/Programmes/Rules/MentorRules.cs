using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>Why somebody cannot be a participant's mentor.</summary>
public enum MentorBar
{
    Oneself,

    /// <summary>The mentor is of the participant's own employer.</summary>
    OwnEmployer,

    /// <summary>One of the two leads the other, at whatever distance.</summary>
    Line,

    /// <summary>The mentor has judged the participant's application.</summary>
    Judged,

    /// <summary>They were a pair before, and ended it.</summary>
    EndedBefore,

    /// <summary>The mentor has as many as a mentor may have.</summary>
    NoTime,
}

/// <summary>Somebody who is willing to mentor, as far as the rules depend on it.</summary>
/// <param name="Employers">Every organisation in which they hold any role.</param>
public sealed record PossibleMentor(PersonId Person, IReadOnlyCollection<OrganisationId> Employers);

/// <summary>Who can be whose mentor: somebody of another organisation, outside the line of either, who did not judge them.</summary>
public static class MentorRules
{
    /// <param name="lines">Of all participants, for lines that go through somebody else.</param>
    /// <param name="judged">The mentor has or had the participant's application to mark, or sat in their panel.</param>
    /// <param name="endedBefore">An earlier pair of the two has ended.</param>
    /// <param name="others">How many participants the mentor has besides.</param>
    /// <param name="most">How many a mentor may have.</param>
    public static IReadOnlyList<MentorBar> Of(Learner participant, PossibleMentor mentor, ReportingLines lines, bool judged, bool endedBefore, int others, int most)
    {
        var bars = new List<MentorBar>();
        if (mentor.Person == participant.Person) bars.Add(MentorBar.Oneself);
        if (participant.Employer is { } employer && mentor.Employers.Contains(employer)) bars.Add(MentorBar.OwnEmployer);
        if (lines.Join(participant.Person, mentor.Person)) bars.Add(MentorBar.Line);
        if (judged) bars.Add(MentorBar.Judged);
        if (endedBefore) bars.Add(MentorBar.EndedBefore);
        if (others >= most) bars.Add(MentorBar.NoTime);
        return bars;
    }
}
