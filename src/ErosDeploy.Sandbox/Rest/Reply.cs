using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>Responses in the forms that the services give.</summary>
internal static class Reply
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly MediaTypeHeaderValue JsonType = new("application/json") { CharSet = "UTF-8" };

    public static HttpResponseMessage Json(JsonNode body, int status = 200)
    {
        var bytes = Encoding.UTF8.GetBytes(Text(body));
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = Content(bytes, JsonType) };
        if (body is JsonObject && body["etag"] is JsonValue etag && etag.TryGetValue<string>(out var text))
            response.Headers.TryAddWithoutValidation("ETag", text);
        return response;
    }

    /// <summary>JSON without escapes that HTML would need.</summary>
    public static string Text(JsonNode body) => body.ToJsonString(Plain);

    public static HttpResponseMessage JsonBytes(byte[] utf8, int status = 200) =>
        new((HttpStatusCode)status) { Content = Content(utf8, JsonType) };

    public static HttpResponseMessage Text(string body, int status) => new((HttpStatusCode)status)
    {
        Content = Content(Encoding.UTF8.GetBytes(body), new MediaTypeHeaderValue("text/html") { CharSet = "UTF-8" }),
    };

    public static HttpResponseMessage Empty(int status = 204) => new((HttpStatusCode)status) { Content = new ByteArrayContent([]) };

    static ByteArrayContent Content(byte[] bytes, MediaTypeHeaderValue type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = type;
        return content;
    }
}
