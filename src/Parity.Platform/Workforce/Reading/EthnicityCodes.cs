using System.Reflection;
using System.Text;
using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// The ethnicity codes that one return may use: those of its declared scheme and the employer's own from
/// <c>ethnicity.csv</c>, which win. Looked up in UTF-8.
/// </summary>
internal sealed class EthnicityCodes
{
    private readonly KeyTable codes = new();
    private readonly List<Ethnicity> maps = [];

    private static readonly Lazy<IReadOnlyList<SchemeCode>> Reference = new(ReadReference);

    /// <param name="scheme">Null when the return's declaration could not be read: then the codes of every scheme are let pass.</param>
    public EthnicityCodes(EthnicityScheme? scheme)
    {
        if (scheme is null or EthnicityScheme.Harmonised)
            foreach (var value in Enum.GetValues<Ethnicity>()) Set(Encoding.UTF8.GetBytes(value.ToString()), value);
        foreach (var code in Reference.Value)
            if (scheme is null || code.Scheme == scheme) Set(Encoding.UTF8.GetBytes(code.Code), code.MapsTo);
        IgnoresSecondCharacter = scheme is null or EthnicityScheme.Nhs;
        Advice = scheme switch
        {
            EthnicityScheme.Police =>
                "Use a code of the police 18+1 list (the older 16+1 code for Chinese is A4 now), or add your own code to ethnicity.csv.",
            EthnicityScheme.Nhs => "Use an NHS code (A to S, Z or 99), or add your own code to ethnicity.csv.",
            EthnicityScheme.Hesa => "Use a HESA ethnicity code, or add your own code to ethnicity.csv.",
            _ => "Use a harmonised code (W1 to O9, W M A B O, X1, X9), or add your own code to ethnicity.csv. Codes of police, NHS or "
                + "HESA systems need ethnicity_scheme in return.csv.",
        };
    }

    public string Advice { get; }

    private bool IgnoresSecondCharacter { get; }

    public void SetOwn(ReadOnlySpan<byte> code, Ethnicity mapsTo) => Set(code, mapsTo);

    public bool TryFind(ReadOnlySpan<byte> cell, out Ethnicity code)
    {
        int found = codes.Find(cell);
        if (found < 0 && IgnoresSecondCharacter && cell.Length == 2 && char.IsAsciiLetterUpper((char)cell[0]) && char.IsAsciiLetterOrDigit((char)cell[1]))
            found = codes.Find(cell[..1]);
        code = found < 0 ? Ethnicity.X9 : maps[found];
        return found >= 0;
    }

    public static bool TryHarmonised(ReadOnlySpan<byte> cell, out Ethnicity code)
    {
        foreach (var value in Enum.GetValues<Ethnicity>())
        {
            if (!Encoding.UTF8.GetBytes(value.ToString()).AsSpan().SequenceEqual(cell)) continue;
            code = value;
            return true;
        }

        code = Ethnicity.X9;
        return false;
    }

    private void Set(ReadOnlySpan<byte> code, Ethnicity mapsTo)
    {
        int key = codes.Add(code, out bool added);
        if (added) maps.Add(mapsTo);
        else maps[key] = mapsTo;
    }

    private sealed record SchemeCode(EthnicityScheme Scheme, string Code, Ethnicity MapsTo);

    private static List<SchemeCode> ReadReference()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("reference/ethnicity_scheme_codes.csv")
            ?? throw new InvalidOperationException("The ethnicity scheme codes are missing from the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var read = new List<SchemeCode>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            read.Add(new SchemeCode(Enum.Parse<EthnicityScheme>(cells[0], ignoreCase: true), cells[1], Enum.Parse<Ethnicity>(cells[2])));
        }

        return read;
    }
}
