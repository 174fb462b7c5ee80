using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>A step of recruitment, from one stage to a later one.</summary>
internal enum RecruitmentStep { Shortlisting, Appointment, Application }

/// <summary>Counts of the recruitment table. A row that leaves a stage blank is left out of the steps that need it.</summary>
internal sealed class RecruitmentTally
{
    private readonly Counts[] from, to;
    private readonly Dictionary<int, (bool AllTrained, bool Told, HashSet<int> Parts)> panels = [];

    public RecruitmentTally(Return source)
    {
        int directorates = source.Directorates.Count;
        from = [new(directorates), new(directorates), new(directorates)];
        to = [new(directorates), new(directorates), new(directorates)];
        foreach (var row in source.Recruitment)
        {
            var place = new Place(row.Grade < 0 ? -1 : (int)source.Grades[row.Grade].Band, row.Directorate, row.Ethnicity, row.Sex, row.Disability);
            Add(RecruitmentStep.Shortlisting, place, row.Applied, row.Shortlisted);
            Add(RecruitmentStep.Appointment, place, row.Shortlisted, row.Appointed);
            Add(RecruitmentStep.Application, place, row.Applied, row.Appointed);
            if (row.Vacancy >= 0 && row.PanelMembers > 0) AddPanel(row, place);
            Seen |= place.Slots;
            HasDirectorate |= row.Directorate >= 0;
            HasGrade |= row.Grade >= 0;
        }
        Any = source.Recruitment.Count > 0;
    }

    public bool Any { get; }
    public ulong Seen { get; }
    public bool HasDirectorate { get; }
    public bool HasGrade { get; }

    /// <summary>People who reached the later stage, and people at the earlier one.</summary>
    public (long To, long From) Of(RecruitmentStep step, int part, ulong codes) => (to[(int)step].Of(part, codes), from[(int)step].Of(part, codes));

    /// <summary>
    /// Vacancies with a panel, and those whose every row that tells about the panel says that all were trained. The rows of a vacancy, one for each
    /// group of applicants, repeat its panel.
    /// </summary>
    public (long Trained, long Panels) Panels(int part) =>
        (panels.Values.Count(p => p.AllTrained && p.Told && p.Parts.Contains(part)), panels.Values.Count(p => p.Parts.Contains(part)));

    private void Add(RecruitmentStep step, in Place place, int earlier, int later)
    {
        if (earlier < 0 || later < 0) return;
        from[(int)step].Add(place, earlier);
        to[(int)step].Add(place, later);
    }

    private void AddPanel(in RecruitmentRow row, in Place place)
    {
        var (trained, told, parts) = panels.GetValueOrDefault(row.Vacancy, (true, false, [Part.Whole]));
        if (place.Band >= 0) parts.Add(Part.Band + place.Band);
        if (place.Directorate >= 0) parts.Add(Part.Directorate + place.Directorate);
        if (row.PanelTrained >= 0) (trained, told) = (trained && row.PanelTrained >= row.PanelMembers, true);
        panels[row.Vacancy] = (trained, told, parts);
    }
}
