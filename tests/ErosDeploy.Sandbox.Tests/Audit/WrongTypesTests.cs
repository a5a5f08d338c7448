using System.Net;
using ErosDeploy.Sandbox.Tests.Rest;
using static ErosDeploy.Sandbox.Tests.Rest.BigQueryCalls;

namespace ErosDeploy.Sandbox.Tests.Audit;

/// <summary>Members and parameters of wrong types are the caller's fault, named with their path, and nothing is done.</summary>
public sealed class WrongTypesTests(SilentOptionsTests.Shop shop) : IClassFixture<SilentOptionsTests.Shop>
{
    [Theory]
    [InlineData("""{"query":5}""", "Invalid value at 'query' (TYPE_STRING), 5")]
    [InlineData("""{"query":"SELECT 1","useLegacySql":"maybe"}""", "Invalid value at 'useLegacySql' (TYPE_BOOL), \"maybe\"")]
    [InlineData("""{"query":"CREATE TABLE d.made (a INT64)","maxResults":"many"}""", "Invalid value at 'maxResults' (TYPE_UINT32), \"many\"")]
    [InlineData("""{"query":"CREATE TABLE d.made (a INT64)","maxResults":-1}""", "Invalid value at 'maxResults'")]
    [InlineData("""{"query":"CREATE TABLE d.made (a INT64)","timeoutMs":{}}""", "Invalid value at 'timeoutMs'")]
    [InlineData("""{"query":"CREATE TABLE d.made (a INT64)","formatOptions":{"timestampOutputFormat":"FOO"}}""", "FOO is not a valid value")]
    [InlineData("""{"query":"CREATE TABLE d.made (a INT64)","jobCreationMode":"FOO"}""", "FOO is not a valid value")]
    [InlineData("""{"query":"SELECT 1","labels":{"a":{}}}""", "Invalid value at 'labels.a'")]
    [InlineData("""{"query":"SELECT 1","labels":["a"]}""", "Invalid value at 'labels'")]
    [InlineData("""{"query":"SELECT 1","queryParameters":[{"parameterType":{"type":5}}]}""", "Invalid value at 'queryParameters[0].parameterType.type' (TYPE_STRING), 5")]
    [InlineData("""{"query":"SELECT 1","queryParameters":[null]}""", "Invalid value at 'queryParameters[0]'")]
    [InlineData("""{"query":"SELECT 1","defaultDataset":"d"}""", "Invalid value at 'defaultDataset'")]
    [InlineData("""{"query":"SELECT 1","maximumBytesBilled":"much"}""", "Invalid value at 'maximumBytesBilled' (TYPE_INT64), \"much\"")]
    public async Task A_query_of_wrong_types_is_refused_before_it_runs(string body, string message)
    {
        (await shop.Sandbox.PostAsync($"{Base}/queries", body)).ExpectError(400, "invalid", message);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Sandbox.GetAsync($"{Base}/datasets/d/tables/made")).Status);
    }

    [Theory]
    [InlineData("jobs", """{"configuration":{"query":"SELECT 1"}}""", "Invalid value at 'configuration.query'")]
    [InlineData("jobs", """{"configuration":5}""", "Invalid value at 'configuration'")]
    [InlineData("jobs", """{"jobReference":{"jobId":5},"configuration":{"query":{"query":"SELECT 1"}}}""", "Invalid value at 'jobReference.jobId'")]
    [InlineData("jobs", """{"configuration":{"load":{"sourceUris":"gs://x/y"}}}""", "Invalid value at 'configuration.load.sourceUris' (TYPE_ARRAY)")]
    [InlineData("jobs", """{"configuration":{"load":{"sourceUris":[5]}}}""", "Invalid value at 'configuration.load.sourceUris[0]'")]
    [InlineData("jobs", """{"configuration":{"load":{"skipLeadingRows":"x"}}}""", "Invalid value at 'configuration.load.skipLeadingRows'")]
    [InlineData("jobs", """{"configuration":{"load":{"schema":{"fields":[{"name":5}]}}}}""", "Invalid value at 'configuration.load.schema.fields[0].name'")]
    [InlineData("jobs", """{"configuration":{"copy":{"sourceTables":{}}}}""", "Invalid value at 'configuration.copy.sourceTables'")]
    [InlineData("jobs", """{"configuration":{"extract":{"printHeader":"x"}}}""", "Invalid value at 'configuration.extract.printHeader'")]
    [InlineData("jobs", """{"configuration":{"query":{"query":"SELECT 1","priority":"LATER"}}}""", "Invalid value for priority: LATER")]
    [InlineData("datasets", """{"datasetReference":{"datasetId":5}}""", "Invalid value at 'datasetReference.datasetId'")]
    [InlineData("datasets", """{"datasetReference":{"datasetId":"x"},"defaultTableExpirationMs":"x"}""", "Invalid value at 'defaultTableExpirationMs'")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"schema":{"fields":[{"name":"a","type":"INT64","mode":5}]}}""", "Invalid value at 'schema.fields[0].mode'")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"clustering":{"fields":"a"}}""", "Invalid value at 'clustering.fields'")]
    [InlineData("datasets/d/routines", """{"routineReference":{"routineId":"x"},"arguments":{}}""", "Invalid value at 'arguments'")]
    [InlineData("datasets/d/tables/t/insertAll", """{"rows":[{"json":5}]}""", "Invalid value at 'rows[0].json'")]
    public async Task A_resource_of_wrong_types_is_refused(string path, string body, string message) =>
        (await shop.Sandbox.PostAsync($"{Base}/{path}", body)).ExpectError(400, "invalid", message);

    [Theory]
    [InlineData("storage/v1/b?project=p", """{"name":5}""", "Invalid value at 'name' (TYPE_STRING), 5")]
    [InlineData("storage/v1/b?project=p", """{"name":"other","labels":{"a":5}}""", "Invalid value at 'labels.a'")]
    [InlineData("storage/v1/b/bkt/o/made/compose", """{"sourceObjects":[{"name":5}]}""", "Invalid value at 'sourceObjects[0].name'")]
    [InlineData("storage/v1/b/bkt/o/old.csv/copyTo/b/bkt/o/made", """{"metadata":{"a":5}}""", "Invalid value at 'metadata.a'")]
    [InlineData("v1/projects/p/locations/us/transferConfigs", """{"displayName":5}""", "Invalid value at 'displayName'")]
    public async Task Resources_of_the_other_services_are_looked_at_too(string path, string body, string message) =>
        (await shop.Sandbox.PostAsync(path, body)).ExpectError(400, "invalid", message);

    [Theory]
    [InlineData("jobs?maxResults=x", "Invalid value for maxResults: x")]
    [InlineData("jobs?maxResults=-1", "Invalid value for maxResults: -1")]
    [InlineData("queries/none?maxResults=x", "Invalid value for maxResults: x")]
    [InlineData("queries/none?timeoutMs=x", "Invalid value for timeoutMs: x")]
    [InlineData("queries/none?formatOptions.timestampOutputFormat=FOO", "FOO is not a valid value")]
    public async Task Parameters_of_wrong_types_are_refused(string path, string message) => (await shop.Sandbox.GetAsync($"{Base}/{path}")).ExpectError(400, "invalid", message);
}
