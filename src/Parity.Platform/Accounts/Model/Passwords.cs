using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Parity.Platform.Accounts.Model;

/// <summary>
/// How passwords are kept (PBKDF2 with SHA-512, by the framework) and which are taken: long ones that are not on every
/// guesser's list. Nobody is made to mix kinds of letters or to change one without a cause.
/// </summary>
internal sealed class Passwords(AccountPolicy policy)
{
    private static readonly object Nobody = new();
    private static readonly Lazy<FrozenSet<string>> Guessed = new(ReadGuessed);

    private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = policy.PasswordIterations }));

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    /// <summary>Takes as long where there is nobody as where there is somebody.</summary>
    public bool Matches(string? hash, string given)
    {
        bool matches = given.Length <= policy.PasswordLongest && hasher.VerifyHashedPassword(Nobody, hash ?? Decoy(), given) is not PasswordVerificationResult.Failed;
        return matches && hash is not null;
    }

    /// <summary>What to do about a password that is not taken; null for one that is.</summary>
    public string? Advice(string password, string? mail) =>
        password.Length < policy.PasswordLength ? $"Enter a password of at least {policy.PasswordLength} characters. Three words that have nothing to do with one another are easy to keep in mind."
        : password.Length > policy.PasswordLongest ? $"Enter a password of at most {policy.PasswordLongest} characters."
        : IsGuessable(password, mail) ? "Choose another password: this one is among the first that anybody would try."
        : null;

    private static bool IsGuessable(string password, string? mail)
    {
        string low = password.ToLowerInvariant();
        return Guessed.Value.Contains(low)
            || low.Distinct().Count() < 5
            || Guessed.Value.Contains(low.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.', '?'))
            || low.Contains("parity", StringComparison.Ordinal)
            || (mail is not null && low.Contains(mail.Split('@')[0], StringComparison.Ordinal));
    }

    private static string? decoy;

    /// <summary>A hash made with the same cost, of nothing anybody knows.</summary>
    private string Decoy() => decoy ??= hasher.HashPassword(Nobody, Foundation.Secret.New());

    private static FrozenSet<string> ReadGuessed()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("reference/common-passwords.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).ToFrozenSet(StringComparer.Ordinal);
    }
}
