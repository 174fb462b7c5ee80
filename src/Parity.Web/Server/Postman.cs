using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parity.Platform.Accounts;

namespace Parity.Web.Server;

/// <summary>Looks into the outbox every few seconds and hands over what is due. Each node may do so: a mail is claimed first.</summary>
internal sealed class Postman(SendMails.Handler outbox, PostRoute route, ILogger<Postman> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestHandover = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await outbox.HandleAsync(new(DeliverAsync), stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away: the mails wait, and so do we.
                log.Fault("outbox", fault.GetType().FullName!, fault.StackTrace ?? "");
            }
        }
    }

    private static void SignAs(MailMessage mail, string from, Guid id)
    {
        mail.From = new(from, "Parity");
        mail.Headers.Add("Message-ID", $"<{id:N}@{mail.From.Host}>");
    }

    private async Task DeliverAsync(SendMails.Message message, CancellationToken stop)
    {
        using var mail = new MailMessage { Subject = message.Subject, Body = message.Text, BodyEncoding = Encoding.UTF8, SubjectEncoding = Encoding.UTF8 };
        mail.To.Add(message.To);
        using var client = new SmtpClient { Timeout = (int)LongestHandover.TotalMilliseconds };
        switch (route)
        {
            case PostRoute.Folder folder:
                Directory.CreateDirectory(folder.Path);
                SignAs(mail, folder.From, message.Id);
                client.DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory;
                client.PickupDirectoryLocation = Path.GetFullPath(folder.Path);
                client.Send(mail);
                break;
            case PostRoute.Smtp server:
                SignAs(mail, server.From, message.Id);
                (client.Host, client.Port, client.EnableSsl) = (server.Host, server.Port, server.Encrypted);
                if (server.Login is not null) client.Credentials = new NetworkCredential(server.Login, server.Password);
                using (var patience = CancellationTokenSource.CreateLinkedTokenSource(stop))
                {
                    patience.CancelAfter(LongestHandover);
                    await client.SendMailAsync(mail, patience.Token);
                }

                break;
            default:
                throw new InvalidOperationException("Without a route nothing is handed over.");
        }
    }
}
