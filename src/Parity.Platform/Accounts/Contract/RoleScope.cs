using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Contract;

/// <summary>Where a role is held: in one organisation, for one group, programme or case, or for the whole partnership.</summary>
public abstract record RoleScope
{
    private RoleScope() { }

    public sealed record Partnership : RoleScope
    {
        public override string ToString() => Words.Partnership;
    }

    public sealed record InOrganisation(OrganisationId Id) : RoleScope
    {
        public override string ToString() => $"{Words.Organisation} {Id}";
    }

    public sealed record ForGroup(GroupId Id) : RoleScope
    {
        public override string ToString() => $"{Words.Group} {Id}";
    }

    public sealed record OfProgramme(ProgrammeId Id) : RoleScope
    {
        public override string ToString() => $"{Words.Programme} {Id}";
    }

    public sealed record OfCase(CaseId Id) : RoleScope
    {
        public override string ToString() => $"{Words.Case} {Id}";
    }

    public static RoleScope Whole { get; } = new Partnership();

    public static RoleScope In(OrganisationId id) => new InOrganisation(id);

    public static RoleScope For(GroupId id) => new ForGroup(id);

    public static RoleScope Of(ProgrammeId id) => new OfProgramme(id);

    public static RoleScope Of(CaseId id) => new OfCase(id);

    /// <summary>Reads the one spelling that <c>ToString</c> writes, as in <c>group 0197…</c>; null for anything else.</summary>
    public static RoleScope? Parse(string? text) => text?.Split(' ') switch
    {
        [Words.Partnership] => Whole,
        [Words.Organisation, var id] when TypedId.TryParse<OrganisationId>(id, out var organisation) => In(organisation),
        [Words.Group, var id] when TypedId.TryParse<GroupId>(id, out var group) => For(group),
        [Words.Programme, var id] when TypedId.TryParse<ProgrammeId>(id, out var programme) => Of(programme),
        [Words.Case, var id] when TypedId.TryParse<CaseId>(id, out var one) => Of(one),
        _ => null,
    };

    private static class Words
    {
        public const string Partnership = "partnership";
        public const string Organisation = "organisation";
        public const string Group = "group";
        public const string Programme = "programme";
        public const string Case = "case";
    }
}
