using System.Globalization;

namespace ErosDeploy.Core.Measurements;

/// <summary>A gate in a sentence.</summary>
static class GateText
{
    public static string Of(GateResult gate) => $"the {gate.Kind.ToString().ToLowerInvariant()} gate ({gate.Threshold}): {Found(gate)}";

    static string Found(GateResult gate) => gate switch
    {
        { Detail: { } detail } => detail,
        { Kind: GateKind.Errors } => $"{Percent(gate.After)} of the runs failed, {Percent(gate.Before)} before",
        { Change: { } change } => $"{Signed(change)}{Interval(gate)}",
        _ => "nothing was measured",
    };

    static string Interval(GateResult gate) => gate is { ChangeFrom: { } from, ChangeTo: { } to } ? $" ({Signed(from)} to {Signed(to)})" : "";

    static string Signed(double share) => share.ToString("+0.#%;-0.#%;0%", CultureInfo.InvariantCulture);

    static string Percent(double? share) => share?.ToString("0.#%", CultureInfo.InvariantCulture) ?? "an unknown share";
}
