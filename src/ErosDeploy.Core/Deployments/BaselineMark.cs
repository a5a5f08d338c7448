using System.Text;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Storage;

namespace ErosDeploy.Core.Deployments;

/// <summary>Kept in the bucket while a baseline is being installed, so that one that was interrupted is known and finished later.</summary>
sealed class BaselineMark(BucketStore bucket, ControlNames names)
{
    static readonly byte[] Begun = Encoding.UTF8.GetBytes("begun");
    static readonly byte[] Finished = Encoding.UTF8.GetBytes("finished");

    public async Task<bool> IsInterruptedAsync(CancellationToken cancellationToken) =>
        await bucket.ReadAsync(names.Baseline, cancellationToken) is { } mark && mark.Content.AsSpan().SequenceEqual(Begun);

    public Task BeginAsync(CancellationToken cancellationToken) => WriteAsync(Begun, cancellationToken);

    public Task FinishAsync(CancellationToken cancellationToken) => WriteAsync(Finished, cancellationToken);

    async Task WriteAsync(byte[] state, CancellationToken cancellationToken)
    {
        var current = await bucket.ReadAsync(names.Baseline, cancellationToken);
        var written = current is null
            ? await bucket.TryCreateAsync(names.Baseline, state, cancellationToken)
            : await bucket.TryReplaceAsync(names.Baseline, state, current.Generation, cancellationToken);
        if (written is null)
            throw new ErosException(ErosErrorCode.CloudConflict, $"{bucket.Uri(names.Baseline)} is written by someone else at the same time.", "Let one finish, then run again.");
    }
}
