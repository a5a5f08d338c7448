using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Transfers;

namespace ErosDeploy.Sandbox.Rest.Transfer;

/// <summary>bigquerydatatransfer.projects.locations.transferConfigs, and the same without a location.</summary>
internal sealed class TransferRoutes(TransferService transfers, TimeProvider time)
{
    const string StandardLocation = "us";

    public void AddTo(Router router)
    {
        foreach (var parent in new[] { "/v1/projects/{project}/locations/{location}", "/v1/projects/{project}" })
            AddTo(router, parent + "/transferConfigs", parent.Contains("{location}", StringComparison.Ordinal));
    }

    void AddTo(Router router, string path, bool located)
    {
        string? Location(RestRequest request) => located ? request["location"] : null;
        string Name(RestRequest request, string id) => $"projects/{request["project"]}/locations/{Location(request) ?? StandardLocation}/transferConfigs/{id}";
        router
            .Add("GET", path, (request, _) => Task.FromResult(List(request, Location(request))))
            .Add("POST", path, (request, token) => Create(request, Location(request) ?? StandardLocation, token))
            .Add("GET", path + "/{config}", (request, _) => Task.FromResult(Reply.Json(TransferResource.Of(Find(Name(request, request["config"])), transfers))))
            .Add("PATCH", path + "/{config}", (request, token) => Patch(request, Name(request, request["config"]), token))
            .Add("DELETE", path + "/{config}", (request, _) => Task.FromResult(Delete(Name(request, request["config"]))))
            .Add("POST", path + "/{config}", (request, token) => Act(request, id => Name(request, id), token))
            .Add("GET", path + "/{config}/runs", (request, _) => Task.FromResult(Runs(request, Name(request, request["config"]))))
            .Add("GET", path + "/{config}/runs/{run}", (request, _) => Task.FromResult(Run(request, Name(request, request["config"]))))
            .Add("DELETE", path + "/{config}/runs/{run}", (request, _) => Task.FromResult(DeleteRun(request, Name(request, request["config"]))));
    }

    HttpResponseMessage List(RestRequest request, string? location) =>
        Page(request, "transferConfigs", transfers.List(request["project"], location is null or "-" ? null : location), config => TransferResource.Of(config, transfers));

    async Task<HttpResponseMessage> Create(RestRequest request, string location, CancellationToken token)
    {
        var given = TransferResource.Read(await request.BodyAsync(JsonShapes.Transfer, "transferConfig", token).ConfigureAwait(false));
        return Reply.Json(TransferResource.Of(transfers.Create(request["project"], location, given), transfers));
    }

    async Task<HttpResponseMessage> Patch(RestRequest request, string name, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Transfer, "transferConfig", token).ConfigureAwait(false);
        var mask = (request.Query["updateMask"] ?? throw RestException.Required("updateMask")).Split(',').Select(Camel).ToList();
        var changed = transfers.Change(name, config => Masked(config.Given, body, mask)) ?? throw NotFound(name);
        return Reply.Json(TransferResource.Of(changed, transfers));
    }

    HttpResponseMessage Delete(string name) => transfers.Delete(name) ? Reply.Json(new JsonObject()) : throw NotFound(name);

    /// <summary>Methods that stand behind a colon.</summary>
    async Task<HttpResponseMessage> Act(RestRequest request, Func<string, string> name, CancellationToken token)
    {
        if (request["config"].Split(':') is not [var id, "startManualRuns"])
            throw RestException.NotFound($"Not Found: POST {request.Message.RequestUri!.AbsolutePath}");
        var config = Find(name(id));
        var body = await request.BodyAsync(token).ConfigureAwait(false);
        if (body["requestedTimeRange"] is not null)
            throw RestException.Unimplemented("requestedTimeRange of startManualRuns");
        var at = (string?)body["requestedRunTime"] is not { } text ? time.GetUtcNow()
            : TransferTime.Parse(text) ?? throw RestException.Invalid($"Invalid value for requestedRunTime: {text}", "requestedRunTime");
        var run = transfers.Run(config, at);
        return Reply.Json(new JsonObject { ["runs"] = new JsonArray(TransferResource.Of(config, run, transfers.JobOf(config, run))) });
    }

    HttpResponseMessage Runs(RestRequest request, string name)
    {
        var config = Find(name);
        return Page(request, "transferRuns", transfers.Runs(name), run => TransferResource.Of(config, run, transfers.JobOf(config, run)));
    }

    HttpResponseMessage Run(RestRequest request, string name)
    {
        var config = Find(name);
        var run = transfers.Runs(name).FirstOrDefault(run => run.Id == request["run"]) ?? throw NotFound($"{name}/runs/{request["run"]}");
        return Reply.Json(TransferResource.Of(config, run, transfers.JobOf(config, run)));
    }

    HttpResponseMessage DeleteRun(RestRequest request, string name) =>
        transfers.DeleteRun($"{name}/runs/{request["run"]}") ? Reply.Json(new JsonObject()) : throw NotFound($"{name}/runs/{request["run"]}");

    TransferConfig Find(string name) => transfers.Find(name) ?? throw NotFound(name);

    static RestException NotFound(string name) => RestException.NotFound($"Requested entity was not found: {name}");

    static JsonObject Masked(JsonObject given, JsonObject body, List<string> mask)
    {
        var changed = (JsonObject)given.DeepClone();
        foreach (var member in mask)
            Set(changed, body, member.Split('.'));
        return TransferResource.Read(changed);
    }

    static void Set(JsonObject target, JsonObject source, string[] path)
    {
        if (path is [var member])
        {
            target.Remove(member);
            if (source[member] is { } value)
                target[member] = value.DeepClone();
            return;
        }

        if (target[path[0]] is not JsonObject inner)
            target[path[0]] = inner = [];
        Set(inner, source[path[0]] as JsonObject ?? [], path[1..]);
    }

    // parameters keep their own names, which have underscores
    static string Camel(string path) => path.StartsWith("params.", StringComparison.Ordinal) ? path : string.Concat(
        path.Split('_').Select((word, index) => index == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    static HttpResponseMessage Page<T>(RestRequest request, string member, IReadOnlyList<T> all, Func<T, JsonObject> resource)
    {
        var start = (int)Paging.Offset(request.Query["pageToken"]);
        var size = request.IntQuery("pageSize") is > 0 and var asked ? asked : 100;
        var body = new JsonObject();
        if (all.Count > start)
            body[member] = new JsonArray([.. all.Skip(start).Take(size).Select(resource)]);
        if (all.Count > start + size)
            body["nextPageToken"] = Paging.Token(start + size);
        return Reply.Json(body);
    }
}
