using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Finds INFORMATION_SCHEMA views by name.</summary>
internal sealed class InformationSchema(JobContext job, CatalogState state)
{
    public SystemView? Find(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset) => job is null || state is null ? throw new NotImplementedException() : null;
}
