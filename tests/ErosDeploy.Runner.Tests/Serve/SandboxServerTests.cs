using System.Net;
using System.Text;
using ErosDeploy.Runner.Serve;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests.Serve;

public sealed class SandboxServerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-serve-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Listens_on_loopback_only_and_names_its_port()
    {
        using var cloud = LocalCloud.Open(_folder);
        await using var server = await SandboxServer.StartAsync(cloud, 0, TestContext.Current.CancellationToken);
        Assert.Equal("127.0.0.1", server.Address.Host);
        Assert.NotEqual(0, server.Address.Port);
    }

    [Fact]
    public async Task An_object_name_with_encoded_slashes_survives_the_way_in_and_out()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var cloud = LocalCloud.Open(_folder);
        await using var server = await SandboxServer.StartAsync(cloud, 0, cancel);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var bucket = new StringContent("""{"name":"a-bucket"}""", Encoding.UTF8, "application/json");
        using var made = await http.PostAsync(new Uri("storage/v1/b?project=p", UriKind.Relative), bucket, cancel);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        using var body = new StringContent("hello");
        using var stored = await http.PostAsync(
            new Uri("upload/storage/v1/b/a-bucket/o?uploadType=media&name=a%2Fb%20c", UriKind.Relative), body, cancel);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        Assert.Equal("hello", await http.GetStringAsync(new Uri("storage/v1/b/a-bucket/o/a%2Fb%20c?alt=media", UriKind.Relative), cancel));
    }
}
