using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Backups;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RestoreResult))]
sealed partial class RestoreLogJson : JsonSerializerContext;

/// <summary>The result of a restore, all of it, as an object beside the journal of its run.</summary>
sealed class RestoreLog(ErosServices services)
{
    public async Task<RestoreResult> WriteAsync(RestoreResult result)
    {
        var name = services.Names.RunResult(result.RunId);
        var logged = result with { Log = services.Bucket.Uri(name) };
        var left = await Cleanup.TryAsync("the bucket without the log of this restore", () =>
            services.Bucket.TryCreateAsync(name, JsonSerializer.SerializeToUtf8Bytes(logged, RestoreLogJson.Default.RestoreResult), CancellationToken.None));
        return left.Count == 0 ? logged : result with { Notes = [.. result.Notes, .. left] };
    }
}
