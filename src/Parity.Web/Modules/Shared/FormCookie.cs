using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Shared;

/// <summary>Carries what a form is checked against. Over https its name has the prefix that binds it to this very host, as the session's has.</summary>
internal sealed class FormCookie : CookieBuilder
{
    private const string Plain = "parity-form";
    private readonly IHttpContextAccessor current;

    public FormCookie(IHttpContextAccessor current)
    {
        this.current = current;
        HttpOnly = true;
        IsEssential = true;
        Path = "/";
        SameSite = SameSiteMode.Strict;
    }

    /// <summary>Differs from request to request: the prefix is refused by browsers over http, as on a machine of one's own.</summary>
    public override string? Name
    {
        get => current.HttpContext?.Request.IsHttps is true ? "__Host-" + Plain : Plain;
        set => throw new NotSupportedException("The name of this cookie is fixed.");
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = Transport.IsForHttpsAlone(context);
        return options;
    }
}
