using System.Data.Common;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// The second wall between organisations, on a PostgreSQL server: a role that owns nothing and, by the policies of its
/// tables, comes to no other row than those of the organisation it reads for and of those that became part of it. A file
/// has no roles; there the conditions of each slice are the only wall.
/// </summary>
internal static class Within
{
    // Roles belong to the server, not to the database: they are not made by a script that each database has once.
    private const string MakeRole = """
        do $$
        begin
            begin
                if not exists (select from pg_roles where rolname = 'parity_within') then
                    create role parity_within nologin;
                end if;
            exception
                when duplicate_object or unique_violation then null;
            end;
            -- Since version 16, whoever makes a role may give it away, and not take it.
            if current_setting('server_version_num')::int < 160000 then
                if not pg_has_role(current_user, 'parity_within', 'member') then
                    execute format('grant parity_within to %I', current_user);
                end if;
            elsif not pg_has_role(current_user, 'parity_within', 'set') then
                execute format('grant parity_within to %I with inherit false, set true', current_user);
            end if;
            execute format('grant usage on schema %I to parity_within', current_schema());
        exception
            when insufficient_privilege then
                raise exception 'The role parity_within is missing, or % may not take it. A superuser runs: create role parity_within nologin; grant parity_within to %', current_user, current_user;
        end $$
        """;

    private const string ReadFor = """
        select set_config('parity.within', (
            with recursive one (id) as (
                select @organisation
                union select o.id from partnership_organisations o join one on o.merged_into = one.id)
            select string_agg(id::text, ' ') from one), true), set_config('search_path', current_schema(), true);
        set local role parity_within
        """;

    public static async Task MakeRoleAsync(Database database, DbConnection connection, CancellationToken stop)
    {
        if (database is Database.Postgres) await connection.ExecuteAsync(MakeRole, stop: stop);
    }

    /// <summary>What is read in this transaction from now on is read for that organisation.</summary>
    public static async Task ReadForAsync(Database database, DbConnection connection, DbTransaction transaction, OrganisationId organisation, CancellationToken stop)
    {
        if (database is Database.Postgres) await connection.ExecuteAsync(ReadFor, transaction, stop, ("organisation", organisation.Value));
    }
}
