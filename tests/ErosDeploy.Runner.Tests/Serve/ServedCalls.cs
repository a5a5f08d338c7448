using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ErosDeploy.Runner.Tests.Serve;

/// <summary>Calls of any HTTP client on a served sandbox.</summary>
internal sealed class ServedCalls(Uri address, string project = "p") : IDisposable
{
    readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    public async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!);
    }

    public async Task<JsonObject> OkAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        var (status, answer) = await SendAsync(method, path, body, type);
        Assert.True((int)status < 300, $"{(int)status}: {answer.ToJsonString()}");
        return answer;
    }

    /// <summary>Runs a query to its end; the text of the error, or null.</summary>
    public async Task<string?> RunAsync(string sql, string jobId)
    {
        var job = await OkAsync(HttpMethod.Post, $"bigquery/v2/projects/{project}/jobs", Job(new JsonObject { ["query"] = new JsonObject { ["query"] = sql, ["useLegacySql"] = false } }, jobId));
        return await EndAsync(job, jobId);
    }

    public async Task<string?> LoadAsync(string uri, string table, string jobId)
    {
        var load = new JsonObject
        {
            ["sourceUris"] = new JsonArray(uri), ["destinationTable"] = new JsonObject { ["projectId"] = project, ["datasetId"] = "d", ["tableId"] = table },
        };
        return await EndAsync(await OkAsync(HttpMethod.Post, $"bigquery/v2/projects/{project}/jobs", Job(new JsonObject { ["load"] = load }, jobId)), jobId);
    }

    public Task<JsonObject> JobAsync(string jobId) => OkAsync(HttpMethod.Get, $"bigquery/v2/projects/{project}/jobs/{jobId}");

    /// <summary>The first row of a query, values joined by |.</summary>
    public async Task<string> RowAsync(string sql)
    {
        var body = new JsonObject { ["query"] = sql, ["useLegacySql"] = false, ["timeoutMs"] = 60_000 };
        var answer = await OkAsync(HttpMethod.Post, $"bigquery/v2/projects/{project}/queries", body.ToJsonString());
        return string.Join('|', answer["rows"]![0]!["f"]!.AsArray().Select(cell => (string?)cell!["v"]));
    }

    async Task<string?> EndAsync(JsonObject job, string jobId)
    {
        while ((string?)job["status"]!["state"] != "DONE")
        {
            await Task.Delay(5, Cancel);
            job = await JobAsync(jobId);
        }

        return (string?)job["status"]!["errorResult"]?["message"];
    }

    string Job(JsonObject configuration, string jobId) =>
        new JsonObject { ["jobReference"] = new JsonObject { ["projectId"] = project, ["jobId"] = jobId }, ["configuration"] = configuration }.ToJsonString();
}
