using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>The updates of tables and views that a step's script makes. Pure.</summary>
static class StepUpdates
{
    /// <summary>As the script's statements tell; a table or view that only eros.json names, because a called procedure makes or writes it, counts once.</summary>
    public static TableUpdates Of(ScriptedStep step)
    {
        var metadata = Count(step, isRows: false);
        var rows = Count(step, isRows: true);
        foreach (var made in step.Definition.Creates.Where(o => !ObjectSql.IsRoutine(o.Kind)))
            metadata.TryAdd(made.Name, 1);
        foreach (var changed in step.Definition.Changes.Where(t => !metadata.ContainsKey(t)))
            rows.TryAdd(changed, 1);
        return new TableUpdates(metadata, rows);
    }

    static Dictionary<string, int> Count(ScriptedStep step, bool isRows) =>
        step.Contents.Updates.Where(u => u.IsRows == isRows).GroupBy(u => u.Table, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase);
}
