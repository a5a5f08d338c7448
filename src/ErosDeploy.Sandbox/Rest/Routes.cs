using ErosDeploy.Sandbox.Rest.Storage;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>Every route of the local cloud.</summary>
internal static class Routes
{
    public static Router Of(LocalCloud cloud)
    {
        var router = new Router();
        new BucketRoutes(cloud.Objects).AddTo(router);
        new ObjectRoutes(cloud.Objects).AddTo(router);
        new UploadRoutes(cloud.Objects).AddTo(router);
        new CopyRoutes(cloud.Objects).AddTo(router);
        return router;
    }
}
