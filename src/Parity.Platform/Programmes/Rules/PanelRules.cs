using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>What is wrong with a panel made by hand.</summary>
public enum PanelFault
{
    TooFew,
    OwnEmployer,
    OwnApplication,
    DeclaredLink,
    SteppedBack,
    NoMoreAssessor,
    NotTrained,
    NotFree,

    /// <summary>Sits in another panel at the same time.</summary>
    ElsewhereThen,

    /// <summary>Two of one employer.</summary>
    SameEmployer,

    /// <summary>All from one sector.</summary>
    OneSector,

    /// <summary>All of one gender, as far as they have said it themselves.</summary>
    OneGender,

    /// <summary>Nobody who has said to be of an under-represented group; asked for only where somebody has.</summary>
    NobodyUnderRepresented,
}

/// <summary>Somebody who sits in a panel, as far as the rules depend on it.</summary>
/// <param name="Gender">Null unless they have chosen to say so.</param>
/// <param name="UnderRepresented">Null unless they have chosen to say so.</param>
public sealed record Sitter(Reader Reader, OrganisationId? Employer, string? Sector, bool IsTrained, bool IsFree, bool IsElsewhereThen, string? Gender = null, bool? UnderRepresented = null);

/// <summary>An interview at a time, and who could sit then.</summary>
/// <param name="Slot">A name of the time that interviews beside each other share.</param>
public sealed record Sitting(ToMark Interview, string Slot);

/// <summary>What a panel must be: nobody of the applicant's employer or with a link, everybody trained and free, and people of different employers.</summary>
public static class PanelRules
{
    /// <param name="least">How many sit in a panel.</param>
    /// <param name="mixGender">The pool has people of several genders who said so: then a panel is not of one alone.</param>
    /// <param name="mixGroup">The pool has people who said that they are of an under-represented group: then each panel has one.</param>
    public static IReadOnlyList<(PanelFault Fault, PersonId? Who)> Of(ToMark interview, IReadOnlyList<Sitter> panel, int least, bool mixGender = false, bool mixGroup = false)
    {
        var faults = new List<(PanelFault, PersonId?)>();
        if (panel.Count < least) faults.Add((PanelFault.TooFew, null));
        foreach (var one in panel)
        {
            // Reading needs calibration; a panel needs training.
            if (HandOut.BarOf(interview, one.Reader with { IsCalibrated = true }) is { } bar) faults.Add((Of(bar), one.Reader.Person));
            if (!one.IsTrained) faults.Add((PanelFault.NotTrained, one.Reader.Person));
            if (!one.IsFree) faults.Add((PanelFault.NotFree, one.Reader.Person));
            if (one.IsElsewhereThen) faults.Add((PanelFault.ElsewhereThen, one.Reader.Person));
        }

        if (panel.Where(p => p.Employer is not null).GroupBy(p => p.Employer).Any(g => g.Count() > 1)) faults.Add((PanelFault.SameEmployer, null));
        if (panel.Count > 1 && panel.All(p => p.Sector is not null) && panel.Select(p => p.Sector).Distinct(StringComparer.Ordinal).Count() == 1) faults.Add((PanelFault.OneSector, null));
        if (mixGender && panel.Count > 1 && panel.All(p => p.Gender is not null) && panel.Select(p => p.Gender).Distinct(StringComparer.Ordinal).Count() == 1) faults.Add((PanelFault.OneGender, null));
        if (mixGroup && panel.Count > 0 && panel.All(p => p.UnderRepresented is not true)) faults.Add((PanelFault.NobodyUnderRepresented, null));
        return faults;
    }

    /// <summary>
    /// Times at which there cannot be enough people, whoever sits where: interviews beside each other, each with so many
    /// who sit nowhere else then, against everybody who is free and may sit for one of them.
    /// </summary>
    public static IReadOnlyList<(string Slot, int Needed, int Free)> TooFewPeople(IReadOnlyList<Sitting> sittings, Func<string, IReadOnlyList<Reader>> freeAt, int least) =>
    [
        .. from slot in sittings.GroupBy(s => s.Slot)
           let needed = least * slot.Count()
           let free = freeAt(slot.Key).Count(r => slot.Any(s => HandOut.BarOf(s.Interview, r with { IsCalibrated = true }) is null))
           where free < needed
           orderby slot.Key
           select (slot.Key, needed, free),
    ];

    private static PanelFault Of(Bar bar) => bar switch
    {
        Bar.OwnApplication => PanelFault.OwnApplication,
        Bar.OwnEmployer => PanelFault.OwnEmployer,
        Bar.DeclaredLink => PanelFault.DeclaredLink,
        Bar.NoMoreAssessor => PanelFault.NoMoreAssessor,
        _ => PanelFault.SteppedBack,
    };
}
