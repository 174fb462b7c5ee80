using System.Buffers.Binary;
using System.Security.Cryptography;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>Why somebody may not mark or interview somebody.</summary>
public enum Bar
{
    OwnApplication,
    OwnEmployer,

    /// <summary>A link that the assessor declared: family, line management, mentoring, another.</summary>
    DeclaredLink,

    /// <summary>Recused, abstained, or taken off by the programme's team.</summary>
    SteppedBack,
    NoMoreAssessor,
    NotCalibrated,
}

/// <summary>Somebody who marks, as far as the rules depend on it.</summary>
/// <param name="Employers">Where they said they work, and wherever they hold a role.</param>
/// <param name="Linked">Applications of people they declared a link with.</param>
/// <param name="SteppedBackFrom">Applications that they may not be given again.</param>
public sealed record Reader(
    PersonId Person, IReadOnlySet<OrganisationId> Employers, bool IsCalibrated, bool HasEnded, IReadOnlySet<Guid> Linked, IReadOnlySet<Guid> SteppedBackFrom);

/// <param name="Readers">Who has been given it already.</param>
public sealed record ToMark(Guid Application, PersonId Applicant, OrganisationId? Employer, IReadOnlyList<PersonId> Readers);

/// <param name="Short">Readers that are missing.</param>
/// <param name="Bars">Why the others cannot be: how many of them, by reason.</param>
public sealed record HandedOut(Guid Application, IReadOnlyList<PersonId> Given, int Short, IReadOnlyDictionary<Bar, int> Bars);

/// <summary>
/// Who marks whose application. Applications of one employer are spread evenly over the readers who may have them, and
/// nothing else decides: what a reader is given does not depend on whether somebody at the reader's own employer applies,
/// so that its number tells nothing (docs/decisions/0064-marking-is-even-within-each-employer.md).
/// </summary>
public static class HandOut
{
    public static Bar? BarOf(ToMark one, Reader reader) =>
        one.Applicant == reader.Person ? Bar.OwnApplication
        : one.Employer is { } employer && reader.Employers.Contains(employer) ? Bar.OwnEmployer
        : reader.Linked.Contains(one.Application) ? Bar.DeclaredLink
        : reader.SteppedBackFrom.Contains(one.Application) ? Bar.SteppedBack
        : reader.HasEnded ? Bar.NoMoreAssessor
        : reader.IsCalibrated ? null : Bar.NotCalibrated;

    /// <param name="each">How many readers an application has.</param>
    /// <param name="seed">Fixed with the rules of the cohort: it settles who is first where loads are alike.</param>
    public static IReadOnlyList<HandedOut> Of(IReadOnlyList<ToMark> applications, IReadOnlyList<Reader> readers, int each, long seed)
    {
        var found = new List<HandedOut>();
        foreach (var employer in applications.GroupBy(a => a.Employer))
        {
            var load = readers.ToDictionary(r => r.Person, r => employer.Count(a => a.Readers.Contains(r.Person)));
            foreach (var one in employer.OrderBy(a => SeededOrder.PlaceOf(seed, a.Application)))
            {
                var bars = readers.Where(r => !one.Readers.Contains(r.Person)).Select(r => (Reader: r, Bar: BarOf(one, r))).ToList();
                var given = bars.Where(b => b.Bar is null).Select(b => b.Reader.Person)
                    .OrderBy(p => load[p]).ThenBy(p => SeededOrder.PlaceOf(seed, one.Application, p.Value)).Take(Math.Max(0, each - one.Readers.Count)).ToList();
                foreach (var person in given) load[person]++;
                found.Add(new(one.Application, given, Math.Max(0, each - one.Readers.Count - given.Count), bars.Where(b => b.Bar is not null).GroupBy(b => b.Bar!.Value).ToDictionary(g => g.Key, g => g.Count())));
            }
        }

        return found;
    }
}

/// <summary>Orders that look like chance and can be made again from their seed.</summary>
public static class SeededOrder
{
    /// <summary>Where something stands: a number as good as random, the same for the same seed and parts.</summary>
    public static ulong PlaceOf(long seed, params ReadOnlySpan<Guid> parts) => PlaceOf(seed, "", parts);

    /// <param name="word">Keeps orders of different things apart.</param>
    public static ulong PlaceOf(long seed, string word, params ReadOnlySpan<Guid> parts)
    {
        Span<byte> text = stackalloc byte[8 + (16 * parts.Length) + (2 * word.Length)];
        BinaryPrimitives.WriteInt64BigEndian(text, seed);
        for (int at = 0; at < parts.Length; at++) parts[at].TryWriteBytes(text[(8 + (16 * at))..], bigEndian: true, out _);
        for (int at = 0; at < word.Length; at++) BinaryPrimitives.WriteUInt16BigEndian(text[(8 + (16 * parts.Length) + (2 * at))..], word[at]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
