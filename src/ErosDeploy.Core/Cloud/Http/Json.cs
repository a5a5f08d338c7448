using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ErosDeploy.Core.Cloud.Http;

/// <summary>Bodies of requests and answers.</summary>
internal static class Json
{
    public static Func<HttpContent> Content<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return () => Bytes(bytes, "application/json");
    }

    public static HttpContent Bytes(byte[] bytes, string mediaType)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    /// <summary>Throws CloudAnswerInvalid when the body is not what was asked for.</summary>
    public static T Read<T>(byte[] body, JsonTypeInfo<T> type, string doing)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw new ErosException(
                ErosErrorCode.CloudAnswerInvalid, $"{doing}: the answer is not the JSON that was asked for ({failure.Message}).",
                "Check that the address is the service's and no proxy answers for it.", failure);
        }
    }
}
