using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The four write and sign what they agree about an assignment, look after it, and bring it to its end. A word changed
/// voids every signature; it is not closed before it was presented or the team excused that.
/// </summary>
public static class AgreeContract
{
    public const int LongestText = 1000;
    public const int LongestTerms = 10_000;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record Write(ContractTerms Terms) : Deed;

        /// <param name="Version">The one that was read: if another came in between it is not signed.</param>
        public sealed record Sign(int Version) : Deed;

        /// <summary>For an employer without an account here: the team has seen its signature on paper.</summary>
        public sealed record SignOnPaper(int Version, string? What) : Deed;

        public sealed record CheckIn(DateOnly? On, string? Found) : Deed;

        public sealed record Present(DateOnly? On, string? Feedback, bool ForCertificate) : Deed;

        public sealed record Waive(string? Reason) : Deed;

        public sealed record Close : Deed;
    }

    /// <param name="For">The organisation that they act for, if any.</param>
    /// <param name="HasOwnProof">The person has proven who they are; without it nobody acts as the participant, not even whom the employer's sign-in vouches for.</param>
    public sealed record Request(PersonId By, OrganisationId? For, bool HasOwnProof, Guid Assignment, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record ProveFirst : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            IReadOnlyList<Account> everybody = request.Deed is Deed.Write ? await accounts.AllAsync(stop) : [];
            var (kind, why) = request.Deed switch
            {
                Deed.Write => (ChangeKind.ContractWritten, "a contract was written anew; earlier signatures are void"),
                Deed.Sign or Deed.SignOnPaper => (ChangeKind.ContractSigned, "a contract was signed"),
                Deed.CheckIn => (ChangeKind.AssignmentNoted, "a talk about an assignment was noted"),
                Deed.Present => (ChangeKind.AssignmentNoted, "an assignment was presented"),
                Deed.Waive => (ChangeKind.AssignmentNoted, "an assignment need not be presented"),
                _ => (ChangeKind.AssignmentNoted, "an assignment was closed"),
            };
            return await store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why), async records =>
            {
                if (await AccountsDoor.FindAsync(records, clock, request.By, stop) is not { IsDisabled: false } account) return new Outcome.NotYours();
                if (await records.Set<StretchAssignment>().SingleOrDefaultAsync(a => a.Id == request.Assignment, stop) is not { } one || await Parties.OfAsync(records, account.ActingFor(request.For), one, stop) is not [var party]) return new Outcome.NotYours();
                if (party is ContractParty.Participant && !request.HasOwnProof) return new Outcome.ProveFirst();
                if (one.ClosedAt is not null) return No("", "The assignment is closed. Nothing of it changes any more.");
                var signed = await records.Set<Signature>().Where(s => s.Assignment == one.Id && s.Version == one.Version).Select(s => s.Party).ToListAsync(stop);
                var state = StretchFaults.StateOf(false, one.Version > 0, signed, one.PresentedOn is not null, one.Waiver is not null);
                return request.Deed switch
                {
                    Deed.Write write => await WriteAsync(records, request.By, one, write.Terms, state, everybody, stop),
                    Deed.Sign sign => await SignAsync(records, request.By, one, party, sign.Version, signed, null, stop),
                    Deed.SignOnPaper paper => await OnPaperAsync(records, request.By, one, party, paper, signed, stop),
                    Deed.CheckIn check => Check(records, request.By, one, party, check, state),
                    Deed.Present present => await PresentAsync(records, one, party, present, state, stop),
                    Deed.Waive waive => Waive(request.By, one, party, waive),
                    _ => Close(one, party, state),
                };
            }, stop);
        }

        private async Task<Outcome> WriteAsync(Records records, PersonId by, StretchAssignment one, ContractTerms terms, AssignmentState state, IReadOnlyList<Account> everybody, CancellationToken stop)
        {
            if (state is AssignmentState.Presented) return No("", "It has been presented. What was agreed stays as it is.");
            var cohort = await records.Set<Cohort>().SingleAsync(c => records.Set<Participant>().Any(p => p.Id == one.Participant && p.Cohort == c.Id), stop);
            var faults = StretchFaults.Of(terms, cohort.ReadShape().Type(ProgrammeShape.StretchType)?.Days ?? terms.Days, cohort.StartsOn, cohort.EndsOn);
            string[] texts = [terms.Purpose, terms.Deliverables, terms.Supervisor, terms.Pattern, terms.Place, terms.Audience, terms.EarlyEnd, terms.HomeManager, terms.Adjustments, terms.TalkDays];
            if (texts.Any(t => t.Length > LongestText)) return No("purpose", $"Use at most {LongestText} characters in each part.");
            if (terms.Arrangements.Length > LongestTerms) return No("arrangements", $"Use at most {LongestTerms} characters. A longer contract is signed on paper, and named here.");
            if (faults.Count > 0) return new Outcome.NotYet([.. faults.Select(f => (f.Field, f.Advice))]);
            if (one.Version > 0 && (await records.Set<ContractVersion>().SingleAsync(v => v.Assignment == one.Id && v.Version == one.Version, stop)).Open(store.Key) == terms) return new Outcome.Done();
            one.Version++;
            records.Add(new ContractVersion { Assignment = one.Id, Version = one.Version, Sealed = ContractVersion.Seal(store.Key, one.Id, terms), WrittenBy = by, WrittenAt = clock.GetUtcNow() });
            // It waits for a signature of each.
            await NeutralLetter.SendAsync(records, store.Key, clock, $"contract {TypedId.Text(one.Id)} {one.Version}", (await Parties.AllAsync(records, everybody, one, stop)).Where(p => p != by));
            return new Outcome.Done();
        }

        private async Task<Outcome> SignAsync(Records records, PersonId by, StretchAssignment one, ContractParty party, int version, List<ContractParty> signed, string? onPaper, CancellationToken stop)
        {
            if (one.Version == 0) return No("", "Nothing has been written yet that could be signed.");
            if (version != one.Version) return No("", "It was changed while you read it. Read it again before you sign.");
            if (signed.Contains(party)) return new Outcome.Done();
            if (party is ContractParty.Employer && !await records.Set<Participant>().AnyAsync(p => p.Id == one.Participant && (p.Employer != null || onPaper != null), stop)) return new Outcome.NotYours();
            // Four parties are four people: whoever acts for two organisations signs for one of them. A paper that the team has seen is somebody else's.
            if (onPaper is null && await records.Set<Signature>().AnyAsync(s => s.Assignment == one.Id && s.Version == version && s.SignedBy == by && s.OnPaper == null, stop)) return No("", "You have signed this version for another of the four. Somebody else signs it for this one.");
            records.Add(new Signature { Assignment = one.Id, Version = version, Party = party, SignedBy = by, SignedAt = clock.GetUtcNow(), OnPaper = onPaper });
            return new Outcome.Done();
        }

        private async Task<Outcome> OnPaperAsync(Records records, PersonId by, StretchAssignment one, ContractParty party, Deed.SignOnPaper paper, List<ContractParty> signed, CancellationToken stop)
        {
            if (party is not ContractParty.Programme) return new Outcome.NotYours();
            if (await records.Set<Participant>().AnyAsync(p => p.Id == one.Participant && p.Employer != null, stop)) return No("paper", "The employer has accounts here and signs for itself.");
            if (paper.What?.Trim() is not { Length: > 0 and <= 200 } what) return No("paper", "Say which paper you have seen, and of which day.");
            return await SignAsync(records, by, one, ContractParty.Employer, paper.Version, signed, what, stop);
        }

        private Outcome Check(Records records, PersonId by, StretchAssignment one, ContractParty party, Deed.CheckIn check, AssignmentState state)
        {
            if (party is ContractParty.Employer) return new Outcome.NotYours();
            if (state is AssignmentState.Matched or AssignmentState.ToSign) return No("check-on", "It begins once all four have signed.");
            if (check.On is not { } on || on > London.Today(clock)) return No("check-on", "Enter the day on which you talked.");
            if (check.Found?.Trim() is not { Length: > 0 and <= LongestText } found) return No("found", "Write in a few sentences what you found.");
            records.Add(new CheckIn { Id = TypedId.NewValue(clock), Assignment = one.Id, HeldOn = on, Sealed = ContractVersion.SealNote(store.Key, one.Id, found), NotedBy = by });
            return new Outcome.Done();
        }

        private async Task<Outcome> PresentAsync(Records records, StretchAssignment one, ContractParty party, Deed.Present present, AssignmentState state, CancellationToken stop)
        {
            if (party is not (ContractParty.Host or ContractParty.Programme)) return new Outcome.NotYours();
            if (state is not AssignmentState.Active) return No("presented-on", "It is presented once, after all four have signed.");
            if (present.On is not { } on || on > London.Today(clock)) return No("presented-on", "Enter the day on which it was presented.");
            if (present.Feedback?.Trim() is not { Length: > 0 and <= LongestText } feedback) return No("feedback", "Write what the board said: it is for the participant.");
            (one.PresentedOn, one.SealedFeedback, one.ForCertificate) = (on, ContractVersion.SealNote(store.Key, one.Id, feedback), present.ForCertificate);
            if (present.ForCertificate && await records.Set<Certificate>().SingleOrDefaultAsync(c => c.Participant == one.Participant, stop) is { } certificate) certificate.UsesStretch = true;
            return new Outcome.Done();
        }

        private static Outcome Waive(PersonId by, StretchAssignment one, ContractParty party, Deed.Waive waive)
        {
            if (party is not ContractParty.Programme) return new Outcome.NotYours();
            if (waive.Reason?.Trim() is not { Length: > 0 and <= 300 } reason) return No("waiver", "Say why it need not be presented.");
            (one.Waiver, one.WaivedBy) = (reason, by);
            return new Outcome.Done();
        }

        private Outcome Close(StretchAssignment one, ContractParty party, AssignmentState state)
        {
            if (party is not ContractParty.Programme) return new Outcome.NotYours();
            if (state is not AssignmentState.Presented && one.Waiver is null) return No("", "It is closed once it was presented to the senior board, or once you have noted why it need not be.");
            one.ClosedAt = clock.GetUtcNow();
            return new Outcome.Done();
        }

        private static Outcome.NotYet No(string field, string advice) => new([(field, advice)]);
    }
}
