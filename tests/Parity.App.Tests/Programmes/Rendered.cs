using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Programmes;

/// <summary>What a page says, without a server around it.</summary>
internal static class Rendered
{
    public static async Task<string> PageAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var all = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        all.TryAdd(nameof(PrivatePage.Visit), new Visit(null, Fictional: true, "", "", "/"));
        return WebUtility.HtmlDecode(await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(all))).ToHtmlString()));
    }
}
