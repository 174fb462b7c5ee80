using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Parity.Web.Modules.Shared;

/// <summary>Marks an endpoint whose form carries a file.</summary>
internal sealed record TakesFile
{
    public static readonly TakesFile Yes = new();
}

/// <summary>
/// The file of a form while it is still arriving. The form's own fields come before it, so that whether the form was one
/// of ours is known before a byte of the file is taken, and the file never lies on the disk under a name.
/// </summary>
internal sealed record SentFile(Stream Content)
{
    private const int LongestField = 16 << 10;
    private const int MostFields = 16;

    /// <summary>Reads the fields up to the file, which is left in the request's features; false if this is no such form.</summary>
    public static async Task<bool> OpenAsync(HttpContext http)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data" || StringSegment.IsNullOrEmpty(type.Boundary)) return false;
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        try
        {
            var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), http.Request.Body);
            while (fields.Count < MostFields && await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return false;
                if (disposition.IsFileDisposition())
                {
                    http.Features.Set(new SentFile(section.Body));
                    break;
                }

                var buffer = new byte[LongestField];
                int length = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
                if (length == buffer.Length) return false;
                fields[HeaderUtilities.RemoveQuotes(disposition.Name).ToString()] = Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException)
        {
            return false;
        }

        http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        return true;
    }
}
