using System.Text;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Where the keys of cookies and forms are kept, so that what one node sealed another opens. They lie in the database
/// sealed with the installation's key, so a stolen copy of it forges no cookie.
/// </summary>
public sealed class CookieKeys(Store store, TimeProvider clock)
{
    private const string Purpose = "cookie keys";

    public async Task<IReadOnlyList<XElement>> AllAsync()
    {
        var kept = await store.ReadAsync(records => records.Set<CookieKey>().OrderBy(k => k.Id).ToListAsync());
        return kept.ConvertAll(k => XElement.Parse(Encoding.UTF8.GetString(store.Key.Open(Purpose, k.Sealed, k.Id.ToByteArray()))));
    }

    public Task KeepAsync(XElement element, string name)
    {
        var id = TypedId.NewValue(clock);
        var sealedKey = store.Key.Seal(Purpose, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), id.ToByteArray());
        return store.WriteAsync(new Change(new Actor.TheSystem("cookies"), ChangeKind.CookieKeyMade, "the cookies' keys are renewed from time to time"), records =>
        {
            records.Add(new CookieKey { Id = id, Name = name, Sealed = sealedKey });
            return Task.FromResult(true);
        }, CancellationToken.None);
    }
}
