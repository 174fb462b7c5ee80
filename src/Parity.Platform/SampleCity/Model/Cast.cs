using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership.Contract;

namespace Parity.Platform.SampleCity.Model;

/// <summary>The named people of the fictional city. None of them exists.</summary>
internal static class Cast
{
    /// <param name="Employer">Its place among the city's employers; -1: the whole partnership.</param>
    public sealed record Part(string Name, Role Role, int Employer = -1);

    private static readonly string[] Analysts =
    [
        "Nadia Rahman", "Tom Hathersage", "Grace Adeyemi", "Piotr Zielak", "Lorna Pascoe", "Yusuf Warsame", "Meera Vaidyan", "Callum Rudge",
        "Ife Bankolson", "Hannah Trelawn", "Sanjit Dhalor", "Beth Okonedo", "Ewan Marchbank", "Leila Farouq", "Rosa Delmonte", "Dev Chandraker",
    ];

    private static readonly string[] Leads =
    [
        "Margaret Ashdowne", "Kwame Boatengu", "Sheila Northcott", "Anil Mehrotra", "Fiona Calderbank", "Delroy Campion", "Ruth Eisenmann", "Parveen Qureshal",
        "Graham Tolliver", "Abena Sarponga", "Colin Westerby", "Imelda Corrigane", "Joyce Lindqvane", "Hassan Mirzaei", "Pauline Overbury", "Victor Nwachuko",
    ];

    private static readonly string[] Heads =
    [
        "Dame Olive Trescott", "Professor Ian Rademaker", "Chief Constable Mary Pellow", "Professor Adaeze Umehara", "Chief Officer Bill Harrowgate", "Principal Joan Silverstone",
        "Dr Rajan Pillaiyar", "Dr Catherine Moyle", "Sir Desmond Achebury", "Professor Lin Weiyang", "Alison Thackeray", "Marcus Gayle-Brown",
        "Judge Helen Fairbrass", "Simone Duchamp-Reid", "Dr Tariq Hussaini", "Commissioner Ada Blackwood",
    ];

    /// <summary>Had a place in the first cohort of the programme.</summary>
    public static IReadOnlyList<string> Graduates { get; } =
    [
        "Adaora Whitfield-Eze", "Kamran Yeadon", "Blessing Tomlyn", "Harpreet Sandhurst", "Lucille Baptiste-Moor", "Imran Calloway", "Thandeka Rowbury",
        "Nikhil Averell", "Fatuma Lydgate", "Shanice Orrell", "Joseph Mwangale", "Ayesha Penrice", "Desmond Kirkby-Ade",
    ];

    /// <summary>Have a place in the second, beside the participants named below.</summary>
    public static IReadOnlyList<string> Running { get; } = ["Oluwaseun Hartley", "Mei Linfield", "Rukhsana Dale", "Cyril Amponsah", "Tanisha Greenhalgh", "Bashir Nurland", "Leticia Farrow-Diaz"];

    /// <summary>Apply to the third, beside the applicants named below.</summary>
    public static IReadOnlyList<string> Applying { get; } = ["Hodan Ismay", "Rajesh Kettlewell", "Monique Tarrant", "Suleiman Brocklehurst", "Indira Fellowes", "Kofi Abernethy"];

    /// <summary>Applied to an earlier cohort and got no place.</summary>
    public static IReadOnlyList<string> Unplaced { get; } = ["Farida Longstaff", "Errol Vickery", "Nasreen Holroyd", "Gabriel Onyango-Platt", "Sadia Merriman", "Patrice Lindo", "Tariq Wolstenholme", "Yewande Clegg", "Anjali Thorne", "Marlon Skerritt"];

    public static IReadOnlyList<Part> All { get; } =
    [
        new("Comfort Asante-Hill", Role.DeliveryManager),
        new("Jerome Whitlock", Role.Publisher),
        new("Bridget Galloway", Role.Publisher),
        new("Tobias Fennimore", Role.ProgrammeManager),
        new("Gwendolyn Osei", Role.Assessor),
        new("Marek Dobrowolny", Role.Assessor),
        new("Sunita Bhattal", Role.Assessor),
        new("Lloyd Pemberley", Role.Assessor),
        new("Samira Osmanli", Role.CaseHandler),
        new("Ngozi Hartwell-Okoro", Role.ProgrammeManager),
        new("Malcolm Prestbury", Role.Assessor),
        new("Dr Yasmin Ketterley", Role.Evaluator),
        new("Constance Adebowale", Role.Sponsor, 0),
        new("Peter Ravenscroft", Role.Auditor),
        new("Linda Marsham", Role.Administrator),
        new("Arthur Penhallow", Role.Public),
        new("Zainab Elmi", Role.Applicant, 0),
        new("Marcia Thompsett", Role.Applicant, 1),
        new("Winston Lascelles", Role.Participant, 0),
        new("Priya Natarajah", Role.Participant, 2),
        new("Chidi Obasanya", Role.Participant, 3),
        new("Eleanor Whitcombe", Role.Mentor, 1),
        new("Hyacinth Marlowe", Role.Mentor, 4),
        new("Robert Kingsnorth", Role.LineManager, 0),
        new("Susan Attwater", Role.LineManager, 2),
        new("Derek Foxcroft", Role.Disabled, 5),
        .. Graduates.Select((name, at) => new Part(name, Role.Participant, at)),
        .. Running.Select((name, at) => new Part(name, Role.Participant, 4 + at)),
        .. Applying.Select((name, at) => new Part(name, Role.Applicant, at < 2 ? 0 : 3 + at)),
        .. Unplaced.Select((name, at) => new Part(name, Role.Applicant, (3 * at) % 16)),
        .. Analysts.Select((name, at) => new Part(name, Role.HrAnalyst, at)),
        .. Leads.Select((name, at) => new Part(name, Role.HrLead, at)),
        .. Heads.Select((name, at) => new Part(name, Role.OrganisationLead, at)),
    ];

    /// <param name="Purpose">What the group is for, in a sentence.</param>
    public sealed record Body(string Name, GroupKind Kind, string Purpose);

    public static IReadOnlyList<Body> Groups { get; } =
    [
        new("Severnside Leaders", GroupKind.Strategic, "Decides what the partnership sets out to do, and answers for it."),
        new("Delivery Group", GroupKind.Delivery, "Carries the work out between the leaders' meetings."),
        new("Staff Networks Forum", GroupKind.Network, "Brings what staff see and propose to the leaders."),
        new("Programme Board", GroupKind.Board, "Looks after the shared programme and its fund."),
    ];

    /// <summary>Heads sit with the leaders, HR leads in the delivery group, and some participants and mentors in the forum.</summary>
    public static GroupKind? GroupOf(Part part) => part.Role switch
    {
        Role.OrganisationLead => GroupKind.Strategic,
        Role.HrLead => GroupKind.Delivery,
        Role.Participant or Role.Mentor when !Graduates.Contains(part.Name) && !Running.Contains(part.Name) => GroupKind.Network,
        Role.DeliveryManager or Role.Publisher => GroupKind.Board,
        _ => null,
    };
}
