using System.Globalization;

namespace ErosDeploy.Targets;

/// <summary>What a person is asked before a restore: the backup, why it, and what differs from it.</summary>
internal static class RestoreQuestion
{
    const int Shown = 12;

    public static string Of(RestorePlan plan)
    {
        var lines = plan.Tables.Where(Differs).Select(Line).Concat(plan.Objects.Where(o => o.Action != RestoreObjectAction.Keep).Select(o => $"{o.Action} {o.Kind} {o.Name}")).ToList();
        var head = $"Restore {plan.Tables.Count} tables and {plan.Objects.Count} objects from {plan.BackupId}{(plan.Choice is null ? "" : $" ({plan.Choice})")}{(plan.Unproven ? ", of the suite before this one, whose rows no digest proves" : "")}";
        var rest = lines.Count > Shown ? $"; and {lines.Count - Shown} more" : "";
        return lines.Count == 0 ? head : $"{head}. Different now: {string.Join("; ", lines.Take(Shown))}{rest}";
    }

    static bool Differs(RestorePlanTable table) => table.Action != RestoreTableAction.ReplaceRows || table.RowsNow != table.RowsInBackup || table.Metadata.Count > 0;

    static string Line(RestorePlanTable table)
    {
        var rows = string.Create(CultureInfo.InvariantCulture, $"{table.RowsNow ?? 0:N0} rows now, ") + (table.RowsInBackup is { } saved ? string.Create(CultureInfo.InvariantCulture, $"{saved:N0} in the backup") : "not counted in the backup");
        return $"{table.Action} {table.Name} ({string.Join("; ", new[] { rows }.Concat(table.Differences).Concat(table.Metadata))})";
    }
}
