namespace Parity.Web.Site.Words;

/// <summary>Names, order and page names of groups of people. Alphabetical, Other last, then Not known: nobody first by rank or size.</summary>
public static class Groups
{
    /// <summary>The broad groups in the order of every chart and table.</summary>
    public static readonly IReadOnlyList<string> Broad = ["A", "B", "M", "W", "O", "X"];

    private static readonly Dictionary<string, (string Short, string Full)> Ethnic = new(StringComparer.Ordinal)
    {
        ["A"] = ("Asian", "Asian or Asian British"),
        ["B"] = ("Black", "Black, Black British, Caribbean or African"),
        ["M"] = ("Mixed", "Mixed or multiple ethnic groups"),
        ["W"] = ("White", "White"),
        ["O"] = ("Other", "Other ethnic group"),
        ["X"] = ("Not known", "Not known or not said"),
        ["X1"] = ("Prefer not to say", "Prefer not to say"),
        ["X9"] = ("Not known", "Not known or never asked"),
        ["A1"] = ("Indian", "Indian"),
        ["A2"] = ("Pakistani", "Pakistani"),
        ["A3"] = ("Bangladeshi", "Bangladeshi"),
        ["A4"] = ("Chinese", "Chinese"),
        ["A9"] = ("Other Asian", "Any other Asian background"),
        ["B1"] = ("Caribbean", "Black Caribbean"),
        ["B2"] = ("African", "Black African"),
        ["B9"] = ("Other Black", "Any other Black background"),
        ["M1"] = ("White and Black Caribbean", "White and Black Caribbean"),
        ["M2"] = ("White and Black African", "White and Black African"),
        ["M3"] = ("White and Asian", "White and Asian"),
        ["M9"] = ("Other Mixed", "Any other Mixed background"),
        ["W1"] = ("White British", "White British"),
        ["W2"] = ("White Irish", "White Irish"),
        ["W3"] = ("Gypsy or Irish Traveller", "Gypsy or Irish Traveller"),
        ["W4"] = ("Roma", "Roma"),
        ["W9"] = ("Other White", "Any other White background"),
        ["O1"] = ("Arab", "Arab"),
        ["O9"] = ("Any other", "Any other ethnic group"),
    };

    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["sex:F"] = "Women",
        ["sex:M"] = "Men",
        ["sex:O"] = "Another sex or gender",
        ["disability:Y"] = "Disabled",
        ["disability:N"] = "Not disabled",
        ["orientation:heterosexual"] = "Heterosexual",
        ["orientation:gay-lesbian"] = "Gay or lesbian",
        ["orientation:bisexual"] = "Bisexual",
        ["orientation:other"] = "Another orientation",
        ["religion:none"] = "No religion",
        ["age:65+"] = "65 and over",
    };

    /// <summary>Short name, for charts: "Asian", "Ethnic minority", "Women".</summary>
    public static string Short(string? classification, string group) => classification switch
    {
        null => "Everybody",
        "white/other" when group is "other" => "Ethnic minority",
        "white-british/other" when group is "other" => "All other groups",
        "white/other" or "white-british/other" or "broad" or "detailed" => Ethnic.TryGetValue(group, out var name) ? name.Short : group,
        _ => Other(classification, group),
    };

    /// <summary>Full harmonised name, for tables.</summary>
    public static string Full(string? classification, string group) => classification switch
    {
        "broad" or "detailed" when Ethnic.TryGetValue(group, out var name) => name.Full,
        "white-british/other" when group is "other" => "All ethnic groups other than White British",
        _ => Short(classification, group),
    };

    /// <summary>The group as it stands before "staff" or "applicants" in a sentence: "ethnic minority", "White", "Asian".</summary>
    public static string Adjective(string? classification, string group) => (classification, group) switch
    {
        ("white/other", "other") => "ethnic minority",
        ("white-british/other", "other") => "other than White British",
        ("broad", "M") => "Mixed-ethnicity",
        ("broad", "O") => "Other-ethnicity",
        ("sex", "F") => "women",
        ("sex", "M") => "men",
        ("disability", "Y") => "disabled",
        ("disability", "N") => "non-disabled",
        _ => Short(classification, group),
    };

    public static string Classification(string? classification) => classification switch
    {
        null => "Everybody",
        "white/other" => "Ethnic minority and White",
        "white-british/other" => "White British and all other groups",
        "broad" => "Broad ethnic groups",
        "detailed" => "Detailed ethnic groups",
        "sex" => "Sex",
        "disability" => "Disability",
        "age" => "Age",
        "orientation" => "Sexual orientation",
        "religion" => "Religion or belief",
        _ => classification,
    };

    /// <summary>Style class and page name of a broad group.</summary>
    public static string Slug(string broad) => broad switch
    {
        "A" => "asian",
        "B" => "black",
        "M" => "mixed",
        "W" => "white",
        "O" => "other",
        _ => "not-known",
    };

    /// <summary>Where a group stands in any list.</summary>
    public static int Order(string? classification, string group)
    {
        if (classification is "white/other" or "white-british/other") return group is "other" ? 0 : group is "X" ? 2 : 1;
        if (classification is "broad" or "detailed")
        {
            int place = Broad.ToList().IndexOf(group[..1]);
            return (place < 0 ? 9 : place) * 100 + (group.Length > 1 ? group[1] : 0);
        }
        return group.StartsWith('X') ? 1 : 0;
    }

    /// <summary>What a sector's code stands for.</summary>
    public static string Sector(string code) => code switch
    {
        "justice" => "Criminal justice",
        "fire" => "Fire and rescue",
        "voluntary" => "Voluntary organisation",
        "private" => "Private employer",
        "other" => "Other employer",
        _ => Numbers.Sentence(code),
    };

    private static string Other(string classification, string group) => group switch
    {
        "X" or "X9" => "Not known",
        "X1" => "Prefer not to say",
        _ when Others.TryGetValue($"{classification}:{group}", out string? name) => name,
        _ when classification is "age" => group.Replace("-", " to ", StringComparison.Ordinal),
        _ => Numbers.Sentence(group),
    };
}
