using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Shared;

/// <summary>What several forms say alike when they are not accepted.</summary>
internal static class Faults
{
    public static IReadOnlyList<FieldFault> None => [];

    public static IReadOnlyList<FieldFault> Of(IEnumerable<(string Field, string Advice)> mistakes) => [.. mistakes.Select(m => new FieldFault(m.Field, m.Advice))];

    public static int StatusOf(IReadOnlyCollection<FieldFault> faults) => faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    public static IReadOnlyList<FieldFault> One(string field, string advice) => [new(field, advice)];

    /// <summary>The ids of what a screen reader says with a field; null where it has neither hint nor fault.</summary>
    public static string? DescribedBy(string field, bool hasHint, bool isWrong) => (hasHint, isWrong) switch
    {
        (true, true) => $"{field}-hint {field}-error",
        (true, false) => field + "-hint",
        (false, true) => field + "-error",
        _ => null,
    };

    public static IReadOnlyList<FieldFault> TooMany(TimeSpan wait) =>
        One("", $"Wait {Words.Count((long)Math.Max(1, Math.Ceiling(wait.TotalMinutes)), "minute")} and try again: there were too many tries.");
}
