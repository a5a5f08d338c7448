using System.Net;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Rest;

public sealed class RowAccessPolicyRoutesTests : IAsyncLifetime
{
    const string Policies = BigQueryCalls.Base + "/datasets/d/tables/t/rowAccessPolicies";
    const string Query = """{"query":"SELECT n FROM d.t ORDER BY n","useLegacySql":false}""";

    readonly SandboxFixture _sandbox = new();

    public async ValueTask InitializeAsync()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        await _sandbox.InsertAsync("t", """{"n":1}""", """{"n":2}""");
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Policy_hides_rows_from_all_but_its_grantees()
    {
        await PolicyAsync("two", "n = 2", "user:alice@example.com");
        Assert.Equal("""[{"f":[{"v":"2"}]}]""", await RowsAsync("user:alice@example.com"));
        Assert.Null(await RowsAsync("user:bob@example.com"));
        await PolicyAsync("one", "n = 1", "group:staff@example.com");
        Assert.Equal("""[{"f":[{"v":"1"}]}]""", await RowsAsync("bob@example.com", "group:staff@example.com"));
    }

    [Fact]
    public async Task Policy_can_be_read_changed_and_deleted()
    {
        var made = await PolicyAsync("p1", "n = 2", "allAuthenticatedUsers");
        (await _sandbox.PostAsync(Policies, """{"rowAccessPolicyReference":{"policyId":"p1"},"filterPredicate":"TRUE"}""")).ExpectError(409, "duplicate", "p1");
        (await _sandbox.PutAsync($"{Policies}/p1", """{"filterPredicate":"n = 1","grantees":["allAuthenticatedUsers"]}""")).Expect(HttpStatusCode.OK);
        var got = (await _sandbox.GetAsync($"{Policies}/p1")).Json;
        Assert.Equal("n = 1", (string?)got["filterPredicate"]);
        Assert.Equal((string?)made["creationTime"], (string?)got["creationTime"]);
        Assert.Single((await _sandbox.GetAsync(Policies)).Json["rowAccessPolicies"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await _sandbox.DeleteAsync($"{Policies}/p1")).Status);
        (await _sandbox.DeleteAsync($"{Policies}/p1")).ExpectError(404, "notFound", "p1");
    }

    [Fact]
    public async Task Filter_must_be_an_expression_over_the_columns() => (await _sandbox.PostAsync(
        Policies, """{"rowAccessPolicyReference":{"policyId":"p"},"filterPredicate":"zz = 1"}""")).ExpectError(400, "invalidQuery", "zz");

    async Task<System.Text.Json.Nodes.JsonObject> PolicyAsync(string id, string filter, string grantee) => (await _sandbox.PostAsync(
        Policies, $$$"""{"rowAccessPolicyReference":{"policyId":"{{{id}}}"},"filterPredicate":"{{{filter}}}","grantees":["{{{grantee}}}"]}""")).Expect(HttpStatusCode.OK).Json;

    async Task<string?> RowsAsync(string caller, string groups = "") => (await _sandbox.SendAsync(
        HttpMethod.Post, $"{BigQueryCalls.Base}/queries", RestCalls.Json(Query), ("X-Eros-Caller", caller), ("X-Eros-Groups", groups)))
        .Expect(HttpStatusCode.OK).Json["rows"]?.ToJsonString();
}
