using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Everything that is held about somebody, as one file for them (UK GDPR Article 15). It is read by the model itself:
/// every table with a column that names a person is in it, also one that is added later. Other people in those rows are
/// not named, and what only proves identity is said to be there but not shown.
/// </summary>
public static class CopyOwnRecord
{
    public sealed record Request(PersonId By);

    public sealed class Handler(Store store, IEnumerable<IHeldAbout> more)
    {
        private static readonly MethodInfo ReadRows = typeof(Handler).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

        /// <returns>A JSON document.</returns>
        public async Task<byte[]> HandleAsync(Request request, CancellationToken stop)
        {
            await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.OwnRecord, request.By.Value, null, "a copy for the person themselves"), stop);
            var opened = new List<HeldRecord>();
            foreach (var source in more) opened.AddRange(await source.AboutAsync(request.By, stop));
            return await store.ReadAsync(records => WriteAsync(records, request.By, opened, stop));
        }

        private static async Task<byte[]> WriteAsync(Records records, PersonId person, IReadOnlyList<HeldRecord> opened, CancellationToken stop)
        {
            using var document = new MemoryStream();
            using (var json = new Utf8JsonWriter(document, new JsonWriterOptions { Indented = true }))
            {
                json.WriteStartObject();
                json.WriteString("about", "What this installation of Parity holds about you. Times are in UTC.");
                json.WriteStartArray("records");
                foreach (var entity in records.Model.GetEntityTypes().OrderBy(e => e.GetTableName(), StringComparer.Ordinal))
                {
                    var naming = entity.GetProperties().Where(p => Nullable.GetUnderlyingType(p.ClrType) == typeof(PersonId) || p.ClrType == typeof(PersonId)).ToList();
                    if (naming.Count == 0) continue;
                    var rows = await (Task<List<object>>)ReadRows.MakeGenericMethod(entity.ClrType).Invoke(null, [records, naming, person, stop])!;
                    if (rows.Count > 0) WriteTable(json, entity, rows, person);
                }

                json.WriteEndArray();
                WriteOpened(json, opened);
                await WriteDeedsAsync(json, records, person, stop);
                json.WriteEndObject();
            }

            return document.ToArray();
        }

        private static async Task<List<object>> RowsAsync<T>(Records records, List<IProperty> naming, PersonId person, CancellationToken stop) where T : class
        {
            var row = Expression.Parameter(typeof(T));
            var anyIsThem = naming.Select(p => (Expression)Expression.Equal(Expression.Property(row, p.PropertyInfo!), Expression.Constant(p.ClrType == typeof(PersonId) ? person : (PersonId?)person, p.ClrType))).Aggregate(Expression.OrElse);
            return [.. await records.Set<T>().Where(Expression.Lambda<Func<T, bool>>(anyIsThem, row)).ToListAsync(stop)];
        }

        private static void WriteTable(Utf8JsonWriter json, IEntityType entity, List<object> rows, PersonId person)
        {
            string table = entity.GetTableName()!;
            var columns = DataInventory.Columns.Where(c => c.Table == table).ToDictionary(c => c.Name, StringComparer.Ordinal);
            json.WriteStartObject();
            json.WriteString("table", table);
            json.WriteStartArray("rows");
            foreach (object row in rows)
            {
                json.WriteStartObject();
                foreach (var property in entity.GetProperties())
                {
                    string column = property.GetColumnName();
                    json.WriteStartObject(column);
                    json.WriteString("is", columns.TryGetValue(column, out var known) ? known.Holds : column);
                    json.WriteString("value", Written(property.PropertyInfo!.GetValue(row), person));
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static void WriteOpened(Utf8JsonWriter json, IReadOnlyList<HeldRecord> opened)
        {
            json.WriteStartArray("opened");
            foreach (var one in opened)
            {
                json.WriteStartObject();
                json.WriteString("table", one.Table);
                json.WriteString("is", one.Is);
                json.WriteString("value", one.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private static string Written(object? value, PersonId person) => value switch
        {
            null => "",
            PersonId one => one == person ? "you" : "another person",
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            byte[] => "(kept sealed or as a hash; not shown)",
            string text when text.StartsWith("AQAAAA", StringComparison.Ordinal) => "(kept as a hash; not shown)",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

        private static async Task WriteDeedsAsync(Utf8JsonWriter json, Records records, PersonId person, CancellationToken stop)
        {
            string actor = new Actor.Someone(person).ToString();
            // "person <id>" and "person <id> with token <id>": a range the index knows, whatever the database's collation.
            var deeds = await records.Set<ChangeRecord>().Where(c => c.Actor == actor || c.Actor.StartsWith(actor + " ")).OrderBy(c => c.Position).ToListAsync(stop);
            json.WriteStartArray("whatYouDid");
            foreach (var line in deeds)
            {
                json.WriteStartObject();
                json.WriteString("at", Written(line.At, person));
                json.WriteString("kind", line.Kind);
                json.WriteString("why", line.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
