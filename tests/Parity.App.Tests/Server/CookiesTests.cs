using System.Net;
using Microsoft.AspNetCore.Http;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Server;

public sealed class CookiesTests
{
    [Theory]
    [InlineData("https", "192.0.2.7", true)]
    [InlineData("https", "127.0.0.1", true)]
    [InlineData("http", "192.0.2.7", true)]
    [InlineData("http", null, true)]
    [InlineData("http", "127.0.0.1", false)]
    [InlineData("http", "::1", false)]
    public void Only_on_this_machine_is_a_session_given_over_http(string scheme, string? at, bool isForHttpsAlone)
    {
        var http = new DefaultHttpContext { Request = { Scheme = scheme }, Connection = { LocalIpAddress = at is null ? null : IPAddress.Parse(at) } };
        SessionCookie.Write(http, "secret", DateTimeOffset.UnixEpoch);
        Assert.Equal(isForHttpsAlone, http.Response.Headers.SetCookie.ToString().Contains("; secure", StringComparison.Ordinal));
    }
}
