using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Rest;

/// <summary>Calls on a sandbox as any HTTP client would make them.</summary>
internal static class RestCalls
{
    public static Task<Answer> GetAsync(this SandboxFixture sandbox, string path, params (string Name, string Value)[] headers) =>
        SendAsync(sandbox, HttpMethod.Get, path, null, headers);

    public static Task<Answer> DeleteAsync(this SandboxFixture sandbox, string path) => SendAsync(sandbox, HttpMethod.Delete, path, null);

    public static Task<Answer> PostAsync(this SandboxFixture sandbox, string path, string json) =>
        SendAsync(sandbox, HttpMethod.Post, path, Json(json));

    public static Task<Answer> PatchAsync(this SandboxFixture sandbox, string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(sandbox, HttpMethod.Patch, path, Json(json), headers);

    public static Task<Answer> PutAsync(this SandboxFixture sandbox, string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(sandbox, HttpMethod.Put, path, Json(json), headers);

    public static async Task<Answer> SendAsync(
        this SandboxFixture sandbox, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await sandbox.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, bytes, Headers(response));
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static ByteArrayContent Bytes(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    static Dictionary<string, string> Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Bytes, Dictionary<string, string> Headers)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Bytes)!;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status}: {Text}");
        return this;
    }

    public void ExpectError(int code, string reason, string messagePart)
    {
        Assert.True((int)Status == code, $"{(int)Status}: {Text}");
        var error = Json["error"]!;
        Assert.Equal(code, (int)error["code"]!);
        Assert.Equal(reason, (string?)error["errors"]![0]!["reason"]);
        Assert.Contains(messagePart, (string?)error["message"], StringComparison.Ordinal);
    }
}
