using Microsoft.EntityFrameworkCore;
using Npgsql;
using Parity.App.Tests.Publishing;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.App.Tests.Storage;

/// <summary>The second wall between organisations: what a slice would read of others if its condition were forgotten, the database keeps back.</summary>
public sealed class WithinTests
{
    [PostgresFact]
    public async Task An_organisation_that_asks_for_everything_is_given_its_own()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Postgres);
        await using var server = await RunningServer.OnAsync(database.Database);
        await (await CityAtWork.ArriveAsync(server.Client)).WorkAsync();
        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        var organisations = await store.ReadAsync(records => records.Set<Parity.Platform.Partnership.Model.Organisation>().Select(o => o.Id).ToListAsync());
        Func<Records, OrganisationId?, Task<string[]>>[] reads =
        [
            (r, own) => IdsAsync(r.Set<SubmittedReturn>().Where(x => own == null || x.Organisation == own).Select(x => "return " + x.Id)),
            (r, own) => IdsAsync(r.Set<ReturnPart>().Where(x => own == null || r.Set<SubmittedReturn>().Any(y => y.Id == x.Return && y.Organisation == own)).Select(x => $"part {x.Return} {x.Ordinal}")),
            (r, own) => IdsAsync(r.Set<Refusal>().Where(x => own == null || x.Organisation == own).Select(x => "refusal " + x.Id)),
            (r, own) => IdsAsync(r.Set<ReturnPreview>().Where(x => own == null || x.Organisation == own).Select(x => "preview " + x.Return)),
            (r, own) => IdsAsync(r.Set<OwnFigures>().Where(x => own == null || x.Organisation == own).Select(x => $"figures {x.Version} {x.Organisation}")),
            (r, own) => IdsAsync((own is { } o ? EmployersView.Of(r, o) : r.Set<Application>()).Select(x => "application " + x.Id)),
            (r, own) => IdsAsync((own is { } o ? EmployersView.ParticipantsOf(r, o) : r.Set<Participant>()).Select(x => "participant " + x.Id)),
            (r, own) => IdsAsync((own is { } o ? EmployersView.MovesOf(r, o) : r.Set<CareerMove>()).Select(x => "move " + x.Id)),
            (r, own) => IdsAsync(r.Set<Nomination>().Where(x => own == null || x.Organisation == own).Select(x => "nomination " + x.Id)),
            (r, own) => IdsAsync(r.Set<Endorsement>().Where(x => own == null || x.Organisation == own).Select(x => "endorsement " + x.Application)),
            (r, own) => IdsAsync(r.Set<Release>().Where(x => own == null || x.Organisation == own).Select(x => "release " + x.Participant)),
            (r, own) => IdsAsync(r.Set<OfferInKind>().Where(x => own == null || x.Organisation == own).Select(x => "offer " + x.Id)),
            (r, own) => IdsAsync(r.Set<Payment>().Where(x => own == null || x.Organisation == own).Select(x => "payment " + x.Id)),
            (r, own) => IdsAsync(r.Set<PromisedSum>().Where(x => own == null || x.Organisation == own).Select(x => "promise " + x.Id)),
            (r, own) => IdsAsync(r.Set<StrategyReview>().Where(x => own == null || x.Organisation == own).Select(x => "review " + x.Id)),
            (r, own) => IdsAsync(r.Set<Pledge>().Where(x => own == null || x.Organisation == own).Select(x => "pledge " + x.Id)),
            (r, own) => IdsAsync(r.Set<OwnDay>().Where(x => own == null || EmployersView.ParticipantsOf(r, own.Value).Any(p => p.Id == x.Participant)).Select(x => "own day " + x.Id)),
            (r, own) => IdsAsync(r.Set<Attendance>().Where(x => own == null || EmployersView.ParticipantsOf(r, own.Value).Any(p => p.Id == x.Participant)).Select(x => $"attendance {x.CohortDay} {x.Participant}")),
            (r, own) => IdsAsync(r.Set<MilestoneReached>().Where(x => own == null || EmployersView.ParticipantsOf(r, own.Value).Any(p => p.Id == x.Participant)).Select(x => $"milestone {x.Milestone} {x.Participant}")),
            (r, own) => IdsAsync(r.Set<StretchAssignment>().Where(x => own == null || EmployersView.ParticipantsOf(r, own.Value).Any(p => p.Id == x.Participant)).Select(x => "assignment " + x.Id)),
            (r, own) => IdsAsync(r.Set<Explanation>().Where(x => own == null || r.Set<SubmittedReturn>().Any(y => y.Id == x.Return && y.Organisation == own)).Select(x => $"explanation {x.Return} {x.Swing}")),
            (r, own) => IdsAsync(r.Set<OfferUse>().Where(x => own == null || r.Set<OfferInKind>().Any(o => o.Id == x.Offer && o.Organisation == own)).Select(x => "use " + x.Id)),
            (r, own) => IdsAsync(r.Set<ContractVersion>().Where(x => own == null || r.Set<StretchAssignment>().Any(a => a.Id == x.Assignment && EmployersView.ParticipantsOf(r, own.Value).Any(p => p.Id == a.Participant))).Select(x => $"contract {x.Assignment} {x.Version}")),
            (r, own) => IdsAsync(r.Set<Signature>().Where(x => own == null || r.Set<StretchAssignment>().Any(a => a.Id == x.Assignment && EmployersView.ParticipantsOf(r, own.Value).Any(p => p.Id == a.Participant))).Select(x => $"signature {x.Assignment} {x.Version} {x.Party}")),
            (r, own) => IdsAsync(r.Set<EmployerBasis>().Where(x => own == null || x.Organisation == own).Select(x => $"basis {x.ActionCase} {x.Organisation}")),
        ];

        int others = 0, own = 0;
        foreach (var read in reads)
        {
            string[] all = await store.ReadAsync(r => read(r, null));
            foreach (var organisation in organisations)
            {
                string[] its = await store.ReadAsync(r => read(r, organisation));
                Assert.Equal(its, await store.ReadWithinAsync(organisation, r => read(r, null), default));
                own += its.Length;
                others += all.Length - its.Length;
            }

            // The connection goes back as it came: whoever has it next reads as before.
            Assert.Equal(all, await store.ReadAsync(r => read(r, null)));
        }

        Assert.True(own > 50 && others > 500, $"{own} of their own, {others} of others");
    }

    [PostgresFact]
    public async Task What_organisations_never_read_is_refused_to_them_whole_and_nothing_is_read_for_nobody()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Postgres);
        await using var store = await database.OpenAsync();
        string[] tables = ["programmes_eligibility", "programmes_monitoring", "programmes_answers", "programmes_adjustments", "programmes_plan_parts", "accounts_people", "accounts_credentials", "sightings", "changes"];
        foreach (string look in tables.Select(table => "select 1 from " + table))
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => store.ReadWithinAsync(OrganisationId.New(TimeProvider.System), r => r.Database.ExecuteSqlRawAsync(look), default));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        var written = await Assert.ThrowsAsync<PostgresException>(() => store.ReadWithinAsync(OrganisationId.New(TimeProvider.System), r => r.Database.ExecuteSqlRawAsync("delete from workforce_returns"), default));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, written.SqlState);
        Assert.Equal(0L, await database.AskAsync("set role parity_within; select count(*) from workforce_returns"));
    }

    /// <summary>The tests of a server run as somebody who is above its policies; the program need not.</summary>
    [PostgresFact]
    public async Task Somebody_who_may_make_roles_and_is_no_superuser_gets_the_wall_and_one_who_may_not_is_told_what_to_do()
    {
        await using var database = await TestDatabase.MakeBareAsync(Engine.Postgres);
        string name = new NpgsqlConnectionStringBuilder(database.Option).Database!;
        foreach (var (user, may) in new[] { (name + "_none", "nocreaterole"), (name + "_maker", "createrole") })
        {
            await database.ExecuteAsync($"create role {user} login {may}; alter database {name} owner to {user}");
            var theirs = new Database.Postgres(new NpgsqlConnectionStringBuilder(database.Option) { Username = user, Pooling = false }.ToString());
            Task<Store.Opening> OpenAsync() => Store.OpenAsync(theirs, database.KeyPlace, Holding.RealPartnership, TimeProvider.System, default);
            if (may == "nocreaterole")
            {
                Assert.Contains("A superuser runs: create role parity_within", (await Assert.ThrowsAsync<PostgresException>(OpenAsync)).MessageText, StringComparison.Ordinal);
            }
            else
            {
                await using var store = Assert.IsType<Store.Opening.Opened>(await OpenAsync()).Store;
                Assert.Empty(await store.ReadWithinAsync(OrganisationId.New(TimeProvider.System), r => r.Set<SubmittedReturn>().ToListAsync(), default));
            }

            await database.ExecuteAsync($"alter database {name} owner to current_user; reassign owned by {user} to current_user; drop owned by {user}; drop role {user}");
        }
    }

    private static async Task<string[]> IdsAsync(IQueryable<string> ids) => [.. (await ids.ToListAsync()).Order(StringComparer.Ordinal)];
}
