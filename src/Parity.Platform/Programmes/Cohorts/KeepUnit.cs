using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Keeps the catalogue of units for certificates. What changes is a new version from a day on; a version is ended by a day, and
/// one that nobody has chosen can be taken out.
/// </summary>
public static class KeepUnit
{
    public const int LongestCode = 20;
    public const int LongestTitle = 120;
    public const int LongestGroup = 60;
    public const int LongestSource = 300;
    public const int MostCredits = 60;
    public const int MostHours = 600;

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Unit">Its version is not read: the next one is given.</param>
        /// <param name="IsNew">Else it is a version of a unit that is there.</param>
        public sealed record Keep(OfferedUnit Unit, bool IsNew) : Deed;

        /// <param name="On">The last day on which it can be begun.</param>
        public sealed record End(string Code, int Version, DateOnly? On) : Deed;

        public sealed record TakeOut(string Code, int Version) : Deed;
    }

    public sealed record Request(PersonId By, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>A participant has chosen it.</summary>
        public sealed record InUse : Outcome;

        public sealed record NoSuchUnit : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string why = request.Deed switch { Deed.Keep => "a version of a unit was kept", Deed.End => "a unit was ended", _ => "a version of a unit that nobody has chosen was taken out" };
            return store.WriteAsync(new Change(new Actor.Someone(request.By), ChangeKind.UnitKept, why), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchUnit();
                return request.Deed switch
                {
                    Deed.Keep keep => await KeepAsync(records, request.By, keep, stop),
                    Deed.End end => await EndAsync(records, end, stop),
                    Deed.TakeOut takeOut => await TakeOutAsync(records, takeOut, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);
        }

        private async Task<Outcome> KeepAsync(Records records, PersonId by, Deed.Keep keep, CancellationToken stop)
        {
            var unit = keep.Unit;
            var before = (await UnitVersion.CatalogueAsync(records, stop)).Newest(unit.Code);
            if (!keep.IsNew && before is null) return new Outcome.NoSuchUnit();
            var mistakes = Mistakes(unit).ToList();
            if (keep.IsNew && before is not null) mistakes.Add(("code", "There is a unit with this code. Make a new version of it."));
            if (!keep.IsNew && unit.From <= before!.From) mistakes.Add(("from", "A new version is for those who begin later than the one before it came into use."));
            string certificate = before?.Certificate ?? unit.Certificate;
            if (before is null && !(await UnitVersion.CertificatesAsync(records, stop)).Contains(certificate)) mistakes.Add(("certificate", "Choose the certificate that it is a unit of."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            records.Add(UnitVersion.Of(unit with { Code = before?.Code ?? unit.Code, Version = 1 + (before?.Version ?? 0), Certificate = certificate, EndsOn = null }, by, clock.GetUtcNow()));
            return new Outcome.Done();
        }

        private static async Task<Outcome> EndAsync(Records records, Deed.End end, CancellationToken stop)
        {
            if (await records.Set<UnitVersion>().SingleOrDefaultAsync(u => u.Code == end.Code && u.Version == end.Version, stop) is not { } one) return new Outcome.NoSuchUnit();
            if (await records.Set<UnitVersion>().AnyAsync(u => u.Code == end.Code && u.Version > end.Version, stop)) return No($"ends-{end.Code}", "The version after it has ended it.");
            if (end.On is not { } on || on < one.ValidFrom) return No($"ends-{end.Code}", "Enter the last day on which it can be begun, not before its first.");
            one.EndsOn = on;
            return new Outcome.Done();
        }

        private static async Task<Outcome> TakeOutAsync(Records records, Deed.TakeOut takeOut, CancellationToken stop)
        {
            var versions = await records.Set<UnitVersion>().Where(u => u.Code == takeOut.Code && u.Version >= takeOut.Version).OrderBy(u => u.Version).ToListAsync(stop);
            // Only the newest: with one from the middle, an earlier version would be lengthened over days on which the later one was chosen.
            if (versions is not [var one] || one.Version != takeOut.Version) return new Outcome.NoSuchUnit();
            if (await records.Set<CertificateUnitChosen>().AnyAsync(u => u.Code == takeOut.Code && u.Version == takeOut.Version, stop)) return new Outcome.InUse();
            records.Remove(one);
            return new Outcome.Done();
        }

        private static IEnumerable<(string Field, string Advice)> Mistakes(OfferedUnit unit)
        {
            if (unit.Code.Length is 0 or > LongestCode || unit.Code.Contains('/', StringComparison.Ordinal)) yield return ("code", $"Enter the unit's code as the awarding body gives it, at most {LongestCode} characters and no slash.");
            if (unit.Title.Length is 0 or > LongestTitle) yield return ("title", $"Enter what the unit is called, in at most {LongestTitle} characters.");
            if (unit.Level is < FollowCertificate.LowestLevel or > FollowCertificate.HighestLevel) yield return ("level", $"Enter its level, from {FollowCertificate.LowestLevel} to {FollowCertificate.HighestLevel}.");
            if (unit.Credits is < 1 or > MostCredits) yield return ("credits", $"Enter how many credits it has, from 1 to {MostCredits}.");
            if (unit.TotalHours is < 1 or > MostHours) yield return ("total-hours", $"Enter how many hours it takes in all, from 1 to {MostHours}.");
            if (unit.GuidedHours < 0 || unit.GuidedHours > unit.TotalHours) yield return ("guided-hours", "Enter how many of these hours are guided, 0 if none.");
            if (unit.Group.Length > LongestGroup) yield return ("group", $"Use at most {LongestGroup} characters.");
            if (unit.From == default) yield return ("from", "Enter from which day it can be begun.");
            if (unit.Source.Length is 0 or > LongestSource) yield return ("source", $"Say in at most {LongestSource} characters which page or paper of the awarding body or centre says it.");
        }

        private static Outcome.NotYet No(string field, string advice) => new([(field, advice)]);
    }
}

/// <summary>The catalogue of units, every version, with who can begin it until when.</summary>
public static class ReadUnits
{
    /// <param name="Until">The last day on which it can be begun; null while that is open.</param>
    /// <param name="IsNewest">No version of it came later.</param>
    /// <param name="IsUsed">A participant has chosen it.</param>
    public sealed record Listed(OfferedUnit Unit, DateOnly? Until, bool IsOpen, bool IsNewest, bool IsUsed);

    /// <param name="Certificates">Titles of the certificates that shapes have.</param>
    public sealed record Catalogue(IReadOnlyList<Listed> All, IReadOnlyList<string> Certificates);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>By certificate and code, then version.</returns>
        public Task<Catalogue> HandleAsync(CancellationToken stop) => store.ReadAsync(async records =>
        {
            var today = London.Today(clock);
            var catalogue = await UnitVersion.CatalogueAsync(records, stop);
            var used = (await records.Set<CertificateUnitChosen>().Where(u => u.Version != null).Select(u => new { u.Code, Version = u.Version!.Value }).Distinct().ToListAsync(stop)).Select(u => (u.Code, u.Version)).ToHashSet();
            return new Catalogue(
                [.. catalogue.All.OrderBy(u => u.Certificate, StringComparer.Ordinal).Select(u => new Listed(u, catalogue.UntilOf(u), catalogue.CanBeBegun(u, today), catalogue.Newest(u.Code) == u, used.Contains((u.Code, u.Version))))],
                await UnitVersion.CertificatesAsync(records, stop));
        });
    }
}
