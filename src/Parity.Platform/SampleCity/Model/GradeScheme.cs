using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <param name="Share">How many in 1,000 posts are at this grade.</param>
/// <param name="Pence">Hourly pay at the lowest spine point, in pence, in the first year.</param>
/// <param name="Step">Pence between spine points.</param>
/// <param name="Points">Spine points of the grade; people at the same point earn the same, so pay has ties.</param>
internal sealed record GradeLevel(string Code, string Title, Band Band, int Share, int Pence, int Step, int Points);

/// <summary>
/// A pay structure, lowest grade first. The shapes follow the sectors' real ones (twelve bands in health, ranks in the police and
/// the fire service, a points spine in universities); every share and rate of pay is invented.
/// </summary>
internal sealed record GradeScheme(IReadOnlyList<GradeLevel> Levels)
{
    public int FirstSenior => Levels.TakeWhile(level => level.Band < Band.SeniorManager).Count();

    /// <summary>The grade names used from the reorganisation on; null: the same. One name may cover two neighbouring old grades of a band.</summary>
    public IReadOnlyList<(string Code, string Title)>? Reorganised { get; init; }

    public (string Code, string Title) NameOf(int level, bool reorganised) =>
        reorganised && Reorganised is { } names ? names[level] : (Levels[level].Code, Levels[level].Title);

    public static GradeScheme Council { get; } = new(
    [
        new("S1", "Support 1", Band.Entry, 110, 1226, 14, 3),
        new("S2", "Support 2", Band.Entry, 150, 1274, 18, 4),
        new("S3", "Officer 1", Band.Operational, 180, 1362, 26, 5),
        new("S4", "Officer 2", Band.Operational, 190, 1510, 34, 5),
        new("S5", "Senior officer", Band.TeamLeader, 120, 1705, 40, 5),
        new("S6", "Team leader", Band.TeamLeader, 100, 1930, 45, 4),
        new("M1", "Manager 1", Band.MiddleManager, 70, 2150, 50, 4),
        new("M2", "Manager 2", Band.MiddleManager, 40, 2410, 60, 4),
        new("M3", "Service manager", Band.SeniorManager, 20, 2760, 75, 4),
        new("M4", "Head of service", Band.SeniorManager, 12, 3240, 95, 4),
        new("M5", "Director", Band.Executive, 6, 4150, 160, 3),
        new("M6", "Executive director", Band.Executive, 2, 5600, 250, 3),
    ])
    {
        Reorganised =
        [
            ("T1", "Tier 1, support"), ("T1", "Tier 1, support"), ("T2", "Tier 2, officer"), ("T3", "Tier 3, officer"),
            ("T4", "Tier 4, lead"), ("T4", "Tier 4, lead"), ("T5", "Tier 5, manager"), ("T6", "Tier 6, manager"),
            ("T7", "Tier 7, head of service"), ("T7", "Tier 7, head of service"), ("T8", "Tier 8, director"), ("T9", "Tier 9, executive director"),
        ],
    };

    public static GradeScheme Health { get; } = new(
    [
        new("B2", "Band 2", Band.Entry, 130, 1236, 0, 1),
        new("B3", "Band 3", Band.Entry, 130, 1262, 55, 2),
        new("B4", "Band 4", Band.Operational, 95, 1390, 90, 2),
        new("B5", "Band 5", Band.Operational, 255, 1564, 120, 4),
        new("B6", "Band 6", Band.TeamLeader, 190, 1910, 130, 4),
        new("B7", "Band 7", Band.MiddleManager, 110, 2330, 120, 4),
        new("B8a", "Band 8a", Band.MiddleManager, 48, 2680, 190, 3),
        new("B8b", "Band 8b", Band.SeniorManager, 20, 3110, 240, 3),
        new("B8c", "Band 8c", Band.SeniorManager, 10, 3680, 260, 3),
        new("B8d", "Band 8d", Band.SeniorManager, 5, 4330, 320, 3),
        new("B9", "Band 9", Band.Executive, 4, 5160, 380, 3),
        new("VSM", "Very senior manager", Band.Executive, 3, 6350, 500, 4),
    ]);

    public static GradeScheme Police { get; } = new(
    [
        new("PSA", "Police staff A", Band.Entry, 110, 1232, 22, 4),
        new("PSB", "Police staff B", Band.Entry, 110, 1310, 30, 4),
        new("PSC", "Police staff C", Band.Operational, 90, 1465, 36, 4),
        new("PC", "Constable", Band.Operational, 430, 1480, 140, 7),
        new("PSD", "Police staff D, supervisor", Band.TeamLeader, 45, 1850, 60, 4),
        new("SGT", "Sergeant", Band.TeamLeader, 115, 2290, 75, 3),
        new("INSP", "Inspector", Band.MiddleManager, 50, 2690, 70, 4),
        new("CINSP", "Chief inspector", Band.MiddleManager, 25, 2960, 65, 3),
        new("SUPT", "Superintendent", Band.SeniorManager, 14, 3480, 190, 3),
        new("CSUPT", "Chief superintendent", Band.SeniorManager, 7, 4160, 150, 3),
        new("CO", "Chief officer", Band.Executive, 4, 5600, 420, 3),
    ]);

    public static GradeScheme University { get; } = new(
    [
        new("G2", "Grade 2, points 3 to 6", Band.Entry, 70, 1230, 15, 4),
        new("G3", "Grade 3, points 7 to 11", Band.Entry, 95, 1290, 24, 5),
        new("G4", "Grade 4, points 12 to 17", Band.Operational, 120, 1405, 34, 6),
        new("G5", "Grade 5, points 18 to 23", Band.Operational, 150, 1605, 45, 6),
        new("G6", "Grade 6, points 24 to 29", Band.Operational, 190, 1860, 56, 6),
        new("G7", "Grade 7, points 30 to 37", Band.TeamLeader, 180, 2190, 66, 8),
        new("G8", "Grade 8, points 38 to 44", Band.MiddleManager, 115, 2720, 82, 7),
        new("G9", "Grade 9, points 45 to 50", Band.MiddleManager, 45, 3290, 100, 6),
        new("P1", "Professor or head of department", Band.SeniorManager, 27, 3980, 210, 6),
        new("EX", "University executive", Band.Executive, 8, 6100, 480, 4),
    ]);

    public static GradeScheme College { get; } = new(
    [
        new("C1", "Support assistant", Band.Entry, 150, 1222, 16, 3),
        new("C2", "Learning support", Band.Entry, 160, 1288, 22, 4),
        new("C3", "Instructor", Band.Operational, 190, 1495, 40, 5),
        new("C4", "Lecturer", Band.Operational, 260, 1820, 62, 6),
        new("C5", "Advanced lecturer", Band.TeamLeader, 120, 2270, 60, 4),
        new("C6", "Curriculum manager", Band.MiddleManager, 75, 2560, 70, 4),
        new("C7", "Head of faculty", Band.SeniorManager, 32, 3050, 110, 4),
        new("C8", "Principal and deputies", Band.Executive, 13, 4400, 330, 4),
    ]);

    public static GradeScheme Justice { get; } = new(
    [
        new("J1", "Assistant", Band.Entry, 180, 1224, 20, 3),
        new("J2", "Administrator", Band.Entry, 160, 1275, 26, 4),
        new("J3", "Officer", Band.Operational, 270, 1480, 48, 5),
        new("J4", "Senior officer", Band.TeamLeader, 190, 1790, 60, 5),
        new("J5", "Manager", Band.MiddleManager, 110, 2190, 70, 4),
        new("J6", "Senior manager", Band.MiddleManager, 50, 2780, 110, 4),
        new("J7", "Deputy director", Band.SeniorManager, 28, 3570, 160, 4),
        new("J8", "Director", Band.Executive, 12, 4600, 310, 3),
    ]);

    public static GradeScheme Fire { get; } = new(
    [
        new("F1", "Support 1", Band.Entry, 120, 1228, 20, 4),
        new("F2", "Support 2", Band.Entry, 90, 1330, 34, 4),
        new("FF", "Firefighter", Band.Operational, 450, 1545, 145, 3),
        new("CM", "Crew manager", Band.TeamLeader, 130, 1910, 75, 2),
        new("WM", "Watch manager", Band.TeamLeader, 100, 2060, 90, 3),
        new("SM", "Station manager", Band.MiddleManager, 60, 2330, 80, 3),
        new("GM", "Group manager", Band.MiddleManager, 28, 2630, 90, 3),
        new("AM", "Area manager", Band.SeniorManager, 16, 3250, 140, 3),
        new("BM", "Brigade manager", Band.Executive, 6, 4600, 360, 3),
    ]);
}
