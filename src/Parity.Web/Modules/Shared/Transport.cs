using System.Net;
using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Shared;

internal static class Transport
{
    /// <summary>Whether a cookie is for https alone. Only on this very machine is one given over http as well; over http from elsewhere browsers do not keep it, and nobody signs in.</summary>
    public static bool IsForHttpsAlone(HttpContext http) => http.Request.IsHttps || http.Connection.LocalIpAddress is not { } at || !IPAddress.IsLoopback(at);
}
