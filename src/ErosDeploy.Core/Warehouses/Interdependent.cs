namespace ErosDeploy.Core.Warehouses;

/// <summary>Work on things that may need one another, in an order that nobody knows: what fails is tried again as long as others succeed.</summary>
static class Interdependent
{
    /// <summary>Answers what still fails, with its last error.</summary>
    public static async Task<IReadOnlyList<(T Item, string Error)>> TryAllAsync<T>(IReadOnlyList<T> items, Func<T, Task> work)
    {
        var open = items;
        while (true)
        {
            var failed = new List<(T Item, string Error)>();
            foreach (var item in open)
            {
                if (await ErrorOfAsync(item, work) is { } error)
                    failed.Add((item, error));
            }
            if (failed.Count == 0 || failed.Count == open.Count)
                return failed;
            open = failed.Select(f => f.Item).ToList();
        }
    }

    static async Task<string?> ErrorOfAsync<T>(T item, Func<T, Task> work)
    {
        try
        {
            await work(item);
            return null;
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return FailureText.Of(e);
        }
    }
}
