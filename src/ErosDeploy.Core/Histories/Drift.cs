using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Histories;

/// <summary>An object whose definition is not the one that was recorded when its step was applied.</summary>
sealed record DriftedObject(DeployedObject Object, string Recorded, string? Live);

/// <summary>Compares what was recorded with what is there. Pure.</summary>
static class DriftRule
{
    /// <summary>Empty for a step that is not applied, and for one whose definitions were not recorded: nothing is known of those.</summary>
    public static IReadOnlyList<DriftedObject> Of(AppliedState applied, string phase, StepDefinition step, IReadOnlyDictionary<string, string> live)
    {
        if (applied.Find(phase, step.Id) is not { IsRecorded: true })
            return [];
        return
        [
            .. step.Creates.Select(o => o.ToObject())
                .Select(o => (Object: o, Recorded: applied.Definition(DefinitionDigest.Key(o.Kind, o.Name)), Live: live.GetValueOrDefault(DefinitionDigest.Key(o.Kind, o.Name))))
                .Where(o => o.Recorded is not null && (o.Live is null || DefinitionDigest.Of(o.Live) != o.Recorded))
                .Select(o => new DriftedObject(o.Object, o.Recorded!, o.Live)),
        ];
    }
}

/// <summary>Tells of drifted objects what differs.</summary>
sealed class DriftReader(DefinitionStore definitions)
{
    /// <summary>By step; steps without drift are left out. Reads only where something drifted.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ObjectDrift>>> ReadAsync(
        AppliedState applied, PhaseDefinition phase, IReadOnlyDictionary<string, string> live, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<ObjectDrift>>();
        foreach (var step in phase.Steps)
        {
            var drifted = DriftRule.Of(applied, phase.Name, step, live);
            if (drifted.Count > 0)
                found[step.Id] = await Bounded.SelectAsync(drifted, 8, DiffAsync, cancellationToken);
        }
        return found;
    }

    async Task<ObjectDrift> DiffAsync(DriftedObject drifted, CancellationToken cancellationToken)
    {
        var recorded = await definitions.FindAsync(drifted.Recorded, cancellationToken);
        var diff = recorded is null ? "" : UnifiedDiff.Of(recorded, drifted.Live ?? "", $"{drifted.Object.Name} as deployed", $"{drifted.Object.Name} now");
        return new ObjectDrift(drifted.Object, drifted.Live is null ? DriftKind.Gone : DriftKind.Changed, diff);
    }
}
