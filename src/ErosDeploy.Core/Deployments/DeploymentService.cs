using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;
using ErosDeploy.Core.Linting;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Rehearsals;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Deployments;

/// <summary>The whole way under one lease: checklist, backup, every phase in the catalogue's order, each watched, health and validation.</summary>
public sealed class DeploymentService(ErosServices services)
{
    /// <summary>What a deployment would do now, with the preflight of every phase. Later phases are planned against what is there now, before earlier ones have run. Reads only.</summary>
    public async Task<DeploymentPlan> PlanAsync(DeploymentRequest request, CancellationToken cancellationToken)
    {
        SoakPlan.Check(request);
        var plans = new List<PhasePlan>();
        foreach (var phase in Phases(request))
            plans.Add(await new PhaseService(services).PlanAsync(new PhaseRequest(phase.Name, Backup: !request.SkipBackup, SkipBackup: request.SkipBackup, After: plans.ToList()), cancellationToken));
        return new DeploymentPlan
        {
            Target = services.Target.ToString(),
            Backup = request.SkipBackup ? null : await new BackupService(services).PlanAsync(new BackupRequest(RetentionDays: request.RetentionDays), cancellationToken),
            Phases = plans,
            Health = !request.SkipHealth,
            Watches = SoakPlan.Of(request, Phases(request), plans),
        };
    }

    /// <summary>Throws when it could not begin (a lease held by another, a missing phase, a script with errors); afterwards the result tells how it ended.</summary>
    /// <param name="approved">The plan that was agreed to; null: it is made now.</param>
    public async Task<DeploymentResult> RunAsync(DeploymentRequest request, CancellationToken cancellationToken, DeploymentPlan? approved = null)
    {
        SoakPlan.Check(request);
        var phases = Phases(request);
        if ((request.PauseBefore ?? []).FirstOrDefault(name => phases.All(p => p.Name != services.Catalogue.Phase(name).Name)) is { } absent)
            throw new ErosException(ErosErrorCode.InvalidParameter, $"The run would pause before {absent}, which it does not deploy.", "Name a phase of this deployment with -PauseBefore.") { Subject = absent };
        await new LintService(services.Catalogue).RefuseErrorsAsync(phases, cancellationToken);
        var named = request with { Phases = phases.Select(p => p.Name).ToList(), PauseBefore = request.PauseBefore?.Select(name => services.Catalogue.Phase(name).Name).ToList() };
        return await ExecuteAsync(JournaledRun.Of(request.RunId, new RunRequest(null, named), services.Time), cancellationToken, approved);
    }

    /// <summary>Deploys, undoes and deploys again in a copy of the dataset, and compares; the target is only read.</summary>
    public async Task<RehearsalResult> RehearseAsync(DeploymentRequest request, CancellationToken cancellationToken)
    {
        var phases = Phases(request);
        await new LintService(services.Catalogue).RefuseErrorsAsync(phases, cancellationToken);
        return await new RehearsalService(services).RunAsync(phases, cancellationToken);
    }

    internal Task<DeploymentResult> ExecuteAsync(JournaledRun run, CancellationToken cancellationToken, DeploymentPlan? approved = null)
    {
        var request = run.Request.Deployment!;
        var phases = Phases(request);
        return run.ExecuteAsync(
            services,
            async (leased, token) => await new DeploymentReport(services).TellAsync(await HookedRun.ExecuteAsync(
                new RunHooks(services, leased.Run), () => new DeploymentRun(services, request, phases, leased, approved).ExecuteAsync(token), FailureOf, (result, notes) => result with { Notes = [.. result.Notes, .. notes] }, token)),
            result => result.EndState, cancellationToken);
    }

    static (EndState, string?, string?) FailureOf(DeploymentResult result) => (result.EndState, result.Phases.FirstOrDefault(p => p.EndState != EndState.Succeeded)?.Phase, result.Error);

    /// <summary>In the catalogue's order, whatever the order of the request.</summary>
    IReadOnlyList<PhaseDefinition> Phases(DeploymentRequest request)
    {
        if (request.Phases is not { Count: > 0 } names)
            return services.Catalogue.Catalogue.Phases;
        var chosen = names.Select(services.Catalogue.Phase).ToHashSet();
        return services.Catalogue.Catalogue.Phases.Where(chosen.Contains).ToList();
    }
}
