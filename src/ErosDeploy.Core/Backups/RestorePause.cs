namespace ErosDeploy.Core.Backups;

/// <summary>Pauses the scheduled queries that run, and resumes exactly these. Their names are written down before the first is paused.</summary>
sealed class RestorePause(ErosServices services, RestoreMarkStore marks)
{
    /// <param name="mark">Of this run; with those that an interrupted run had paused.</param>
    /// <param name="force">Go on where the schedules cannot be read.</param>
    public async Task<RestoreMark> PauseAsync(RestoreMark mark, bool force, CancellationToken cancellationToken)
    {
        var running = await RunningAsync(force, cancellationToken);
        var marked = mark with { Paused = mark.Paused.Union(running, StringComparer.Ordinal).ToList() };
        await marks.WriteAsync(marked, cancellationToken);
        foreach (var name in running)
            await services.Schedules.SetEnabledAsync(name, enabled: false, cancellationToken);
        return marked;
    }

    /// <summary>Answers which could not be resumed.</summary>
    public async Task<IReadOnlyList<string>> ResumeAsync(RestoreMark mark)
    {
        var notes = new List<string>();
        foreach (var name in mark.Paused)
            notes.AddRange(await Cleanup.TryAsync($"scheduled query {name}, paused", () => ResumeOneAsync(name)));
        return notes;
    }

    async Task ResumeOneAsync(string name)
    {
        try
        {
            await services.Schedules.SetEnabledAsync(name, enabled: true, CancellationToken.None);
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.CloudNotFound)
        {
            await services.Observer.WarningAsync($"Scheduled query {name} was deleted during the restore.", CancellationToken.None);
        }
    }

    async Task<IReadOnlyList<string>> RunningAsync(bool force, CancellationToken cancellationToken)
    {
        try
        {
            return (await services.Schedules.ReadAsync(cancellationToken)).Where(s => s.Enabled).Select(s => s.Name).ToList();
        }
        catch (ErosException e) when (force)
        {
            await services.Observer.WarningAsync($"Scheduled queries are not paused: {e.What}", cancellationToken);
            return [];
        }
        catch (ErosException e)
        {
            throw new ErosException(
                ErosErrorCode.SchedulesUnreadable, $"Scheduled queries cannot be read, so that none could be paused: {e.What}",
                "Have the caller granted bigquery.transfers.get and update; or see yourself that none runs, and use -Force. Nothing was changed.", e);
        }
    }
}
