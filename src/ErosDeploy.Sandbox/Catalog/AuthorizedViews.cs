using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>Views that a dataset's access list lets read its tables with the rights of the dataset.</summary>
internal static class AuthorizedViews
{
    /// <summary>Whether the view, or all of its dataset, is on the access list of the table's dataset.</summary>
    public static bool Allow(ICatalog catalog, TableEntry view, TableEntry table)
    {
        if (catalog.FindDataset(table.Name.Parent)?.AccessJson is not { } access)
            return false;
        return (JsonNode.Parse(access) as JsonArray ?? []).Any(entry => Names(entry?["view"], view.Name) || NamesDataset(entry?["dataset"]?["dataset"], view.Name.Parent));
    }

    static bool Names(JsonNode? reference, TableName view) =>
        NamesDataset(reference, view.Parent) && (string?)reference!["tableId"] == view.Table;

    static bool NamesDataset(JsonNode? reference, DatasetName dataset) => reference is not null
        && (string?)reference["datasetId"] == dataset.Dataset && ((string?)reference["projectId"] ?? dataset.Project) == dataset.Project;
}
