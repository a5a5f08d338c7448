using System.Globalization;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Backups;

/// <summary>
/// The content of a table in a short text, computed in the warehouse. Each row becomes the JSON text of its columns in the manifest's order,
/// that text its 64-bit FARM_FINGERPRINT; the digest is the number of rows and the sums of the fingerprints' upper and lower 32 bits. Sums do not depend on
/// the order of rows and count duplicates; sums of 32-bit halves cannot overflow below 2^31 rows, and where they would the query fails, so no digest is ever wrong silently.
/// </summary>
static class ContentDigest
{
    public const string Algorithm = "farm64-json-sums-v1";

    /// <param name="relation">A quoted table, with FOR SYSTEM_TIME AS OF if need be, or a query in parentheses.</param>
    public static string Query(string relation, IEnumerable<string> columns) =>
        $"""
        SELECT
          COUNT(*) AS row_count,
          COALESCE(SUM((fingerprint >> 32) & 4294967295), 0) AS high_sum,
          COALESCE(SUM(fingerprint & 4294967295), 0) AS low_sum
        FROM (
          SELECT FARM_FINGERPRINT(TO_JSON_STRING(STRUCT({string.Join(", ", columns.Select(Identifiers.QuoteColumn))}))) AS fingerprint
          FROM {relation}
        )
        """;

    public static string Text(long rows, long high, long low) =>
        string.Create(CultureInfo.InvariantCulture, $"{rows}-{high:x}-{low:x}");
}
