using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Accounts.Model;

/// <summary>The dated rules of accounts, from <c>reference/account-policy.json</c>.</summary>
/// <param name="PasswordLength">Least number of characters of a password.</param>
/// <param name="Tries">How many sign-ins for one address from one place are looked at in <paramref name="TryMinutes"/>.</param>
/// <param name="TriesFromOneAddress">The same for everything from one network address, behind which an office may sit.</param>
/// <param name="SessionHours">A session ends then, whatever happens.</param>
/// <param name="IdleMinutes">It ends earlier if nothing is asked for so long.</param>
/// <param name="ProofMinutes">How fresh a proof of identity must be for what is dangerous.</param>
/// <param name="MailTries">How often a mail is tried, with growing pauses, before it is given up.</param>
/// <param name="RemindFrom">Reminders go from then on, in London, and after <paramref name="RemindUntil"/> no more that day.</param>
/// <param name="SightingsDrawn">How many looks of a month at special-category data auditors are given to judge, at most.</param>
/// <param name="MailsWaitDays">How long a mail without a one-time address may wait to be sent; one with such an address waits no longer than it is good.</param>
internal sealed record AccountPolicy(
    string Name, DateOnly From, int PasswordLength, int PasswordLongest, int PasswordIterations, int Tries, int TryMinutes, int TriesFromOneAddress,
    int SessionHours, int IdleMinutes, int ProofMinutes, int InvitationDays, int ResetMinutes, int RecoveryCodes, TimeOnly RemindFrom, TimeOnly RemindUntil, int SightingsDrawn, int MailTries, int MailsWaitDays,
    int TriesKeptDays, int SessionsKeptDays, int MailsKeptDays, int RefusalsKeptDays, int DisabledKeptDays, int UntakenKeptDays, IReadOnlyList<AccountPolicy.Reason> Sources)
{
    private const string Resource = "reference/account-policy.json";

    private static readonly Lazy<IReadOnlyList<AccountPolicy>> All = new(Read);

    public sealed record Reason(string Rule, string Source);

    public TimeSpan TryWindow => TimeSpan.FromMinutes(TryMinutes);

    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    public TimeSpan Proof => TimeSpan.FromMinutes(ProofMinutes);

    public static AccountPolicy InForceAt(DateTimeOffset instant) =>
        All.Value.Where(p => p.From <= DateOnly.FromDateTime(instant.UtcDateTime)).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(instant), instant, "No account policy is on file for so early a day.");

    private static List<AccountPolicy> Read()
    {
        using var json = typeof(AccountPolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, AccountPolicyJson.Default.ListAccountPolicy)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<AccountPolicy>))]
internal sealed partial class AccountPolicyJson : JsonSerializerContext;
