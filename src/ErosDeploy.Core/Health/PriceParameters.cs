using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Health;

/// <summary>The prices of eros.json as query parameters, for the health files that name them.</summary>
static class PriceParameters
{
    public static IReadOnlyList<QueryParameter> Of(PriceDefinition prices, string sql) =>
        All(prices).Where(p => sql.Contains('@' + p.Name!, StringComparison.OrdinalIgnoreCase)).ToList();

    static QueryParameter[] All(PriceDefinition prices) =>
    [
        Parameter.Float64("price_per_tib", prices.PerTiBProcessed),
        Parameter.Int64("minimum_bytes_per_table", prices.MinimumBytesPerTable),
        Parameter.Float64("price_per_gib_month_active", prices.PerGiBMonthActive),
        Parameter.Float64("price_per_gib_month_long_term", prices.PerGiBMonthLongTerm),
    ];
}
