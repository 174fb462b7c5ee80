using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>A step of recruitment, from one stage to a later one.</summary>
internal enum RecruitmentStep { Shortlisting, Appointment, Application }

/// <summary>Counts of the recruitment table. A row that leaves a stage blank is left out of the steps that need it.</summary>
internal sealed class RecruitmentTally
{
    private readonly Counts[] from, to;
    private readonly Dictionary<int, (long Trained, long Panels)> panels = [];

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
            Seen |= place.Slots;
            HasDirectorate |= row.Directorate >= 0;
            HasGrade |= row.Grade >= 0;
        }
        Any = source.Recruitment.Count > 0;
        CountPanels(source);
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
    public (long Trained, long Panels) Panels(int part) => panels.GetValueOrDefault(part);

    private void Add(RecruitmentStep step, in Place place, int earlier, int later)
    {
        if (earlier < 0 || later < 0) return;
        from[(int)step].Add(place, earlier);
        to[(int)step].Add(place, later);
    }

    private void CountPanels(Return source)
    {
        var told = new Dictionary<int, (bool AllTrained, bool Told)>();
        var met = new HashSet<(int Vacancy, int Part)>();
        foreach (var row in source.Recruitment)
        {
            if (row.Vacancy < 0 || row.PanelMembers <= 0) continue;
            var (trained, known) = told.GetValueOrDefault(row.Vacancy, (true, false));
            told[row.Vacancy] = row.PanelTrained < 0 ? (trained, known) : (trained && row.PanelTrained >= row.PanelMembers, true);
            met.Add((row.Vacancy, Part.Whole));
            if (row.Grade >= 0) met.Add((row.Vacancy, Part.Of(source.Grades[row.Grade].Band)));
            if (row.Directorate >= 0) met.Add((row.Vacancy, Part.Directorate + row.Directorate));
        }
        foreach (var (vacancy, part) in met)
        {
            var (trained, all) = panels.GetValueOrDefault(part);
            panels[part] = (trained + (told[vacancy] is { AllTrained: true, Told: true } ? 1 : 0), all + 1);
        }
    }
}
