using System.Text.Json.Nodes;
using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Translation;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.rowAccessPolicies</summary>
internal sealed class RowAccessPolicyRoutes(Func<ICatalog> catalog, ICatalogWriter writer, TimeProvider time)
{
    const string Path = "/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{table}/rowAccessPolicies";

    public void AddTo(Router router) => router
        .Add("GET", Path, List)
        .Add("POST", Path, Insert)
        .Add("GET", Path + "/{policy}", Get)
        .Add("PUT", Path + "/{policy}", Update)
        .Add("POST", Path + "/{policy}", Act)
        .Add("DELETE", Path + "/{policy}", Delete);

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var table = TableRoutes.Find(catalog(), request);
        var (page, next) = Paging.Of(table.RowAccessPolicies, request, 100);
        var body = new JsonObject();
        if (page.Count > 0)
            body["rowAccessPolicies"] = new JsonArray([.. page.Select(policy => RowAccessPolicyResource.Of(table.Name, policy))]);
        if (next is not null)
            body["nextPageToken"] = next;
        return Task.FromResult(Reply.Json(body));
    }

    Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token)
    {
        var table = TableRoutes.Find(catalog(), request);
        return Task.FromResult(Reply.Json(RowAccessPolicyResource.Of(table.Name, Find(table, request["policy"]))));
    }

    /// <summary>Methods that stand behind a colon.</summary>
    Task<HttpResponseMessage> Act(RestRequest request, CancellationToken token) => request["policy"].Split(':') is [var id, "getIamPolicy"]
        ? Task.FromResult(Reply.Json(RowAccessPolicyResource.Iam(Find(TableRoutes.Find(catalog(), request), id))))
        : throw RestException.NotFound($"Not Found: POST {request.Message.RequestUri!.AbsolutePath}");

    async Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.RowAccessPolicy, "rowAccessPolicy", token).ConfigureAwait(false);
        var id = (string?)body["rowAccessPolicyReference"]?["policyId"] ?? throw RestException.Required("rowAccessPolicyReference.policyId");
        Identifiers.RequireRoutine(id);
        return await PutAsync(request, body, id, table => table.RowAccessPolicies.Any(policy => policy.PolicyId == id)
            ? throw BigQueryException.Duplicate($"Row access policy {id} on table {table.Name}")
            : time.GetUtcNow(), token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Update(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.RowAccessPolicy, "rowAccessPolicy", token).ConfigureAwait(false);
        return await PutAsync(request, body, request["policy"], table =>
        {
            var policy = Find(table, request["policy"]);
            Resources.RequireEtag(request, policy.Etag);
            return policy.CreatedAt;
        }, token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        await ChangeAsync(request, table =>
        {
            var gone = Find(table, request["policy"]);
            return [.. table.RowAccessPolicies.Where(policy => policy != gone)];
        }, token).ConfigureAwait(false);
        return Reply.Empty();
    }

    async Task<HttpResponseMessage> PutAsync(
        RestRequest request, JsonObject body, string id, Func<TableEntry, DateTimeOffset> createdAt, CancellationToken token)
    {
        var filter = (string?)body["filterPredicate"] ?? throw RestException.Required("filterPredicate");
        var grantees = (body["grantees"] as JsonArray ?? []).Select(grantee => (string)grantee!).ToList();
        RequireFilter(TableRoutes.Find(catalog(), request), filter);
        var changed = await ChangeAsync(request, table =>
        {
            var policy = new RowAccessPolicyEntry(id, grantees, filter, createdAt(table), time.GetUtcNow(), Guid.NewGuid().ToString("N"));
            return [.. table.RowAccessPolicies.Where(other => other.PolicyId != id), policy];
        }, token).ConfigureAwait(false);
        return Reply.Json(RowAccessPolicyResource.Of(changed.Name, Find(changed, id)));
    }

    Task<TableEntry> ChangeAsync(RestRequest request, Func<TableEntry, IReadOnlyList<RowAccessPolicyEntry>> policies, CancellationToken token) =>
        writer.UpdateAsync(TableRoutes.Find(catalog(), request).Name, table => table with { RowAccessPolicies = policies(table) }, token);

    void RequireFilter(TableEntry table, string filter)
    {
        var context = new TranslationContext { Catalog = catalog(), Project = table.Name.Project, Now = time.GetUtcNow() };
        new Translator(context, new SourceText(filter)).OverColumns(Parser.ParseExpression(filter), table.Columns);
    }

    static RowAccessPolicyEntry Find(TableEntry table, string id) => table.RowAccessPolicies.FirstOrDefault(policy => policy.PolicyId == id)
        ?? throw new BigQueryException("notFound", $"Not found: Row access policy {id} on table {table.Name}");
}
