using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.projects and bigquery.models: the local cloud takes any project, and trains no models.</summary>
internal sealed class ProjectRoutes(Func<ICatalog> catalog)
{
    public void AddTo(Router router) => router
        .Add("GET", "/bigquery/v2/projects", List)
        .Add("GET", "/bigquery/v2/projects/{project}/serviceAccount", ServiceAccount)
        .Add("GET", "/bigquery/v2/projects/{project}/datasets/{dataset}/models", Models);

    static Task<HttpResponseMessage> List(RestRequest request, CancellationToken token) => Task.FromResult(Reply.Json(new JsonObject
    {
        ["kind"] = "bigquery#projectList", ["etag"] = "local", ["projects"] = new JsonArray(), ["totalItems"] = 0,
    }));

    static Task<HttpResponseMessage> ServiceAccount(RestRequest request, CancellationToken token) => Task.FromResult(Reply.Json(new JsonObject
    {
        ["kind"] = "bigquery#getServiceAccountResponse", ["email"] = $"bigquery@{request["project"]}.sandbox.invalid",
    }));

    Task<HttpResponseMessage> Models(RestRequest request, CancellationToken token)
    {
        var name = new DatasetName(request["project"], request["dataset"]);
        _ = catalog().FindDataset(name) ?? throw DatasetRoutes.NotFound(name);
        return Task.FromResult(Reply.Json(new JsonObject()));
    }
}
