using System.Runtime.CompilerServices;

namespace ErosDeploy.Core;

/// <summary>Many calls, a few at a time.</summary>
static class Bounded
{
    /// <summary>Results in the order of the items. The first failure stops what has not begun.</summary>
    public static async Task<IReadOnlyList<TResult>> SelectAsync<T, TResult>(
        IReadOnlyList<T> items, int degree, Func<T, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, items.Count), options, async (i, token) => results[i] = await work(items[i], token));
        return results;
    }

    /// <summary>Results in the order of the items as they are taken, the next few being worked on already; what is not taken is hardly begun.</summary>
    public static async IAsyncEnumerable<TResult> InOrderAsync<T, TResult>(
        IReadOnlyList<T> items, int degree, Func<T, CancellationToken, Task<TResult>> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                if (begun.Count == degree)
                    yield return await begun.Dequeue();
                begun.Enqueue(work(item, stop.Token));
            }
            while (begun.TryDequeue(out var next))
                yield return await next;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(begun).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
