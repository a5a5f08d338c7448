using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.routines</summary>
internal sealed class RoutineRoutes(Func<ICatalog> catalog, ICatalogWriter writer)
{
    const string Path = "/bigquery/v2/projects/{project}/datasets/{dataset}/routines";

    public void AddTo(Router router) => router
        .Add("GET", Path, List)
        .Add("POST", Path, Insert)
        .Add("GET", Path + "/{routine}", Get)
        .Add("PUT", Path + "/{routine}", Update)
        .Add("DELETE", Path + "/{routine}", Delete);

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var (page, next) = Paging.Of(catalog().ListRoutines(Dataset(request)), request, 50);
        var body = new JsonObject();
        if (page.Count > 0)
            body["routines"] = new JsonArray([.. page.Select(RoutineResource.ListItem)]);
        if (next is not null)
            body["nextPageToken"] = next;
        return Task.FromResult(Reply.Json(body));
    }

    async Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Routine, "routine", token).ConfigureAwait(false);
        var dataset = Dataset(request);
        var id = (string?)body["routineReference"]?["routineId"] ?? throw RestException.Required("routineReference.routineId");
        Identifiers.RequireRoutine(id);
        var entry = new RoutineEntry { Name = new RoutineName(dataset.Project, dataset.Dataset, id) };
        var made = await writer.CreateAsync(RoutineResource.Read(body, entry), token).ConfigureAwait(false);
        return Reply.Json(RoutineResource.Of(made));
    }

    Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token) =>
        Task.FromResult(Resources.Unless(request, RoutineResource.Of(Find(request))));

    async Task<HttpResponseMessage> Update(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Routine, "routine", token).ConfigureAwait(false);
        var changed = await writer.UpdateAsync(Find(request).Name, current =>
        {
            Resources.RequireEtag(request, current.Etag);
            return RoutineResource.Read(body, current);
        }, token).ConfigureAwait(false);
        return Reply.Json(RoutineResource.Of(changed));
    }

    async Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        await writer.DeleteAsync(Find(request).Name, token).ConfigureAwait(false);
        return Reply.Empty();
    }

    DatasetName Dataset(RestRequest request)
    {
        var name = new DatasetName(request["project"], request["dataset"]);
        return catalog().FindDataset(name) is null ? throw DatasetRoutes.NotFound(name) : name;
    }

    RoutineEntry Find(RestRequest request)
    {
        var dataset = Dataset(request);
        var name = new RoutineName(dataset.Project, dataset.Dataset, request["routine"]);
        return catalog().FindRoutine(name) ?? throw new BigQueryException("notFound", $"Not found: Routine {name}");
    }
}
