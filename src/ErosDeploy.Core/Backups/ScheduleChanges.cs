using ErosDeploy.Core.Schedules;

namespace ErosDeploy.Core.Backups;

/// <summary>How the scheduled queries of a backup are otherwise now: a restore leaves them as they are and says so. Pure.</summary>
static class ScheduleChanges
{
    public static IReadOnlyList<string> Between(IReadOnlyList<SavedSchedule> saved, IReadOnlyList<SavedSchedule> now)
    {
        var there = now.ToDictionary(s => s.Name, StringComparer.Ordinal);
        return saved.Select(s => Change(s, there.GetValueOrDefault(s.Name))).OfType<string>().ToList();
    }

    static string? Change(SavedSchedule saved, SavedSchedule? now) => now switch
    {
        null => $"Scheduled query {saved} of the backup does not exist any more; its definition is in the backup's metadata.json.",
        { Enabled: var enabled } when enabled != saved.Enabled => $"Scheduled query {saved} is {(enabled ? "on" : "off")} now and was {(saved.Enabled ? "on" : "off")} in the backup: it stays as it is.",
        _ => null,
    };
}
