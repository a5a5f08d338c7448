using ErosDeploy.Sandbox;

namespace ErosDeploy.TestKit;

/// <summary>A local cloud in a temporary folder with an HTTP client on it; disposing deletes the folder.</summary>
public sealed class SandboxFixture : IDisposable
{
    public SandboxFixture()
        : this(null)
    {
    }

    public SandboxFixture(TimeProvider? time)
    {
        Folder = Directory.CreateTempSubdirectory("eros-sandbox-").FullName;
        Time = time ?? TimeProvider.System;
        Cloud = LocalCloud.Open(Folder, Time);
        Handler = new SandboxHandler(Cloud);
        Client = NewClient();
    }

    public string Folder { get; }

    public TimeProvider Time { get; }

    public LocalCloud Cloud { get; private set; }

    public SandboxHandler Handler { get; private set; }

    public HttpClient Client { get; private set; }

    /// <summary>Closes the cloud and opens the folder again, as a second process would find it.</summary>
    public void Reopen()
    {
        Close();
        Cloud = LocalCloud.Open(Folder, Time);
        Handler = new SandboxHandler(Cloud);
        Client = NewClient();
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Folder, recursive: true);
    }

    HttpClient NewClient() => new(Handler, disposeHandler: false) { BaseAddress = new Uri("http://sandbox.invalid/") };

    void Close()
    {
        Client.Dispose();
        Handler.Dispose();
        Cloud.Dispose();
    }
}
