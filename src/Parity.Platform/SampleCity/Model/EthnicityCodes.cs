using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>The code an employer's return has for each harmonised group, from the crosswalk in <c>reference/</c>.</summary>
internal sealed class EthnicityCodes
{
    private readonly string[] codes;

    private EthnicityCodes(string[] codes) => this.codes = codes;

    public string this[Ethnicity group] => codes[(int)group];

    /// <summary>The rows of <c>ethnicity.csv</c> of an employer with codes of its own: code, label, harmonised code.</summary>
    public IReadOnlyList<(string Code, string Label, Ethnicity MapsTo)> Own { get; private init; } = [];

    public static EthnicityCodes Of(EthnicityCoding coding)
    {
        var codes = new string[Enum.GetValues<Ethnicity>().Length];
        var own = new List<(string, string, Ethnicity)>();
        foreach (var row in Crosswalk.Value)
        {
            codes[(int)row.Group] = coding switch
            {
                EthnicityCoding.Harmonised => row.Group.ToString(),
                EthnicityCoding.Police => row.Police,
                EthnicityCoding.Nhs => row.Nhs,
                EthnicityCoding.Hesa => row.Hesa,
                EthnicityCoding.OwnCodes => $"E{own.Count + 1:00}",
                _ => row.Group.Broad() is BroadGroup.X ? row.Group.ToString() : row.Group.Broad().ToString(),
            };
            if (coding is EthnicityCoding.OwnCodes) own.Add((codes[(int)row.Group], row.Label, row.Group));
        }
        return new EthnicityCodes(codes) { Own = own };
    }

    private sealed record CrosswalkRow(Ethnicity Group, string Label, string Police, string Nhs, string Hesa);

    private static readonly Lazy<IReadOnlyList<CrosswalkRow>> Crosswalk = new(() =>
    {
        using var text = new StreamReader(typeof(EthnicityCodes).Assembly.GetManifestResourceStream("reference/ethnicity_crosswalk.csv")!);
        string[] header = Cells(text.ReadLine()!);
        int police = Array.IndexOf(header, "police_sde_18plus1"), nhs = Array.IndexOf(header, "nhs_esr_2001_code"), hesa = Array.IndexOf(header, "hesa_staff_2012_to_2021");
        var rows = new List<CrosswalkRow>();
        while (text.ReadLine() is { } line)
        {
            string[] cells = Cells(line);
            rows.Add(new(Enum.Parse<Ethnicity>(cells[0]), cells[1], cells[police], cells[nhs], cells[hesa]));
        }
        return rows;
    });

    /// <summary>The cells of a line of our own reference file: a quoted cell may hold commas, but neither quotes nor line ends.</summary>
    private static string[] Cells(string line) =>
        [.. line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Trim(',') is "" ? [] : part.Trim(',').Split(','))];
}
