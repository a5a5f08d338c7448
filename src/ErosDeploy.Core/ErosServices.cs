using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Cloud.Transfer;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Notifications;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Schedules;
using ErosDeploy.Core.Storage;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core;

/// <summary>What every service works with: a target, the clients that reach it, what is deployed there, and who is told.</summary>
public sealed record ErosServices(
    ErosTarget Target, BigQueryClient BigQuery, StorageClient Storage, CatalogueFolder Catalogue, IErosObserver Observer, TimeProvider Time)
{
    readonly QueryLimits _limits = new(BigQuery, Target, Time);

    readonly QueryLog _log = new();

    /// <summary>Told of restores and deployments; null when nobody is to be.</summary>
    public Webhook? Webhook { get; init; }

    /// <summary>Called before and after runs, phases and steps.</summary>
    public IErosHooks Hooks { get; init; } = SilentHooks.Instance;

    /// <summary>Whether the queries of this module come into query_performance_log of the target.</summary>
    internal bool KeepsQueryLog { get; init; } = true;

    internal Warehouse Warehouse => new(BigQuery, Target, Pace, _limits, KeepsQueryLog ? _log : null);

    internal TablePace Pace { get; init; } = new(Time);

    internal RowPolicies RowPolicies => new(BigQuery, Target, Pace);

    internal ScheduleStore Schedules => new(new TransferClient(BigQuery.Connection), Target);

    internal BucketStore Bucket => new(Storage, Target.Bucket);

    internal ControlNames Names => new(Target);

    internal HistoryStore History => new(Bucket, Names);

    internal DefinitionStore Definitions => new(Bucket, Names);
}
