using System.Text.Json.Serialization;
using ErosDeploy.Core.Notifications;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Deployments;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DeploymentResult))]
sealed partial class DeploymentLogJson : JsonSerializerContext;

/// <summary>Writes the result of a deployment beside its journal, without the rows of tests, which may hold texts of the system, and tells the webhook.</summary>
sealed class DeploymentReport(ErosServices services)
{
    public async Task<DeploymentResult> TellAsync(DeploymentResult result)
    {
        var (address, notes) = await new RunLog(services).WriteAsync(result.RunId, uri => WithoutRows(result) with { Log = uri }, DeploymentLogJson.Default.DeploymentResult);
        var logged = result with { Log = address, Notes = [.. result.Notes, .. notes] };
        return services.Webhook is { } webhook
            ? logged with { Notification = await webhook.PostAsync(DeploymentCard.Of(logged, services.Target, services.Catalogue.Catalogue.Contacts), CancellationToken.None) }
            : logged;
    }

    static DeploymentResult WithoutRows(DeploymentResult result) =>
        result with { Phases = result.Phases.Select(p => p with { Tests = p.Tests.Select(t => t with { Checks = [] }).ToList() }).ToList() };
}

/// <summary>Whether the health after a deployment reaches the target of eros.json. It undoes nothing. Pure.</summary>
static class ValidationRule
{
    public static (CheckStatus Status, string Summary) Judge(HealthReport? health, double target)
    {
        if (health is null)
            return (CheckStatus.Unknown, "Unknown: the health was not measured");
        var unknown = health.Components.Where(c => c.Status == CheckStatus.Unknown).ToList();
        var status = health.Score > target ? CheckStatus.Pass : unknown.Count > 0 ? CheckStatus.Unknown : CheckStatus.Warn;
        var lacking = health.Components.Where(c => c.Points < c.MaxPoints).Select(c => $"{c.Name} {c.Status}{(c.Reason is null ? "" : $" ({c.Reason})")}").ToList();
        return (status, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{status}: score {health.Score:0.#}, more than {target:0.#} is wanted{(lacking.Count == 0 ? "" : "; " + string.Join(", ", lacking))}"));
    }
}
