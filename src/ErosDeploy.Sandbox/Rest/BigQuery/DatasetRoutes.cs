using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.datasets</summary>
internal sealed class DatasetRoutes(Func<ICatalog> catalog, ICatalogWriter writer)
{
    const string Path = "/bigquery/v2/projects/{project}/datasets";

    public void AddTo(Router router) => router
        .Add("GET", Path, List)
        .Add("POST", Path, Insert)
        .Add("GET", Path + "/{dataset}", Get)
        .Add("PATCH", Path + "/{dataset}", (request, token) => Change(request, patch: true, token))
        .Add("PUT", Path + "/{dataset}", (request, token) => Change(request, patch: false, token))
        .Add("DELETE", Path + "/{dataset}", Delete);

    public static BigQueryException NotFound(DatasetName name) => new("notFound", $"Not found: Dataset {name}");

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var datasets = LabelFilter.Of(request.Query["filter"], catalog().ListDatasets(request["project"]));
        var (page, next) = Paging.Of(datasets, request, 50);
        var body = new JsonObject { ["kind"] = "bigquery#datasetList", ["etag"] = $"{page.Count}" };
        if (page.Count > 0)
            body["datasets"] = new JsonArray([.. page.Select(DatasetResource.ListItem)]);
        if (next is not null)
            body["nextPageToken"] = next;
        return Task.FromResult(Reply.Json(body));
    }

    async Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Dataset, "dataset", token).ConfigureAwait(false);
        var name = References.Dataset(body["datasetReference"] ?? throw RestException.Required("datasetReference"), request["project"]);
        Identifiers.RequireDataset(name.Dataset);
        var made = await writer.CreateAsync(DatasetResource.Read(body, new DatasetEntry { Name = name }), token).ConfigureAwait(false);
        return Reply.Json(DatasetResource.Of(made));
    }

    Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token) =>
        Task.FromResult(Resources.Unless(request, DatasetResource.Of(Find(request))));

    async Task<HttpResponseMessage> Change(RestRequest request, bool patch, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Dataset, "dataset", token).ConfigureAwait(false);
        var changed = await writer.UpdateAsync(Find(request).Name, current =>
        {
            Resources.RequireEtag(request, current.Etag);
            var resource = patch ? JsonMerge.Patch(DatasetResource.Of(current), body) : body;
            return DatasetResource.Read(resource, current) with { Location = current.Location };
        }, token).ConfigureAwait(false);
        return Reply.Json(DatasetResource.Of(changed));
    }

    async Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        await writer.DeleteAsync(Find(request).Name, request.Flag("deleteContents"), token).ConfigureAwait(false);
        return Reply.Empty();
    }

    DatasetEntry Find(RestRequest request)
    {
        var name = new DatasetName(request["project"], request["dataset"]);
        return catalog().FindDataset(name) ?? throw NotFound(name);
    }

}
