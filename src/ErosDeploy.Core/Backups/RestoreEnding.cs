using ErosDeploy.Core.Histories;

namespace ErosDeploy.Core.Backups;

/// <summary>The line that the history gets. Pure.</summary>
static class RestoreHistory
{
    public static HistoryEntry Line(RestoreWork work, string run, DateTimeOffset at)
    {
        var whole = !work.IsLegacy && (work.Whole || work.Restored.Count == work.Manifest.Tables.Count);
        return new HistoryEntry
        {
            At = at,
            Run = run,
            Event = whole ? HistoryEvent.Restored : HistoryEvent.TablesRestored,
            By = Worker.Current().Owner,
            Backup = work.Manifest.Id,
            Length = work.Manifest.HistoryLength,
            Tables = whole ? null : work.Restored.Select(t => t.Name).ToList(),
        };
    }
}

static class RestoreFailure
{
    public static ErosException Of(Exception cause) => cause switch
    {
        ErosException known => known,
        OperationCanceledException => new ErosException(ErosErrorCode.RestoreFailed, "The restore was cancelled.", "", cause),
        _ => new ErosException(ErosErrorCode.Internal, $"The restore failed: {cause.Message}", "This is a defect; report it.", cause),
    };
}
