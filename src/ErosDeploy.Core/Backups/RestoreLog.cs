using System.Text.Json.Serialization;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Backups;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RestoreResult))]
sealed partial class RestoreLogJson : JsonSerializerContext;

/// <summary>The result of a restore, all of it, as an object beside the journal of its run.</summary>
sealed class RestoreLog(ErosServices services)
{
    public async Task<RestoreResult> WriteAsync(RestoreResult result)
    {
        var (address, notes) = await new RunLog(services).WriteAsync(result.RunId, uri => result with { Log = uri }, RestoreLogJson.Default.RestoreResult);
        return result with { Log = address, Notes = [.. result.Notes, .. notes] };
    }
}
