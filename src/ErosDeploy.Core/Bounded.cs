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
}
