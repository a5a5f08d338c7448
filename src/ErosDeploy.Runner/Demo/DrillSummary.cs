using System.Globalization;
using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>The drill of a backup on one screen: tables one by one, definitions together.</summary>
internal static class DrillSummary
{
    public static void Write(IAnsiConsole console, IReadOnlyList<BackupCheck> checks)
    {
        var table = new Table().RoundedBorder().Title($"Drill of backup {checks[0].BackupId}").AddColumns("Part", "Status", "Rows", "Time", "Faults");
        foreach (var check in checks.Where(c => c.Part is not (BackupPart.View or BackupPart.Routine) || c.Status != CheckStatus.Pass))
            Add(table, check.Name, check.Status.ToString(), check.Rows?.ToString("N0", CultureInfo.InvariantCulture) ?? "", check.Duration, string.Join("; ", check.Faults));
        var fine = checks.Where(c => c.Part is BackupPart.View or BackupPart.Routine && c.Status == CheckStatus.Pass).ToList();
        if (fine.Count > 0)
            Add(table, $"{fine.Count} views and routines", nameof(CheckStatus.Pass), "", TimeSpan.FromTicks(fine.Sum(c => c.Duration.Ticks)), "");
        console.Write(table);
    }

    static void Add(Table table, string part, string status, string rows, TimeSpan time, string faults) =>
        table.AddRow(new Text(part), new Text(status), new Text(rows), new Text(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")), new Text(faults));
}
