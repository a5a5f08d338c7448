using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>jobs.insert with a file: multipart and resumable uploads for load jobs.</summary>
internal sealed class LoadUploadRoutes(JobService jobs, UploadSessions uploads, string scratchParent)
{
    const string Path = "/upload/bigquery/v2/projects/{project}/jobs";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void AddTo(Router router) => router
        .Add("POST", Path, Insert)
        .Add("PUT", Path, Continue)
        .Add("DELETE", Path, (request, _) => Task.FromResult(ResumableUpload.Cancel(request, uploads)));

    Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token) => request.Query["uploadType"] switch
    {
        "multipart" => Multipart(request, token),
        "resumable" => Start(request, token),
        var other => throw RestException.Invalid($"Invalid value for uploadType: {other}", "uploadType"),
    };

    async Task<HttpResponseMessage> Multipart(RestRequest request, CancellationToken token)
    {
        var parts = await MultipartRelated.ReadAsync(request, token).ConfigureAwait(false);
        using var media = parts.OpenMedia();
        return Reply.Json(await LoadAsync(request, parts.Resource, media, token).ConfigureAwait(false));
    }

    async Task<HttpResponseMessage> Start(RestRequest request, CancellationToken token)
    {
        var resource = await request.BodyAsync(token).ConfigureAwait(false);
        RequireLoad(resource);
        return ResumableUpload.Started(request, uploads.Start(resource, Preconditions.None, request["project"]));
    }

    Task<HttpResponseMessage> Continue(RestRequest request, CancellationToken token) => ResumableUpload.ContinueAsync(
        request, uploads, async (session, stop) =>
        {
            using var media = session.OpenRead();
            return await LoadAsync(request, session.Request, media, stop).ConfigureAwait(false);
        }, token);

    async Task<JsonObject> LoadAsync(RestRequest request, JsonObject resource, Stream media, CancellationToken token)
    {
        RequireLoad(resource);
        Directory.CreateDirectory(scratchParent);
        var file = System.IO.Path.Combine(scratchParent, $"{Guid.NewGuid():N}.upload");
        var target = File.Create(file);
        await using (target.ConfigureAwait(false))
            await media.CopyToAsync(target, token).ConfigureAwait(false);
        var job = jobs.Insert(request["project"], resource, Callers.Source(request, file: file));
        return JobResource.Of(await job.WaitAsync(Patience, jobs.Time, token).ConfigureAwait(false));
    }

    static void RequireLoad(JsonObject resource)
    {
        JsonShapes.Job.Check(resource);
        if (resource["configuration"]?["load"] is not JsonObject load)
            throw RestException.Invalid("An upload needs configuration.load.");
        var format = ((string?)load["sourceFormat"] ?? "CSV").ToUpperInvariant();
        if (format is not ("CSV" or "NEWLINE_DELIMITED_JSON" or "AVRO" or "PARQUET"))
            throw RestException.Invalid($"Invalid value for sourceFormat: {format} is not a valid value", "sourceFormat");
        load["sourceUris"] ??= new JsonArray();
    }
}
