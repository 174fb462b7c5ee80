using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>How an employer writes ethnicity in its return.</summary>
internal enum EthnicityCoding { Harmonised, Police, Nhs, Hesa, OwnCodes, BroadOnly }

/// <summary>One invented employer of the city and the habits of its return.</summary>
/// <param name="Weight">Its share of the city's workforce, relative to the others.</param>
/// <param name="Minority">Ethnic minority share of its staff, per cent of the city's.</param>
/// <param name="Asian">Share of Asian among its ethnic minority staff, per cent of the city's.</param>
/// <param name="PreferNotToSay">In 1,000 people.</param>
/// <param name="NotKnown">In 1,000 people.</param>
/// <param name="Women">In 100 people.</param>
internal sealed record Employer(
    string Code, string Name, Sector Sector, int Weight, GradeScheme Grades, EthnicityCoding Coding,
    int Minority, int Asian, int PreferNotToSay, int NotKnown, int Women, IReadOnlyList<string> Directorates)
{
    /// <summary>The directorates after the reorganisation: for each old one the number of the new one it became part of; null: none.</summary>
    public (IReadOnlyList<string> Names, IReadOnlyList<int> From)? Reorganised { get; init; }

    public bool CalendarDays { get; init; }
    public bool PaysBonuses { get; init; }

    /// <summary>Sends neither training, survey, board nor day counts in the first edition.</summary>
    public bool StartsSmall { get; init; }

    /// <summary>Records development training for too few people for a rate.</summary>
    public bool TrainingPatchy { get; init; }

}

/// <summary>The employers of a city of any size: sixteen with names of their own, then more of the same kinds in invented districts.</summary>
internal static class Employers
{
    private static readonly string[] Districts =
    [
        "Ashmarsh", "Brackwater", "Calderwick", "Dunmarsh", "Elverbank", "Farwick", "Greywharf", "Hollinmoor", "Inglestow", "Kestrelford", "Larkhaven", "Mossgate",
    ];

    private static readonly IReadOnlyList<string> Wards = ["Medicine", "Surgery", "Women and children", "Diagnostics", "Estates and facilities", "Corporate services"];
    private static readonly IReadOnlyList<string> Faculties = ["Arts", "Science and engineering", "Health sciences", "Social sciences and law", "Library and student services", "Professional services"];
    private static readonly IReadOnlyList<string> Offices = ["North office", "South office", "Central services"];

    /// <summary>In order of importance to the city, so that a small city keeps a mix of sectors.</summary>
    private static readonly Employer[] Named =
    [
        new("city-council", "Severnside City Council", Sector.Council, 6200, GradeScheme.Council, EthnicityCoding.Harmonised, 96, 80, 22, 38, 61,
            ["Adult care", "Children and education", "Housing", "Streets and waste", "Planning and economy", "Libraries and culture", "Finance", "People and technology"])
        {
            Reorganised = (["Care and communities", "Education and skills", "Homes and places", "Growth", "Resources"], [0, 1, 2, 2, 3, 0, 4, 4]),
        },
        new("teaching-hospitals", "Severnside Teaching Hospitals", Sector.Health, 8700, GradeScheme.Health, EthnicityCoding.Nhs, 138, 130, 17, 20, 74, Wards) { CalendarDays = true },
        new("severnside-police", "Severnside Police", Sector.Police, 3600, GradeScheme.Police, EthnicityCoding.Police, 38, 90, 0, 34, 37,
            ["Neighbourhoods", "Response", "Investigations", "Intelligence", "Operations support", "Enabling services"]),
        new("university-of-severnside", "University of Severnside", Sector.University, 4300, GradeScheme.University, EthnicityCoding.Hesa, 103, 150, 35, 45, 53, Faculties) { PaysBonuses = true },
        new("fire-and-rescue", "Severnside Fire and Rescue", Sector.Fire, 1000, GradeScheme.Fire, EthnicityCoding.BroadOnly, 28, 80, 46, 80, 18, ["Stations", "Prevention and protection", "Control and support"]),
        new("severnside-college", "Severnside College", Sector.College, 1000, GradeScheme.College, EthnicityCoding.OwnCodes, 74, 90, 20, 50, 62,
            ["Technology", "Creative arts", "Care and science", "Student services", "Business services"]) { TrainingPatchy = true },
        new("westmoor-hospitals", "Westmoor General Hospitals", Sector.Health, 5400, GradeScheme.Health, EthnicityCoding.Nhs, 106, 130, 20, 24, 76, Wards) { CalendarDays = true },
        new("mental-health-partnership", "Severnside Mental Health Partnership", Sector.Health, 3600, GradeScheme.Health, EthnicityCoding.Nhs, 105, 75, 25, 28, 71,
            ["Inpatient care", "Community teams", "Children and families", "Specialist services", "Corporate services"]) { CalendarDays = true },
        new("community-health", "Severnside Community Health", Sector.Health, 3300, GradeScheme.Health, EthnicityCoding.Harmonised, 88, 80, 8, 12, 85,
            ["Community nursing", "Therapies", "Children's services", "Urgent care", "Business support"]),
        new("westmoor-university", "Westmoor University", Sector.University, 2600, GradeScheme.University, EthnicityCoding.Hesa, 88, 130, 40, 60, 55, Faculties) { PaysBonuses = true },
        new("ambulance-service", "Severnside Ambulance Service", Sector.Health, 2350, GradeScheme.Health, EthnicityCoding.Nhs, 31, 80, 16, 30, 51,
            ["Emergency operations", "Patient transport", "Control rooms", "Support services"]) { CalendarDays = true },
        new("estuary-probation", "Estuary Probation Service", Sector.Justice, 800, GradeScheme.Justice, EthnicityCoding.Harmonised, 118, 70, 20, 36, 72, Offices) { PaysBonuses = true },
        new("severnside-courts", "Severnside Courts Service", Sector.Justice, 900, GradeScheme.Justice, EthnicityCoding.Harmonised, 95, 110, 40, 90, 68, Offices) { PaysBonuses = true, StartsSmall = true },
        new("prosecution-service", "Severnside Prosecution Service", Sector.Justice, 450, GradeScheme.Justice, EthnicityCoding.Harmonised, 105, 120, 18, 30, 66, Offices) { PaysBonuses = true },
        new("care-board", "Severnside Care Board", Sector.Health, 520, GradeScheme.Health, EthnicityCoding.Nhs, 72, 110, 15, 18, 73, ["Commissioning", "Quality and nursing", "Strategy and finance"]) { CalendarDays = true },
        new("police-commissioner", "Office of the Severnside Police Commissioner", Sector.Justice, 60, GradeScheme.Justice, EthnicityCoding.Harmonised, 60, 90, 20, 20, 58, ["Commissioner's office"]),
    ];

    public static IReadOnlyList<Employer> First(int count) => [.. Enumerable.Range(0, count).Select(At)];

    private static Employer At(int index)
    {
        var model = Named[index % Named.Length];
        int round = index / Named.Length;
        if (round == 0) return model;

        string district = Districts[(round - 1) % Districts.Length];
        int again = (round - 1) / Districts.Length;
        if (again > 0) district += $" {again + 1}";
        string kind = KindOf(model);
        return model with
        {
            Code = $"{district} {kind}".ToLowerInvariant().Replace(' ', '-'),
            Name = $"{district} {kind}",
            Weight = Math.Max(1, model.Weight * 2 / (round + 2)),
            Reorganised = null,
            StartsSmall = false,
        };
    }

    private static string KindOf(Employer model) => model.Code switch
    {
        "city-council" => "District Council",
        "teaching-hospitals" => "Infirmary",
        "severnside-police" => "Constabulary",
        "university-of-severnside" => "University",
        "fire-and-rescue" => "Fire Service",
        "severnside-college" => "College",
        "westmoor-hospitals" => "Cottage Hospitals",
        "mental-health-partnership" => "Mental Health Service",
        "community-health" => "Community Care",
        "westmoor-university" => "Metropolitan University",
        "ambulance-service" => "Patient Transport",
        "estuary-probation" => "Probation Service",
        "severnside-courts" => "Courts Service",
        "prosecution-service" => "Prosecutors",
        "care-board" => "Care Board",
        _ => "Police Commissioner",
    };

    /// <summary>Shares of a city's people by largest remainder, at least one each; they add up to <paramref name="people"/>.</summary>
    public static int[] Sizes(IReadOnlyList<Employer> employers, int people)
    {
        long weights = employers.Sum(employer => (long)employer.Weight);
        long free = people - employers.Count;
        var sizes = new int[employers.Count];
        var remainders = new long[employers.Count];
        long given = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            long share = free * employers[i].Weight;
            sizes[i] = 1 + (int)(share / weights);
            remainders[i] = share % weights;
            given += sizes[i];
        }
        foreach (int i in Enumerable.Range(0, sizes.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)(people - given)))
            sizes[i]++;
        return sizes;
    }
}
