using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Model;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Workforce;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Storage;

/// <summary>
/// The one model of everything stored. Modules map their own tables; here is what holds for all of them: names in
/// lower case with underscores, typed ids as ids, instants as microseconds.
/// </summary>
internal sealed class Records(DbContextOptions<Records> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configuration.Properties<PersonId>().HaveConversion<IdConverter<PersonId>>();
        configuration.Properties<OrganisationId>().HaveConversion<IdConverter<OrganisationId>>();
        configuration.Properties<GroupId>().HaveConversion<IdConverter<GroupId>>();
        configuration.Properties<ProgrammeId>().HaveConversion<IdConverter<ProgrammeId>>();
        configuration.Properties<CaseId>().HaveConversion<IdConverter<CaseId>>();
        configuration.Properties<SessionId>().HaveConversion<IdConverter<SessionId>>();
        configuration.Properties<RoundId>().HaveConversion<IdConverter<RoundId>>();
        configuration.Properties<ReturnId>().HaveConversion<IdConverter<ReturnId>>();
        configuration.Properties<TokenId>().HaveConversion<IdConverter<TokenId>>();
        configuration.Properties<RefusalId>().HaveConversion<IdConverter<RefusalId>>();
        configuration.Properties<EditionId>().HaveConversion<IdConverter<EditionId>>();
        configuration.Properties<VersionId>().HaveConversion<IdConverter<VersionId>>();
        configuration.Properties<ActionCaseId>().HaveConversion<IdConverter<ActionCaseId>>();
        configuration.Properties<CohortId>().HaveConversion<IdConverter<CohortId>>();
        configuration.Properties<ProgrammeApplicationId>().HaveConversion<IdConverter<ProgrammeApplicationId>>();
        configuration.Properties<ParticipantId>().HaveConversion<IdConverter<ParticipantId>>();
        configuration.Properties<ComparisonGroundsId>().HaveConversion<IdConverter<ComparisonGroundsId>>();
        configuration.Properties<ComparisonId>().HaveConversion<IdConverter<ComparisonId>>();
        configuration.Properties<ArchiveId>().HaveConversion<IdConverter<ArchiveId>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        ChangeLog.Map(model);
        Installation.Map(model);
        SightingRecord.Map(model);
        SentForm.Map(model);
        Organisation.Map(model);
        Group.Map(model);
        Person.Map(model);
        RoleGrant.Map(model);
        Confirmation.Map(model);
        Session.Map(model);
        RefusedAccess.Map(model);
        DrawnSighting.Map(model);
        CookieKey.Map(model);
        Credential.Map(model);
        SignOnProvider.Map(model);
        Mail.Map(model);
        Round.Map(model);
        SubmittedReturn.Map(model);
        Job.Map(model);
        KeptArchive.Map(model);
        PlannedEdition.Map(model);
        EditionPart.Map(model);
        ReportElsewhere.Map(model);
        ProgrammeTables.Map(model);

        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(Underscored(property.Name));
            // Nothing disappears because something else was removed.
            foreach (var reference in entity.GetForeignKeys()) reference.DeleteBehavior = DeleteBehavior.NoAction;
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"{entity.GetTableName()}_by_{string.Join('_', index.Properties.Select(p => Underscored(p.Name)))}");
        }
    }

    private static string Underscored(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        instant => Instant.ToMicroseconds(instant), microseconds => Instant.FromMicroseconds(microseconds));

    private sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make<TId>(value)) where TId : struct, ITypedId<TId>;

    private static TId Make<TId>(Guid value) where TId : struct, ITypedId<TId> => TId.From(value);
}
