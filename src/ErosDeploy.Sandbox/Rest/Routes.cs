using ErosDeploy.Sandbox.Rest.BigQuery;
using ErosDeploy.Sandbox.Rest.Storage;
using ErosDeploy.Sandbox.Rest.Transfer;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>Every route of the local cloud.</summary>
internal static class Routes
{
    public static Router Of(LocalCloud cloud)
    {
        var router = new Router(cloud.Folder);
        AddBigQuery(router, cloud);
        AddStorage(router, cloud);
        foreach (var path in new[] { "/batch", "/batch/storage/v1", "/batch/bigquery/v2" })
            router.Add("POST", path, (_, _) => throw RestException.Unimplemented("batch requests"));
        new TransferRoutes(cloud.Transfers, cloud.Time).AddTo(router);
        return router;
    }

    static void AddBigQuery(Router router, LocalCloud cloud)
    {
        new ProjectRoutes(cloud.Catalog).AddTo(router);
        new DatasetRoutes(cloud.Catalog, cloud.Catalogue).AddTo(router);
        new TableRoutes(cloud.Catalog, cloud.Catalogue, cloud.Tables).AddTo(router);
        new RowAccessPolicyRoutes(cloud.Catalog, cloud.Catalogue, cloud.Time).AddTo(router);
        new TableDataRoutes(cloud.Catalog, cloud.Tables, cloud.Jobs.Store).AddTo(router);
        new InsertAllRoutes(cloud.Catalog, cloud.Tables, cloud.Scratch).AddTo(router);
        new RoutineRoutes(cloud.Catalog, cloud.Catalogue).AddTo(router);
        new JobRoutes(cloud.Jobs).AddTo(router);
        new QueryRoutes(cloud.Jobs).AddTo(router);
        new LoadUploadRoutes(cloud.Jobs, cloud.Objects.Uploads, cloud.Scratch).AddTo(router);
    }

    static void AddStorage(Router router, LocalCloud cloud)
    {
        router.Check("/storage/v1/", StorageQuery.RefuseUndone);
        new BucketRoutes(cloud.Objects).AddTo(router);
        new ObjectRoutes(cloud.Objects).AddTo(router);
        new UploadRoutes(cloud.Objects).AddTo(router);
        new CopyRoutes(cloud.Objects).AddTo(router);
    }
}
