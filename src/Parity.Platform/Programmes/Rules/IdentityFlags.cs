using System.Text;
using System.Text.RegularExpressions;

namespace Parity.Platform.Programmes.Rules;

/// <summary>What in an answer could tell who wrote it.</summary>
public enum IdentityKind
{
    Name,
    Employer,

    /// <summary>An e-mail or web address, a telephone number, a postcode.</summary>
    Address,

    /// <summary>Pronouns, titles, and what somebody says about being of a group.</summary>
    AboutSelf,
}

public readonly record struct IdentityFlag(int From, int Length, IdentityKind Kind);

/// <summary>
/// Finds in free text what would undo a blind reading: names and employers that the installation knows, and patterns of
/// those that it does not. It would rather cover a word too many; a person looks it over.
/// </summary>
public sealed partial class IdentityFlags
{
    private const int ShortestNamePart = 3;

    /// <summary>What somebody may say that they are.</summary>
    private const string Group = @"\b(?:wom[ae]n|m[ae]n|lady|girl|boy|mother|father|mum|mom|dad|wife|husband|daughter|son|sister|brother|muslim|hindu|sikh|jewish|jew|christian|buddhist|catholic|black|asian|african|caribbean|indian|pakistani|bangladeshi|somali|chinese|arab|mixed[- ]race|gay|lesbian|bisexual|trans|transgender|queer|disabled|deaf|blind|autistic|dyslexic|immigrant|refugee|migrant)\b";

    /// <summary>What first or last words of an employer's name alone do not tell it from others.</summary>
    private static readonly HashSet<string> Titles = new(["dr", "prof", "professor", "sir", "dame", "lady", "lord", "judge", "chief", "officer", "constable", "principal", "commissioner", "the"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, IdentityKind> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Regex? employers;

    /// <param name="names">Full names of people: each part of them is looked for, with a capital.</param>
    /// <param name="employerNames">Names of employers: as they are, without their first word, and by their initials.</param>
    public IdentityFlags(IEnumerable<string> names, IEnumerable<string> employerNames)
    {
        foreach (string part in names.SelectMany(n => NamePart().Matches(n).Select(m => m.Value)))
            if (part.Length >= ShortestNamePart && !Titles.Contains(part)) words[part] = IdentityKind.Name;
        var all = employerNames.SelectMany(Spellings).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(s => s.Length).Select(Regex.Escape).ToList();
        if (all.Count > 0) employers = new Regex($@"\b({string.Join('|', all)})(?:'s|’s)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>As a person has looked it over: with words of their own covered, and others left open.</summary>
    public IReadOnlyList<IdentityFlag> Find(string text, IReadOnlyList<string> alsoCover, IReadOnlyList<string> leaveOpen)
    {
        var kept = Find(text).Where(f => !leaveOpen.Contains(text.Substring(f.From, f.Length), StringComparer.OrdinalIgnoreCase)).ToList();
        foreach (string words in alsoCover.Where(w => w.Length > 0))
            for (int at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + words.Length, StringComparison.OrdinalIgnoreCase))
                kept.Add(new(at, words.Length, IdentityKind.Name));
        return Merge(kept);
    }

    /// <returns>In order, none over another.</returns>
    public IReadOnlyList<IdentityFlag> Find(string text)
    {
        var found = new List<IdentityFlag>();
        Add(Address().Matches(text), IdentityKind.Address);
        if (employers is not null) Add(employers.Matches(text), IdentityKind.Employer);
        Add(EmployerPattern().Matches(text), IdentityKind.Employer);
        Add(WorksAt().Matches(text).Select(m => m.Groups["who"]), IdentityKind.Employer);
        Add(Pronouns().Matches(text), IdentityKind.AboutSelf);
        Add(AboutSelf().Matches(text), IdentityKind.AboutSelf);
        Add(Titled().Matches(text), IdentityKind.Name);
        Add(CalledMe().Matches(text).Select(m => m.Groups["who"]), IdentityKind.Name);
        foreach (var word in NamePart().Matches(text).Where(m => char.IsUpper(m.Value[0]) && words.ContainsKey(m.Value))) found.Add(new(word.Index, word.Length, IdentityKind.Name));
        Add(TwoCapitals().Matches(text), IdentityKind.Name);
        return Merge(found);

        void Add(IEnumerable<Capture> matches, IdentityKind kind) => found.AddRange(matches.Where(m => m.Length > 0).Select(m => new IdentityFlag(m.Index, m.Length, kind)));
    }

    /// <summary>The text with every flag covered by what it is.</summary>
    public static string Mask(string text, IEnumerable<IdentityFlag> flags)
    {
        var masked = new StringBuilder();
        int at = 0;
        foreach (var flag in flags)
        {
            masked.Append(text, at, flag.From - at).Append(flag.Kind switch
            {
                IdentityKind.Name => "[name]",
                IdentityKind.Employer => "[employer]",
                IdentityKind.Address => "[address]",
                _ => "[about self]",
            });
            at = flag.From + flag.Length;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    private static List<IdentityFlag> Merge(List<IdentityFlag> found)
    {
        var merged = new List<IdentityFlag>();
        foreach (var flag in found.OrderBy(f => f.From).ThenByDescending(f => f.Length))
        {
            if (merged.Count > 0 && flag.From < merged[^1].From + merged[^1].Length)
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].Length, flag.From + flag.Length - merged[^1].From) };
            else merged.Add(flag);
        }

        return merged;
    }

    private static IEnumerable<string> Spellings(string name)
    {
        string[] parts = [.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(p => !p.Equals("the", StringComparison.OrdinalIgnoreCase))];
        if (parts.Length == 0) yield break;
        yield return string.Join(' ', parts);
        if (parts.Length >= 3) yield return string.Join(' ', parts[1..]);
        if (parts.Length >= 3) yield return string.Concat(parts.Where(p => char.IsUpper(p[0])).Select(p => p[0]));
        if (parts.Length == 2) yield return parts[1] + " of " + parts[0];
    }

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’]*")]
    private static partial Regex NamePart();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+|https?://\S+|\bwww\.\S+|(?<!\w)@\w{2,}|(?<!\w)(\+44|0)[\d ()-]{8,}\d|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    /// <summary>Words with capitals that end like the name of an organisation.</summary>
    [GeneratedRegex(@"\b(?:(?:\p{Lu}[\p{L}'’&-]*|of|and|for|the)\s+)*?\p{Lu}[\p{L}'’-]*\s+(?:(?:of|and|for|NHS|City|County|Borough)\s+)*(?:Council|Trust|University|College|School|Academy|Hospital|Hospitals|Ltd|Limited|plc|PLC|LLP|Police|Constabulary|Housing|Homes|Charity|Foundation|Association|Authority|Group|Partnership|Service|Services|Bank|Airport|Museum|Museums)\b")]
    private static partial Regex EmployerPattern();

    [GeneratedRegex(@"\b(?:work(?:s|ed|ing)?|job|employed|employer|manager|nurse|officer|team)\s+(?:is\s+|at\s+|for\s+|by\s+|with\s+)(?:the\s+)?(?<who>\p{Lu}[\p{L}'’&-]+(?:\s+(?:of\s+|and\s+)?\p{Lu}[\p{L}'’&-]+)*)")]
    private static partial Regex WorksAt();

    [GeneratedRegex(@"\b(?:she|he|they|ze|xe)\s*/\s*(?:her|hers|him|his|them|theirs|they|zir|xem)(?:\s*/\s*\w+)?\b|\b(?:my pronouns are)\s+\w+", RegexOptions.IgnoreCase)]
    private static partial Regex Pronouns();

    [GeneratedRegex(@"\b(?:as|being|i am|i'm|i’m|i was)\s+(?:an?|the only|one of the few)?\s*(?:[\w-]+\s+){0,4}?" + Group + @"(?:[\s,-]+(?:[\w-]+\s+){0,3}?" + Group + ")*" + @"|\bmy\s+(?:husband|wife|girlfriend|boyfriend|faith|mosque|temple|church|synagogue|gurdwara|wheelchair|hijab|turban|disability|ethnicity|religion|skin colou?r)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AboutSelf();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor|Rev|Imam|Sister)\.?\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?")]
    private static partial Regex Titled();

    [GeneratedRegex(@"\b(?:my name is|i am called|call me|known as|named|called|yours,|regards,)\s+(?<who>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*)")]
    private static partial Regex CalledMe();

    /// <summary>Two words with capitals beside each other, such as a name that nobody here has.</summary>
    [GeneratedRegex(@"\b\p{Lu}\p{Ll}+(?:[-'’]\p{Lu}?\p{Ll}+)*(?:\s+\p{Lu}\p{Ll}+(?:[-'’]\p{Lu}?\p{Ll}+)*)+\b")]
    private static partial Regex TwoCapitals();
}
