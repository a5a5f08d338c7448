using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Preflights;

/// <summary>What will be captured before the first change, and whether it can be. Pure.</summary>
static class UndoForecast
{
    /// <param name="resources">Of the tables whose rows are put back.</param>
    public static PreflightCheck Of(PhasePlan plan, CatalogueOutline live, IReadOnlyList<TableResource> resources)
    {
        var undo = Actions(plan);
        var faults = undo.Select(u => Fault(u, live)).OfType<string>().ToList();
        var streaming = resources.Where(r => r.HasStreamingBuffer).Select(r => $"rows in the streaming buffer of {r.Name} are in no snapshot").ToList();
        return new PreflightCheck
        {
            Id = "undo",
            Title = "What the undo needs can be captured",
            Status = faults.Count > 0 ? CheckStatus.Fail : streaming.Count > 0 ? CheckStatus.Warn : CheckStatus.Pass,
            Detail = string.Join("; ", [.. faults, .. streaming, Summary(undo)]),
            Next = faults.Count > 0 ? "Make them readable, or take them out of creates and changes of eros.json." : streaming.Count > 0 ? "Stop the stream first, or wait until its rows are stored." : "",
            Code = ErosErrorCode.StepNotUndoable,
        };
    }

    public static IReadOnlyList<string> Tables(PhasePlan plan) =>
        Actions(plan).Where(u => u.Kind == UndoActionKind.RestoreRows).Select(u => u.Object.Name).ToList();

    static List<UndoAction> Actions(PhasePlan plan) =>
        plan.Steps.Where(s => s.Action == StepAction.Run).SelectMany(s => s.Undo).DistinctBy(u => (u.Object.Name, ObjectSql.IsRoutine(u.Object.Kind))).ToList();

    static string? Fault(UndoAction undo, CatalogueOutline live) => undo.Kind switch
    {
        UndoActionKind.RestoreRows when !live.BaseTables.Contains(undo.Object.Name) => $"{undo.Object.Name} is no base table, so its rows cannot be kept in a snapshot",
        UndoActionKind.RestoreDefinition when live.Object(undo.Object.Kind, undo.Object.Name) is not { } found || !found.Ddl.StartsWith("CREATE ", StringComparison.Ordinal) => $"the definition of {undo.Object} cannot be read",
        _ => null,
    };

    static string Summary(List<UndoAction> undo)
    {
        string? Part(UndoActionKind kind, string what) =>
            undo.Where(u => u.Kind == kind).Select(u => u.Object.Name).ToList() is { Count: > 0 } names ? $"{what} {string.Join(", ", names)}" : null;
        var parts = new[] { Part(UndoActionKind.RestoreDefinition, "definitions of"), Part(UndoActionKind.RestoreRows, "rows of"), Part(UndoActionKind.Drop, "new, to be dropped:") }.OfType<string>().ToList();
        return parts.Count == 0 ? "there is nothing to capture" : string.Join("; ", parts);
    }
}
