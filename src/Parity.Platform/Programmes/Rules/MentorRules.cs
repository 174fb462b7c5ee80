using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>Why somebody cannot be a participant's mentor.</summary>
public enum MentorBar
{
    Oneself,

    /// <summary>The mentor is of the participant's own employer.</summary>
    OwnEmployer,

    /// <summary>The two were of one organisation within the look-back.</summary>
    FormerEmployer,

    /// <summary>One of the two leads the other, or led them within the look-back, at whatever distance.</summary>
    Line,

    /// <summary>The mentor has judged the participant's application.</summary>
    Judged,

    /// <summary>One of the two declared, as an assessor, a link with the other.</summary>
    DeclaredLink,

    /// <summary>They were a pair before, and ended it.</summary>
    EndedBefore,

    /// <summary>The mentor has as many as a mentor may have.</summary>
    NoTime,
}

/// <summary>Somebody who is willing to mentor, as far as the rules depend on it.</summary>
/// <param name="Employers">Every organisation in which they hold any role.</param>
/// <param name="Lately">Every organisation of theirs within the look-back, also those they have left.</param>
public sealed record PossibleMentor(PersonId Person, IReadOnlyCollection<OrganisationId> Employers, IReadOnlyCollection<OrganisationId> Lately);

/// <summary>What the two have had to do with each other.</summary>
/// <param name="Judged">The mentor has or had the participant's application to mark, settled a mark of it, or sat in their panel.</param>
/// <param name="Linked">One of the two declared, as an assessor, a link with the other.</param>
/// <param name="EndedBefore">An earlier pair of the two has ended.</param>
public sealed record KnownOfPair(bool Judged, bool Linked, bool EndedBefore);

/// <summary>
/// Who can be whose mentor: somebody of another organisation, now and within the look-back, outside the line of either,
/// without a declared link, who did not judge them.
/// </summary>
public static class MentorRules
{
    /// <param name="lately">Every organisation of the participant's within the look-back.</param>
    /// <param name="lines">Of all participants within the look-back, for lines that go through somebody else.</param>
    /// <param name="others">How many participants the mentor has besides.</param>
    /// <param name="most">How many a mentor may have.</param>
    public static IReadOnlyList<MentorBar> Of(Learner participant, IReadOnlyCollection<OrganisationId> lately, PossibleMentor mentor, ReportingLines lines, KnownOfPair known, int others, int most)
    {
        var bars = new List<MentorBar>();
        if (mentor.Person == participant.Person) bars.Add(MentorBar.Oneself);
        if (participant.Employer is { } employer && mentor.Employers.Contains(employer)) bars.Add(MentorBar.OwnEmployer);
        else if (mentor.Person != participant.Person && mentor.Lately.Intersect(lately).Any()) bars.Add(MentorBar.FormerEmployer);
        if (lines.Join(participant.Person, mentor.Person)) bars.Add(MentorBar.Line);
        if (known.Judged) bars.Add(MentorBar.Judged);
        if (known.Linked) bars.Add(MentorBar.DeclaredLink);
        if (known.EndedBefore) bars.Add(MentorBar.EndedBefore);
        if (others >= most) bars.Add(MentorBar.NoTime);
        return bars;
    }
}
