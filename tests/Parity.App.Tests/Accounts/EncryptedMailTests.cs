using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Cli.Modules.Server;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>A letter that is to go encrypted goes encrypted, to the server that was named, or waits.</summary>
public sealed class EncryptedMailTests
{
    /// <summary>What may be read on the line: whom it greets and that it wants encryption, never a login, an address or a letter.</summary>
    private static readonly string[] Harmless = ["EHLO", "HELO", "STARTTLS", "QUIT"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_letter_waits_when_the_server_offers_no_encryption_or_shows_a_certificate_that_nobody_vouches_for(bool offers)
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        var clock = new ManualClock();
        using var certificate = OwnCertificate.For("localhost");
        await using var post = new SmallMailServer(_ => true, offers ? certificate : null);
        await using var store = await database.OpenAsync(clock);
        await QueueAsync(store, clock);
        await using var server = await RunningServer.ServingAsync(database, clock, new PostRoute.Smtp("localhost", post.Port, Encrypted: true, "parity", "a password", "parity@example.org"));

        for (int tries = 1; tries < 3; tries++)
        {
            Assert.Equal([], (await post.NextInClearAsync()).Except(Harmless));
            var waiting = await NotedAsync(store, clock);
            Assert.Equal((tries, true), (waiting.Tries, waiting is { SentAt: null, GivenUpAt: null, Sealed: not null }));
            clock.Pass(TimeSpan.FromMinutes(5));
        }
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("mail.example.org", false)]
    public async Task A_letter_goes_encrypted_to_a_server_whose_certificate_is_trusted_and_bears_the_name_that_was_set(string name, bool arrives)
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        using var certificate = OwnCertificate.For(name);
        string trusted = Path.Combine(database.Folder, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
        await using var post = new SmallMailServer(_ => true, certificate);
        await using var store = await database.OpenAsync();
        await QueueAsync(store, TimeProvider.System);
        // The system's list of whom to trust is the one that counts, and only a process of its own reads another.
        await using var program = await RunningProgram.ServingAsync(database, new()
        {
            ["PARITY_SMTP"] = $"smtp+starttls://localhost:{post.Port}",
            ["PARITY_SMTP_LOGIN"] = "parity",
            ["PARITY_SMTP_PASSWORD"] = "a password",
            ["PARITY_MAIL_FROM"] = "parity@example.org",
            ["SSL_CERT_FILE"] = trusted,
        });

        Assert.Equal([], (await post.NextInClearAsync()).Except(Harmless));
        if (arrives) Assert.Equal(("ama@example.org", true), await post.NextAsync() is var letter ? (letter.To, letter.Taken) : default);
        var noted = await NotedAsync(store, TimeProvider.System);
        Assert.Equal((1, arrives, !arrives), (noted.Tries, noted.SentAt is not null, noted.Sealed is not null));
    }

    [Theory]
    [InlineData("smtp+starttls://mail.example.org:587", true, true)]
    [InlineData("smtp://localhost:25", true, false)]
    [InlineData("smtp://127.0.0.1:25", true, false)]
    [InlineData("smtp://mail.example.org:25", false, false)]
    public void A_login_is_sent_to_another_machine_only_encrypted(string server, bool taken, bool encrypted)
    {
        var variables = new Dictionary<string, string> { ["PARITY_SMTP"] = server, ["PARITY_SMTP_LOGIN"] = "parity", ["PARITY_SMTP_PASSWORD"] = "a password", ["PARITY_MAIL_FROM"] = "parity@example.org" };
        Assert.Equal(taken, PostSettings.TryRead(variables.GetValueOrDefault, out var route, out string? advice));
        if (taken) Assert.Equal(encrypted, Assert.IsType<PostRoute.Smtp>(route).Encrypted);
        else Assert.Contains("smtp+starttls://", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtp+starttls://mail.example.org", 587)]
    [InlineData("smtp+starttls://mail.example.org:2525", 2525)]
    [InlineData("smtp://localhost", 25)]
    public void A_mail_server_without_a_port_is_asked_at_the_usual_one(string server, int port)
    {
        var variables = new Dictionary<string, string> { ["PARITY_SMTP"] = server, ["PARITY_MAIL_FROM"] = "parity@example.org" };
        Assert.True(PostSettings.TryRead(variables.GetValueOrDefault, out var route, out _));
        Assert.Equal(port, Assert.IsType<PostRoute.Smtp>(route).Port);
    }

    /// <summary>The letter once its try is over and noted; until then its claim would keep it longer.</summary>
    private static async Task<Mail> NotedAsync(Store store, TimeProvider clock)
    {
        while (await store.ReadAsync(records => records.Set<Mail>().AnyAsync(m => m.SentAt == null && m.NextTryAt > clock.GetUtcNow().AddMinutes(4)))) { }
        return await store.ReadAsync(records => records.Set<Mail>().SingleAsync());
    }

    private static Task<bool> QueueAsync(Store store, TimeProvider clock) =>
        store.WriteAsync(new(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "a letter for a test"), records =>
        {
            AccountsDoor.QueueMailTo(records, store.Key, clock, "one", "ama@example.org", "Something has happened.");
            return Task.FromResult(true);
        }, default);
}
