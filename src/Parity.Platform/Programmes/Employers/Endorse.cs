using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An employer answers whether it supports the application of somebody who has told it. The application never waits for that.</summary>
public static class Endorse
{
    public const int LongestComment = 1000;

    public sealed record Request(PersonId By, OrganisationId Organisation, ProgrammeApplicationId Application, bool? Supports, string? Comment);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Supports is not { } supports) return new Outcome.NotYet("supports", "Choose whether your organisation supports the application.");
            string comment = (request.Comment ?? "").Trim();
            if (comment.Length > LongestComment) return new Outcome.NotYet("comment", $"Use at most {LongestComment} characters.");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.EndorsementGiven, "an employer answered for somebody who had told it", request.Organisation), async records =>
            {
                if (!await AccountsDoor.LeadsAsync(records, clock, request.By, request.Organisation)) return new Outcome.NoSuchApplication();
                if (await records.Set<Endorsement>().SingleOrDefaultAsync(e => e.Application == request.Application && e.Organisation == request.Organisation, stop) is not { } asked
                    || !await EmployersView.Of(records, request.Organisation).AnyAsync(a => a.Id == request.Application, stop)) return new Outcome.NoSuchApplication();
                (asked.Endorses, asked.AnsweredAt, asked.AnsweredBy) = (supports, clock.GetUtcNow(), request.By);
                asked.SealedComment = comment.Length == 0 ? null : Endorsement.Seal(store.Key, request.Application, comment);
                return new Outcome.Done();
            }, stop);
        }
    }
}

/// <summary>Asks employers again that have not answered, on the working days that the policy sets.</summary>
public static class ChaseEndorsements
{
    /// <param name="Letters">How many new letters were put into the outbox.</param>
    public sealed record Outcome(int Letters);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            if (!WorkingDays.IsOne(today)) return new(0);
            var steps = ProgrammePolicy.InForceOn(today).ChaseEndorsementAfter;
            var everybody = await accounts.AllAsync(stop);
            return await store.WriteAsync(new Change(new Actor.TheSystem("reminders"), ChangeKind.EndorsementChased, "employers that have not answered are asked again"), async records =>
            {
                int written = 0;
                foreach (var asked in await records.Set<Endorsement>().Where(e => e.AnsweredAt == null).ToListAsync(stop))
                {
                    if (asked.Chased >= steps.Count || WorkingDays.Between(London.DayOf(asked.AskedAt), today) < steps[asked.Chased]) continue;
                    asked.Chased++;
                    foreach (var lead in everybody.Where(a => a.HoldsIn(Role.HrLead, asked.Organisation)))
                        if (await AccountsDoor.RemindAsync(records, store.Key, clock, $"endorsement {asked.Application} {lead.Id} {asked.Chased}", lead.Id, EndorsementLetter.Text)) written++;
                }

                return new Outcome(written);
            }, stop);
        }
    }
}
