using System.Globalization;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Notifications;

/// <summary>A deployment as an Adaptive Card: how it ended, of what, with which backup, and what is to be done next. Of errors it holds the code, for their texts
/// may quote rows. Pure.</summary>
static class DeploymentCard
{
    public static byte[] Of(DeploymentResult result, ErosTarget target, IReadOnlyList<string> contacts) =>
        AdaptiveCard.Of($"Deployment to {result.Target}: {result.EndState}", result.EndState, Facts(result, target, contacts), NextStep(result));

    static IEnumerable<(string Title, string? Value)> Facts(DeploymentResult result, ErosTarget target, IReadOnlyList<string> contacts) =>
    [
        ("Time", result.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("Run", result.RunId),
        ("Project", target.Project),
        ("Dataset", target.Dataset),
        ("Backup", result.Backup?.Id),
        ("Tables", result.Backup is { } backup ? string.Join(", ", backup.Tables.Select(t => t.Name)) : null),
        ("Phases", string.Join(", ", result.Phases.Select(p => $"{p.Phase} {p.EndState}"))),
        ("Watches", string.Join(", ", result.Watches.Select(w => $"{w.Phase} {w.Outcome}"))),
        ("Health", result.Health is { } health ? string.Create(CultureInfo.InvariantCulture, $"{health.Score:0.#} {health.Grade}") : null),
        ("Reason", Reason(result)),
        ("Error", result.ErrorCode),
        ("Log", result.Log),
        ("Contacts", string.Join(", ", contacts)),
    ];

    static string? Reason(DeploymentResult result) =>
        result.Watches.FirstOrDefault(w => w.Outcome == WatchOutcome.Fired) is { } fired ? $"{string.Join(", ", fired.Evaluations.SelectMany(e => e.Fired).Distinct())} while {fired.Phase} was watched" : null;

    static string NextStep(DeploymentResult result) => result.EndState switch
    {
        EndState.Succeeded when result.Validation is CheckStatus.Pass => "Everything is deployed. Look at Get-ErosHealth again after a day.",
        EndState.Succeeded => "Everything is deployed; its health is not proven yet. Look at Get-ErosHealth.",
        EndState.Paused => $"It waits for confirmation: Resume-ErosDeployment {result.RunId} goes on.",
        EndState.Inconsistent => $"Something is neither old nor new: see the log, then Resume-ErosDeployment {result.RunId} -Undo or Restore-ErosBackup{(result.Backup is { } b ? $" {b.Id}" : "")}.",
        EndState.FailedBeforeChange => "Nothing was changed. Remove the cause and run it again.",
        _ => "The phase that failed is as before; phases before it stay. See the log, remove the cause and run it again.",
    };
}
