using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>What is asked for beside the password: a code of the authenticator app, or one of the recovery codes.</summary>
internal static class SecondFactor
{
    private const string KeyPurpose = "authenticator keys";
    private const string RecoveryPurpose = "recovery codes";
    private const string OfferPurpose = "authenticator offered at ";
    private const int RecoveryLength = 12;

    /// <summary>No letter or digit that is taken for another.</summary>
    private const string RecoveryLetters = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>
    /// The key a page offers to an authenticator app. It follows from what the page was opened with, so showing the page
    /// again, on whichever node, offers the same one and nothing has to be kept meanwhile.
    /// </summary>
    public static byte[] Offer(MasterKey key, string openedWith) => key.Derive(OfferPurpose + openedWith)[..TimeCode.KeyLength];

    public static byte[] Seal(MasterKey key, PersonId person, byte[] codeKey) => key.Seal(KeyPurpose, codeKey, person.Value.ToByteArray());

    /// <summary>The key's step that a code belongs to, if it has not been used.</summary>
    public static long? Match(MasterKey key, Credential credential, string code, DateTimeOffset now) =>
        TimeCode.Match(key.Open(KeyPurpose, credential.SealedCodeKey, credential.Person.Value.ToByteArray()), Digits(code), now, credential.LastCodeStep);

    public static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Whether the code is good now, without using it up.</summary>
    public static async Task<bool> IsGoodAsync(Records records, MasterKey key, Credential credential, string code, DateTimeOffset now) =>
        Match(key, credential, code, now) is not null || await FindRecoveryAsync(records, key, credential.Person, code) is not null;

    /// <summary>
    /// Uses the code up, if it is good. Of a recovery code the person is told by mail: a found list of them would else open
    /// the account unnoticed.
    /// </summary>
    public static async Task<bool> UseAsync(Records records, MasterKey key, TimeProvider clock, Credential credential, string code)
    {
        var now = clock.GetUtcNow();
        if (Match(key, credential, code, now) is { } step)
        {
            credential.LastCodeStep = step;
            return true;
        }

        if (await FindRecoveryAsync(records, key, credential.Person, code) is not { } recovery) return false;
        recovery.UsedAt = now;
        await Letters.TellAsync(records, key, clock, credential.Person, "A recovery code of your account was used in place of the authenticator app.");
        return true;
    }

    /// <summary>Makes new recovery codes; the ones before are good no more.</summary>
    public static async Task<IReadOnlyList<string>> RenewRecoveryAsync(Records records, MasterKey key, TimeProvider clock, PersonId person, int count)
    {
        records.RemoveRange(await records.Set<RecoveryCode>().Where(c => c.Person == person).ToListAsync());
        var codes = Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetString(RecoveryLetters, RecoveryLength)).ToList();
        foreach (string code in codes)
            records.Add(new RecoveryCode { Id = TypedId.NewValue(clock), Person = person, CodeHash = HashOf(key, person, code), MadeAt = clock.GetUtcNow() });
        return codes.ConvertAll(c => $"{c[..4]}-{c[4..8]}-{c[8..]}");
    }

    private static async Task<RecoveryCode?> FindRecoveryAsync(Records records, MasterKey key, PersonId person, string code)
    {
        string letters = string.Concat(code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        if (letters.Length != RecoveryLength) return null;
        var hash = HashOf(key, person, letters);
        return await records.Set<RecoveryCode>().SingleOrDefaultAsync(c => c.Person == person && c.CodeHash == hash && c.UsedAt == null);
    }

    private static byte[] HashOf(MasterKey key, PersonId person, string code) => HMACSHA256.HashData(key.Derive(RecoveryPurpose), Encoding.UTF8.GetBytes($"{person} {code}"));
}
