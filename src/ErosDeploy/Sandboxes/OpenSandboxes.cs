using ErosDeploy.Sandbox;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandboxes;

/// <summary>
/// The sandbox folders that this process has open: each once, whoever uses it. A folder is closed a while after its last use
/// ended, when the module is removed, and at the end of the process, so that another process can have it.
/// </summary>
internal sealed class OpenSandboxes(TimeProvider time)
{
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    readonly object _gate = new();
    readonly Dictionary<string, OpenSandbox> _open = new(FolderIdentity.Comparer);
    bool _exitWatched;

    public static OpenSandboxes OfProcess { get; } = new(TimeProvider.System);

    /// <summary>Opens the folder, or joins those who have it open; disposing the lease gives it back.</summary>
    public SandboxLease Take(string folder)
    {
        var identity = FolderIdentity.Of(folder);
        lock (_gate)
        {
            WatchExit();
            if (!_open.TryGetValue(identity, out var sandbox))
                _open.Add(identity, sandbox = new OpenSandbox(identity, Open(identity)));
            sandbox.Users++;
            sandbox.Closing?.Dispose();
            sandbox.Closing = null;
            return new SandboxLease(sandbox.Cloud, () => GiveBack(sandbox));
        }
    }

    /// <summary>Closes what nobody uses at the moment.</summary>
    public void CloseIdle()
    {
        lock (_gate)
            foreach (var sandbox in _open.Values.ToArray())
                CloseIfIdle(sandbox);
    }

    /// <summary>Closes one folder now, so that its files can be deleted; refuses while somebody uses it.</summary>
    public void Close(string folder)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(FolderIdentity.Of(folder), out var sandbox))
                return;
            if (sandbox.Users > 0)
                throw new ErosException(
                    ErosErrorCode.SandboxInUse, $"The sandbox folder {folder} is in use by another command of this process.", "Wait until it has ended.") { Subject = folder };
            CloseIfIdle(sandbox);
        }
    }

    LocalCloud Open(string folder)
    {
        try
        {
            return LocalCloud.Open(folder, time);
        }
        catch (FolderInUseException e)
        {
            throw new ErosException(ErosErrorCode.SandboxInUse, e.Message, "Wait until that has ended (an idle session lets go after ten seconds), or use another folder.", e) { Subject = folder };
        }
        catch (FolderFullException e)
        {
            throw new ErosException(ErosErrorCode.SandboxFull, e.Message, "Free space on that disk, or use a folder on another.", e) { Subject = folder };
        }
    }

    void GiveBack(OpenSandbox sandbox)
    {
        lock (_gate)
            if (--sandbox.Users == 0)
                sandbox.Closing = time.CreateTimer(_ => CloseIfIdle(sandbox), null, Linger, Timeout.InfiniteTimeSpan);
    }

    void CloseIfIdle(OpenSandbox sandbox)
    {
        lock (_gate)
        {
            if (sandbox.Users > 0 || !_open.TryGetValue(sandbox.Folder, out var current) || current != sandbox)
                return;
            _open.Remove(sandbox.Folder);
            sandbox.Closing?.Dispose();
            sandbox.Cloud.Dispose();
        }
    }

    void WatchExit()
    {
        if (_exitWatched)
            return;
        _exitWatched = true;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => CloseIdle();
    }

    sealed class OpenSandbox(string folder, LocalCloud cloud)
    {
        public string Folder => folder;

        public LocalCloud Cloud => cloud;

        public int Users { get; set; }

        public ITimer? Closing { get; set; }
    }
}

/// <summary>The right to use an open sandbox.</summary>
internal sealed class SandboxLease(LocalCloud cloud, Action giveBack) : IDisposable
{
    int _givenBack;

    public LocalCloud Cloud => cloud;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _givenBack, 1) == 0)
            giveBack();
    }
}
