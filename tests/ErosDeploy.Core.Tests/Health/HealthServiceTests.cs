using ErosDeploy.Core.Health;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Health;

public sealed class HealthServiceTests : ShopTests
{
    /// <summary>A check whose objects are not there yet fails each time: were it counted, looking at the health would lower it.</summary>
    [Fact]
    public async Task A_check_that_cannot_be_read_is_no_failed_query_of_the_system()
    {
        var health = new HealthService(Shop.Services);
        Assert.Equal([CheckStatus.Pass, CheckStatus.Unknown], (await health.MeasureAsync(new HealthRequest(), Token)).Checks.Select(c => c.Status));
        await health.MeasureAsync(new HealthRequest(), Token);

        const string failed = "SELECT COUNT(*) AS failed, COUNTIF(EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')) AS probes FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE error_result IS NOT NULL AND parent_job_id IS NULL";
        var row = (await Shop.Services.Warehouse.QueryAsync("failed", failed, QueryTypes.Reporting, Token)).Rows[0];
        Assert.Equal((2, 2), (row.Get<long>("failed"), row.Get<long>("probes")));
    }
}
