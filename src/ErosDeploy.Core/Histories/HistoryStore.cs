using System.Text;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Storage;

namespace ErosDeploy.Core.Histories;

/// <summary>The history of a dataset in its bucket: lines are appended, never changed.</summary>
sealed class HistoryStore(BucketStore bucket, ControlNames names)
{
    const int Attempts = 5;

    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(CancellationToken cancellationToken) =>
        await bucket.ReadAsync(names.History, cancellationToken) is { } stored ? Parse(stored) : [];

    public async Task AppendAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return;
        var lines = Encoding.UTF8.GetBytes(string.Concat(entries.Select(HistoryText.Line)));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAppendAsync(lines, cancellationToken))
                return;
        }
        throw new ErosException(ErosErrorCode.LeaseLost, $"{bucket.Uri(names.History)} is written by someone else at the same time.", "See with Get-ErosPhase what is applied, then run again.");
    }

    async Task<bool> TryAppendAsync(byte[] lines, CancellationToken cancellationToken)
    {
        var current = await bucket.ReadAsync(names.History, cancellationToken);
        var written = current is null
            ? await bucket.TryCreateAsync(names.History, lines, cancellationToken)
            : await bucket.TryReplaceAsync(names.History, [.. current.Content, .. lines], current.Generation, cancellationToken);
        return written is not null;
    }

    IReadOnlyList<HistoryEntry> Parse(StoredObject stored) => HistoryText.Parse(Encoding.UTF8.GetString(stored.Content), bucket.Uri(names.History));
}
