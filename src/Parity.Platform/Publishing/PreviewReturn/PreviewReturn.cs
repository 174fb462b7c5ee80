using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>The public pages of one return alone, for the organisation that sent it. They are made in the background.</summary>
public static class PreviewReturn
{
    public sealed record Request(OrganisationId Organisation, ReturnId Return);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Ready(ArchiveId Archive) : Outcome;

        public sealed record Refused(string Trouble) : Outcome;

        /// <param name="Progress">Null when nobody has asked for it yet.</param>
        public sealed record NotYet(string? Progress) : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadWithinAsync<Outcome>(request.Organisation, async records =>
        {
            if (await WorkforceDoor.OrganisationOfAsync(records, request.Return) != request.Organisation) return new Outcome.NotFound();
            if (await records.Set<ReturnPreview>().SingleOrDefaultAsync(p => p.Return == request.Return, stop) is { } made)
                return made.Archive is { } archive ? new Outcome.Ready(archive) : new Outcome.Refused(made.Trouble ?? "");
            string subject = request.Return.ToString();
            var job = await records.Set<Job>().SingleOrDefaultAsync(j => j.Kind == ReturnPreview.Job && j.Subject == subject, stop);
            return job?.FinishedAt is not null ? new Outcome.Refused("they were tried too often. Ask the publishers.") : new Outcome.NotYet(job is null ? null : job.Progress ?? "It waits for its turn");
        }, stop);

        /// <summary>Asks for the pages; asking twice is harmless.</summary>
        public async Task<bool> AskAsync(Request request, PersonId by, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(by), ChangeKind.ReturnPreviewed, "the public pages of one return are asked for", request.Organisation);
            return await store.WriteAsync(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.HrAnalyst, request.Organisation).Concat(AccountsDoor.Holding(records, clock, Role.HrLead, request.Organisation)).ContainsAsync(by)) return false;
                if (await WorkforceDoor.OrganisationOfAsync(records, request.Return) != request.Organisation) return false;
                await Job.QueueAsync(records, clock, ReturnPreview.Job, request.Return.ToString());
                return true;
            }, stop);
        }
    }
}
