using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Shared;

/// <summary>What several forms say alike when they are not accepted.</summary>
internal static class Faults
{
    public static IReadOnlyList<FieldFault> None => [];

    public static IReadOnlyList<FieldFault> Of(IEnumerable<(string Field, string Advice)> mistakes) => [.. mistakes.Select(m => new FieldFault(m.Field, m.Advice))];

    public static int StatusOf(IReadOnlyCollection<FieldFault> faults) => faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    public static IReadOnlyList<FieldFault> One(string field, string advice) => [new(field, advice)];

    public static IReadOnlyList<FieldFault> TooMany(TimeSpan wait) =>
        One("", $"Wait {Words.Count((long)Math.Max(1, Math.Ceiling(wait.TotalMinutes)), "minute")} and try again: there were too many tries.");
}
