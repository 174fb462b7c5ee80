using Microsoft.AspNetCore.Http;

namespace Parity.Web.Server;

/// <summary>
/// Under which address the server is reached. What a mail says never follows a request's Host header, which anybody can
/// write: it is the address that was configured or, without one, the one the server listens on.
/// </summary>
internal sealed class OwnAddress(Uri? configured)
{
    private Uri? listening;

    public Uri? Configured => configured;

    public void Listens(Uri address) => listening = address;

    public Uri For(string path) => new(configured ?? listening ?? throw new InvalidOperationException("The server does not listen yet."), path);

    public string OriginFor(HttpContext http) => configured is null ? $"{http.Request.Scheme}://{http.Request.Host}" : configured.GetLeftPart(UriPartial.Authority);
}
