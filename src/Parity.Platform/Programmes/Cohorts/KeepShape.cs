using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Keeps a new version of a shape, or the first of a new one, as data. A version that was kept never changes; one that no
/// cohort has can be taken out.
/// </summary>
public static partial class KeepShape
{
    public const int LongestTitle = 120;
    public const int LongestText = 300;
    public const int MostTypes = 10;
    public const int MostModules = 24;
    public const int MostCriteria = 10;
    private const int MostUnits = 400;

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Shape">Its version is not read: the next one is given.</param>
        /// <param name="EvenSo">Keep it with what contradicts itself, as for a cohort of the past.</param>
        public sealed record Keep(ProgrammeShape Shape, bool EvenSo) : Deed;

        public sealed record TakeOut(string Code, int Version) : Deed;
    }

    public sealed record Request(PersonId By, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>It contradicts itself, and nobody has said to keep it even so.</summary>
        public sealed record Contradicts(IReadOnlyList<RuleFault> Faults) : Outcome;

        /// <summary>A cohort has it.</summary>
        public sealed record InUse : Outcome;

        public sealed record NoSuchShape : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => request.Deed switch
        {
            Deed.Keep keep => KeepAsync(request.By, keep, stop),
            Deed.TakeOut takeOut => TakeOutAsync(request.By, takeOut, stop),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };

        private async Task<Outcome> KeepAsync(PersonId by, Deed.Keep keep, CancellationToken stop)
        {
            if (Mistakes(keep.Shape).ToList() is { Count: > 0 } mistakes) return new Outcome.NotYet(mistakes);
            var faults = ShapeFaults.Of(keep.Shape);
            if (!keep.EvenSo && faults.Any(f => f.Blocks)) return new Outcome.Contradicts(faults);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(by), ChangeKind.ShapeMade, "a version of a shape was kept"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, by)) return new Outcome.NoSuchShape();
                string code = keep.Shape.Code;
                int version = 1 + ShapesOnFile.All.Where(s => s.Code == code).Select(s => s.Version)
                    .Concat(await records.Set<OwnShape>().Where(s => s.Code == code).Select(s => s.Version).ToListAsync(stop)).DefaultIfEmpty(0).Max();
                records.Add(new OwnShape { Code = code, Version = version, Shape = (keep.Shape with { Version = version }).ToJson(), MadeBy = by, MadeAt = clock.GetUtcNow() });
                return new Outcome.Done();
            }, stop);
        }

        private Task<Outcome> TakeOutAsync(PersonId by, Deed.TakeOut takeOut, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(by), ChangeKind.ShapeMade, "a version of a shape that no cohort has was taken out"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, by)) return new Outcome.NoSuchShape();
                if (await records.Set<OwnShape>().SingleOrDefaultAsync(s => s.Code == takeOut.Code && s.Version == takeOut.Version, stop) is not { } one) return new Outcome.NoSuchShape();
                var cohorts = await records.Set<Cohort>().Select(c => c.Shape).ToListAsync(stop);
                if (cohorts.Select(ProgrammeShape.FromJson).Any(s => s.Code == one.Code && s.Version == one.Version)) return new Outcome.InUse();
                records.Remove(one);
                return new Outcome.Done();
            }, stop);

        private static IEnumerable<(string Field, string Advice)> Mistakes(ProgrammeShape shape)
        {
            if (shape.Title.Length is 0 or > LongestTitle) yield return ("title", $"Give the shape a name of at most {LongestTitle} characters.");
            if (!Code().IsMatch(shape.Code)) yield return ("code", "Give it a code of small letters, digits and hyphens, such as days-27.");
            if (shape.Months is < 1 or > 60) yield return ("months", "Enter over how many months it goes, from 1 to 60.");
            if (shape.StatedDays is < 0 or > 1000) yield return ("days", "Enter how many days it adds up to, such as 27 or 27.5, or nothing.");
            if (shape.Source.Length is 0 or > LongestText) yield return ("source", $"Say in at most {LongestText} characters who decided it, or where it is from.");
            if (shape.Types.Count is 0 or > MostTypes) yield return ("type-1-title", $"Enter from 1 to {MostTypes} kinds of day.");
            for (int at = 0; at < shape.Types.Count; at++)
            {
                var type = shape.Types[at];
                if (type.Title.Length is 0 or > LongestTitle) yield return ($"type-{at + 1}-title", $"Give this kind of day a name of at most {LongestTitle} characters.");
                if (type.Units is < 1 or > MostUnits) yield return ($"type-{at + 1}-amount", $"Enter how many, from 1 to {MostUnits}.");
                if (type.DayMinutes is < 60 or > 720) yield return ($"type-{at + 1}-hours", "Enter how long a day of it is, from 1 to 12 hours.");
            }

            if (shape.Modules.Count > MostModules || shape.Modules.Any(m => m.Title.Length is 0 or > LongestTitle || m.Days is < 1 or > 60))
                yield return ("modules", $"Write each module on a line of its own, then a comma and its days, such as: Leading others, 2. At most {MostModules}.");
            if (shape.Criteria.Count > MostCriteria || shape.Criteria.Any(c => c.Text.Length is 0 or > LongestText)) yield return ("criterion-1", $"Use at most {MostCriteria} conditions of at most {LongestText} characters.");
            if (shape.Certificate is { } rule && (rule.Title.Length > LongestTitle || new[] { rule.Credits, rule.UnitsFrom, rule.UnitsTo, rule.PagesFrom, rule.PagesTo, rule.HoursFrom, rule.HoursTo, rule.Months }.Any(n => n is < 1 or > 500)))
                yield return ("certificate", "Enter every number of the certificate, from 1 to 500, or take its name away.");
            if (shape.Certificate?.Level is < FollowCertificate.LowestLevel or > FollowCertificate.HighestLevel) yield return ("certificate-level", $"Enter its level, from {FollowCertificate.LowestLevel} to {FollowCertificate.HighestLevel}, or nothing.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();
}
