using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Transfers;

/// <summary>Keeps transfer configs and their runs in a file, and starts runs that are due once <see cref="Start"/> was called.</summary>
internal sealed class TransferService : IDisposable
{
    static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    readonly object _gate = new();
    readonly string _path;
    readonly JobService _jobs;
    readonly TimeProvider _time;
    readonly TransferDocument _document;
    ITimer? _timer;

    public TransferService(string path, JobService jobs, TimeProvider time)
    {
        _path = path;
        _jobs = jobs;
        _time = time;
        _document = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), TransfersJson.Default.TransferDocument)! : new([], []);
    }

    /// <summary>From now on due configs run; those missed while nobody served run once, now.</summary>
    public void Start()
    {
        lock (_gate)
            _timer ??= _time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        RunDue();
    }

    public TransferConfig Create(string project, string location, JsonObject given)
    {
        var now = _time.GetUtcNow();
        var config = new TransferConfig
        {
            Project = project, Location = location, Id = Guid.NewGuid().ToString(), Given = given, CreatedAt = now, UpdatedAt = now,
        };
        config = config with { NextRun = config.NextFrom(now) };
        lock (_gate)
        {
            _document.Configs.Add(config);
            Keep();
        }

        RunDue();
        return config;
    }

    public TransferConfig? Change(string name, Func<TransferConfig, JsonObject> change)
    {
        lock (_gate)
        {
            var index = _document.Configs.FindIndex(config => config.Name == name);
            if (index < 0)
                return null;
            var config = _document.Configs[index];
            var now = _time.GetUtcNow();
            var changed = config with { Given = change(config), UpdatedAt = now };
            _document.Configs[index] = changed = changed with { NextRun = changed.NextFrom(now.AddTicks(1)) };
            Keep();
            Rearm();
            return changed;
        }
    }

    public bool Delete(string name)
    {
        lock (_gate)
        {
            var found = _document.Configs.RemoveAll(config => config.Name == name) > 0;
            _document.Runs.RemoveAll(run => run.Config == name);
            Keep();
            Rearm();
            return found;
        }
    }

    public TransferConfig? Find(string name)
    {
        lock (_gate)
            return _document.Configs.Find(config => config.Name == name);
    }

    public IReadOnlyList<TransferConfig> List(string project, string? location)
    {
        lock (_gate)
            return _document.Configs.FindAll(config => config.Project == project && (location is null || config.Location == location));
    }

    /// <summary>A config's runs, youngest first.</summary>
    public IReadOnlyList<TransferRun> Runs(string config)
    {
        lock (_gate)
            return [.. _document.Runs.Where(run => run.Config == config).Reverse()];
    }

    public bool DeleteRun(string name)
    {
        lock (_gate)
        {
            var found = _document.Runs.RemoveAll(run => run.Name == name) > 0;
            Keep();
            return found;
        }
    }

    public JobDocument? JobOf(TransferConfig config, TransferRun run) => _jobs.Store.Find(config.Project, run.JobId)?.Document;

    /// <summary>Begins a run at once, as of a time.</summary>
    public TransferRun Run(TransferConfig config, DateTimeOffset runTime)
    {
        TransferRun run;
        lock (_gate)
        {
            run = Add(config, runTime, manual: true);
            Keep();
        }

        return Begin(config, run);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    void RunDue()
    {
        lock (_gate)
        {
            foreach (var (config, run) in TakeDue())
                Begin(config, run);
        }
    }

    List<(TransferConfig Config, TransferRun Run)> TakeDue()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var due = _timer is null ? [] : _document.Configs.FindAll(config => config.NextRun <= now);
            var taken = due.ConvertAll(config => (config, Add(config, config.NextRun!.Value, manual: false)));
            foreach (var config in due)
                _document.Configs[_document.Configs.IndexOf(config)] = config with { NextRun = config.NextFrom(now.AddTicks(1)) };
            if (due.Count > 0)
                Keep();
            Rearm();
            return taken;
        }
    }

    TransferRun Add(TransferConfig config, DateTimeOffset runTime, bool manual)
    {
        var run = new TransferRun
        {
            Config = config.Name,
            Id = Guid.NewGuid().ToString(),
            RunTime = runTime,
            StartedAt = _time.GetUtcNow(),
            Manual = manual,
            Given = (JsonObject)config.Given.DeepClone(),
        };
        _document.Runs.Add(run);
        return run;
    }

    TransferRun Begin(TransferConfig config, TransferRun run)
    {
        try
        {
            _jobs.Insert(config.Project, ScheduledQuery.Job(config, run), new JobRequestSource(Caller.Default));
            return run;
        }
        catch (BigQueryException error)
        {
            return Fail(run, error.Message);
        }
    }

    TransferRun Fail(TransferRun run, string message)
    {
        lock (_gate)
        {
            var failed = run with { Failure = message };
            var index = _document.Runs.FindIndex(other => other.Name == run.Name);
            if (index >= 0)
                _document.Runs[index] = failed;
            Keep();
            return failed;
        }
    }

    void Keep() => AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(_document, TransfersJson.Default.TransferDocument));

    void Rearm()
    {
        var wait = _document.Configs.Min(config => config.NextRun) - _time.GetUtcNow();
        var capped = wait is null ? Timeout.InfiniteTimeSpan : wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestSleep ? wait.Value : LongestSleep;
        _timer?.Change(capped, Timeout.InfiniteTimeSpan);
    }
}
