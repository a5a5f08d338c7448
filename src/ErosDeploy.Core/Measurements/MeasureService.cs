using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Measurements;

/// <summary>Measures the benchmarks of a phase at any time: against what the run that deployed it kept of before, for as long as that is there.</summary>
public sealed class MeasureService(ErosServices services)
{
    /// <summary>Reads only; it bills what the benchmarks read.</summary>
    /// <param name="repetitions">Null: those of eros.json.</param>
    public async Task<PhaseMeasurement> MeasureAsync(string name, int? repetitions, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(name);
        var started = services.Time.GetTimestamp();
        await services.Warehouse.LocationAsync(cancellationToken);
        var kept = await KeptAsync(phase.Name, cancellationToken);
        var gates = services.Catalogue.Catalogue.Gates;
        var limits = gates with { Repetitions = repetitions ?? gates.Repetitions };
        var outcome = await new PhaseGates(services, phase, new JobNames(RunIdentity.NewRunId(services.Time))).MeasureAsync(kept?.Dataset, limits, cancellationToken);
        return new PhaseMeasurement
        {
            Target = services.Target.ToString(),
            Phase = phase.Name,
            MeasuredAt = services.Time.GetUtcNow(),
            ComparedWith = kept?.Dataset,
            RunId = kept?.Run,
            Repetitions = limits.Repetitions,
            Benchmarks = outcome.Benchmarks,
            Gates = outcome.Gates,
            Duration = services.Time.GetElapsedTime(started),
            Notes = [.. Notes(phase, kept)],
        };
    }

    static IEnumerable<string> Notes(Catalogues.PhaseDefinition phase, KeptBefore? kept)
    {
        if (phase.Benchmarks.Count == 0)
            yield return $"{phase.Name} has no benchmarks in eros.json.";
        else if (kept is null)
            yield return "Nothing is kept from before the phase, so nothing is compared: Invoke-ErosPhase keeps it for three days.";
        else
            yield return $"{kept.Dataset} is the state of {kept.At:u}: what was written since is only in the target.";
    }

    async Task<KeptBefore?> KeptAsync(string phase, CancellationToken cancellationToken)
    {
        var history = await services.History.ReadAsync(cancellationToken);
        var oldest = services.Time.GetUtcNow() - ScratchDataset.Expiration;
        var runs = history.Where(e => e.Phase == phase && e.Event == HistoryEvent.Applied && e.At > oldest).Select(e => e.Run).Distinct().Reverse();
        foreach (var run in runs)
        {
            var captured = new RunPast(await new JournalReader(services.Bucket, services.Names).ReadAsync(run, cancellationToken)).Phase(phase).Captured;
            if (captured?.Before is not { } dataset)
                continue;
            return await ScratchDataset.HasTablesAsync(services, dataset, cancellationToken) ? new KeptBefore(dataset, run, history.First(e => e.Run == run && e.Phase == phase).At) : null;
        }
        return null;
    }

    sealed record KeptBefore(string Dataset, string Run, DateTimeOffset At);
}
