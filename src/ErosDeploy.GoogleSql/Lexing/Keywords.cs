using System.Collections.Frozen;

namespace ErosDeploy.GoogleSql.Lexing;

/// <summary>Source: BigQuery's lexical structure, and ZetaSQL's keyword list for words that are keywords without being reserved.</summary>
static class Keywords
{
    const int LongestReserved = 20;

    static readonly FrozenSet<string> Reserved = Words("""
        ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT DEFAULT DEFINE DESC
        DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH HAVING IF
        IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER
        OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO
        TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN
        """);

    static readonly FrozenSet<string> Unreserved = Words("""
        ABORT ACCESS ACTION ADD AGGREGATE ALTER ALWAYS ANALYZE ANONYMIZATION APPROX ARE ASCENDING ASSERT BATCH BEGIN BIGDECIMAL BIGNUMERIC BREAK
        CALL CASCADE CHECK CLAMPED CLONE CLUSTER COLUMN COLUMNS COMMIT CONNECTION CONSTANT CONSTRAINT CONTINUE CONTINUAL COPY CORRESPONDING CYCLE
        DATA DATABASE DATE DATETIME DECIMAL DECLARE DEFINER DELETE DELETION DEPTH DESCENDING DESCRIBE DESCRIPTOR DETERMINISTIC DO DROP ELSEIF ENFORCED
        ERROR EXCEPTION EXECUTE EXPLAIN EXPORT EXTEND EXTERNAL FILES FILL FILTER FIRST FOREIGN FORMAT FUNCTION GENERATED GRANT GROUP_ROWS
        HIDDEN IDENTITY IMMEDIATE IMMUTABLE IMPORT INCLUDE INCREMENT INDEX INOUT INPUT INSERT INVOKER ISOLATION ITERATE JSON KEY LANGUAGE LAST
        LEAVE LEVEL LOAD LOOP MACRO MAP MATCH MATCHED MATERIALIZED MAX MESSAGE METADATA MIN MODEL MODULE NEXT NUMERIC OFFSET ONLY OPTIONS OUT OUTPUT
        OVERWRITE PARTITIONS PATTERN PERCENT PIVOT POLICIES POLICY PRIMARY PRIVATE PRIVILEGE PRIVILEGES PROCEDURE PROJECT PUBLIC RAISE READ
        REFERENCES REMOTE REMOVE RENAME REPEAT REPEATABLE REPLACE REPLACE_FIELDS REPLICA REPORT RESTRICT RESTRICTION RETURN RETURNS REVOKE ROLLBACK
        ROW RUN SAFE_CAST SCHEMA SEARCH SECURITY SEQUENCE SETS SHOW SIMPLE SNAPSHOT SOURCE SQL STABLE START STATIC_DESCRIBE STORED STORING STRICT
        SYSTEM SYSTEM_TIME TABLE TABLES TARGET TEMP TEMPORARY TIME TIMESTAMP TRANSACTION TRANSFORM TRUNCATE TYPE UNDROP UNIQUE UNKNOWN UNPIVOT UNTIL
        UPDATE VALUE VALUES VECTOR VIEW VIEWS VOLATILE WEIGHT WHILE WRITE ZONE
        """);

    /// <summary>The reserved word in upper case, or null.</summary>
    public static string? ReservedWord(ReadOnlySpan<char> name)
    {
        if (name.Length is < 2 or > LongestReserved) return null;
        Span<char> upper = stackalloc char[LongestReserved];
        var length = name.ToUpperInvariant(upper);
        return BySpelling.TryGetValue(KeyOf(upper[..length]), out var candidates)
            ? Find(candidates, upper[..length])
            : null;
    }

    /// <summary>Whether error messages call the word a keyword.</summary>
    public static bool IsUnreserved(string upperCaseWord) => Unreserved.Contains(upperCaseWord);

    static readonly FrozenDictionary<int, string[]> BySpelling =
        Reserved.GroupBy(word => KeyOf(word)).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    static int KeyOf(ReadOnlySpan<char> word) => word.Length | word[0] << 8 | word[^1] << 16 | word[word.Length / 2] << 23;

    static string? Find(string[] candidates, ReadOnlySpan<char> word)
    {
        foreach (var candidate in candidates)
        {
            if (word.SequenceEqual(candidate)) return candidate;
        }
        return null;
    }

    static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
