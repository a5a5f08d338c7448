namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Functions of BigQuery that are known and not translated; using one is an error that names it.</summary>
internal static class UnsupportedFunctions
{
    internal static void Register(FunctionRegistry r) => r.Known(
        "KEYS.NEW_KEYSET", "KEYS.KEYSET_TO_JSON", "AEAD.ENCRYPT", "AEAD.DECRYPT_STRING", "AEAD.DECRYPT_BYTES", "DETERMINISTIC_ENCRYPT",
        "NET.HOST", "NET.REG_DOMAIN", "NET.PUBLIC_SUFFIX", "NET.IP_FROM_STRING", "NET.IP_TO_STRING", "NET.IPV4_FROM_INT64", "NET.IPV4_TO_INT64",
        "ST_GEOGPOINT", "ST_DISTANCE", "ST_ASTEXT", "ST_GEOGFROMTEXT", "ST_WITHIN", "ST_CONTAINS", "ST_INTERSECTS", "ST_DWITHIN", "ST_AREA", "ST_LENGTH",
        "SEARCH", "VECTOR_SEARCH", "EXTERNAL_QUERY", "ML.PREDICT", "JSON_FLATTEN",
        "S2_CELLIDFROMPOINT");
}
