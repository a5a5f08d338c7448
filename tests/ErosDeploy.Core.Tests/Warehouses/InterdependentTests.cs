using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Warehouses;

public sealed class InterdependentTests
{
    static async Task<IEnumerable<string>> FailedAsync(Dictionary<string, string> needs, List<string> done, params string[] items)
    {
        var failed = await Interdependent.TryAllAsync(items, item =>
        {
            if (needs.TryGetValue(item, out var needed) && !done.Contains(needed))
                throw new ErosException(ErosErrorCode.CloudJobFailed, $"{needed} is missing", "");
            done.Add(item);
            return Task.CompletedTask;
        });
        return failed.Select(f => $"{f.Item}: {f.Error}");
    }

    [Fact]
    public async Task Things_come_in_the_order_that_they_need_each_other()
    {
        var done = new List<string>();

        Assert.Empty(await FailedAsync(new() { ["a"] = "b", ["b"] = "c" }, done, "a", "b", "c"));
        Assert.Equal(["c", "b", "a"], done);
    }

    [Fact]
    public async Task What_can_never_be_done_is_named_and_the_rest_is_done()
    {
        var done = new List<string>();

        Assert.Equal(["a: x is missing.", "b: a is missing."], await FailedAsync(new() { ["a"] = "x", ["b"] = "a" }, done, "a", "b", "c"));
        Assert.Equal(["c"], done);
    }
}
