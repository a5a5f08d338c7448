namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Functions of BigQuery that are known and not translated; using one is an error that names it.</summary>
internal static class UnsupportedFunctions
{
    /// <summary>Families of which nothing, or only what is registered, is translated.</summary>
    static readonly string[] Families = ["AEAD.", "AI.", "DETERMINISTIC_", "DLP_", "KEYS.", "ML.", "OBJ.", "S2_", "ST_", "VECTOR_INDEX."];

    static readonly string[] Tables = ["APPENDS", "CHANGES", "EXTERNAL_OBJECT_TRANSFORM", "EXTERNAL_QUERY", "GAP_FILL", "VECTOR_SEARCH"];

    internal static bool HasFamily(string name) => Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));

    internal static bool IsTable(string name) => HasFamily(name) || Tables.Contains(name, StringComparer.OrdinalIgnoreCase);

    internal static void Register(FunctionRegistry r) => r.Known(
        "KEYS.NEW_KEYSET", "KEYS.KEYSET_TO_JSON", "AEAD.ENCRYPT", "AEAD.DECRYPT_STRING", "AEAD.DECRYPT_BYTES", "DETERMINISTIC_ENCRYPT",
        "ST_GEOGPOINT", "ST_DISTANCE", "ST_ASTEXT", "ST_GEOGFROMTEXT", "ST_WITHIN", "ST_CONTAINS", "ST_INTERSECTS", "ST_DWITHIN", "ST_AREA", "ST_LENGTH",
        "SEARCH", "TEXT_ANALYZE", "TF_IDF", "ML.TF_IDF", "ML.BAG_OF_WORDS", "VECTOR_SEARCH", "EXTERNAL_QUERY", "ML.PREDICT", "S2_CELLIDFROMPOINT");
}
