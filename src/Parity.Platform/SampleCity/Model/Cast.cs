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

    public static IReadOnlyList<Part> All { get; } =
    [
        new("Comfort Asante-Hill", Role.DeliveryManager),
        new("Jerome Whitlock", Role.Publisher),
        new("Bridget Galloway", Role.Publisher),
        new("Nerys Abara-Cole", Role.ProgrammeManager),
        new("Tobias Fennimore", Role.ProgrammeManager),
        new("Aisling Mbeki-Ford", Role.Evaluator),
        new("Rupert Castellane", Role.Sponsor),
        new("Gwendolyn Osei", Role.Assessor, 1),
        new("Marek Dobrowolny", Role.Assessor, 4),
        new("Sunita Bhattal", Role.Assessor, 6),
        new("Lloyd Pemberley", Role.Assessor, 10),
        new("Samira Osmanli", Role.CaseHandler),
        new("Ngozi Hartwell-Okoro", Role.ProgrammeManager),
        new("Malcolm Prestbury", Role.Assessor),
        new("Dr Yasmin Ketterley", Role.Evaluator),
        new("Constance Adebowale", Role.Sponsor),
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
        Role.Participant or Role.Mentor => GroupKind.Network,
        Role.DeliveryManager or Role.Publisher => GroupKind.Board,
        _ => null,
    };
}
