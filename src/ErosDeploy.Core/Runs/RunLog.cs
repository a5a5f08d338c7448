using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ErosDeploy.Core.Runs;

/// <summary>The result of a run, all of it, as an object beside its journal. That of a run that was gone on with replaces its earlier one.</summary>
sealed class RunLog(ErosServices services)
{
    /// <summary>The object's address; null with a note when it could not be written, which changes nothing about the outcome.</summary>
    /// <param name="result">The result that names this address.</param>
    public async Task<(string? Address, IReadOnlyList<string> Notes)> WriteAsync<T>(string run, Func<string, T> result, JsonTypeInfo<T> shape)
    {
        var name = services.Names.RunResult(run);
        var address = services.Bucket.Uri(name);
        var left = await Cleanup.TryAsync($"the bucket without the log of run {run}", () => PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(result(address), shape)));
        return left.Count == 0 ? (address, []) : (null, left);
    }

    async Task PutAsync(string name, byte[] content)
    {
        if (await services.Bucket.TryCreateAsync(name, content, CancellationToken.None) is not null)
            return;
        var earlier = await services.Bucket.ReadAsync(name, CancellationToken.None);
        if (earlier is null || await services.Bucket.TryReplaceAsync(name, content, earlier.Generation, CancellationToken.None) is null)
            throw new ErosException(ErosErrorCode.CloudConflict, $"{services.Bucket.Uri(name)} is written by someone else at the same time.", "");
    }
}
