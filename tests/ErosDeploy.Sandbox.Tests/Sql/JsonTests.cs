namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class JsonTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("JSON_VALUE('{\"hello\": \"world\"', '$.hello')", "world")]
    [InlineData("JSON_QUERY('{\"key\": 1.50, \"key\": 2}', '$')", "{\"key\":1.50,\"key\":2}")]
    [InlineData("JSON_QUERY('{\"name\": null}', '$.name') IS NULL, JSON_QUERY(JSON '{\"name\": null}', '$.name') IS NULL", "true|false")]
    [InlineData("JSON_EXTRACT('{\"a.b\": {\"c\": 1}}', \"$['a.b'].c\"), JSON_EXTRACT_ARRAY('{\"f\": [1, 2]}', '$[f]')", "1|[1, 2]")]
    [InlineData("JSON_QUERY(JSON '[{\"class\": {\"students\": [{\"name\": \"Joe\"}, {\"name\": \"Jamie\"}]}}]', 'lax $.class.students.name')", "[\"Joe\",\"Jamie\"]")]
    [InlineData("JSON_QUERY(JSON '{\"class\": {\"students\": [[{\"name\": \"John\"}], {\"name\": \"Jamie\"}]}}', 'lax recursive $.class.students.name')", "[\"John\",\"Jamie\"]")]
    [InlineData("JSON_KEYS(JSON '{\"a\":{\"b\":1}}', 1), JSON_KEYS(JSON '{\"a\":[{\"b\":1}], \"d\":3}', mode => 'lax'), JSON_KEYS(JSON '{\"a\":[[{\"b\":1}]]}', mode => 'lax recursive')", "[a]|[a, a.b, d]|[a, a.b]")]
    [InlineData("JSON_FLATTEN(JSON '[[[1, 2], 3], {\"a\": 4}, true]')", "[1, 2, 3, {\"a\":4}, true]")]
    [InlineData("JSON_SET(JSON '{\"a\": 1}', '$.b', 999, create_if_missing => false), JSON_SET(JSON 'null', '$.a.b', 100), JSON_SET(JSON '{}', '$.b[2].d', 100)", "{\"a\":1}|{\"a\":{\"b\":100}}|{\"b\":[null,null,{\"d\":100}]}")]
    [InlineData("JSON_SET(JSON '[\"a\", [\"b\", \"c\"], \"d\"]', '$[1][2][1]', 'foo'), JSON_SET(JSON '{\"a\": 1}', '$.a', 2, NULL, 3)", "[\"a\",[\"b\",\"c\",[null,\"foo\"]],\"d\"]|{\"a\":2}")]
    [InlineData("JSON_ARRAY_APPEND(JSON '[\"a\"]', '$', [1, 2]), JSON_ARRAY_APPEND(JSON '[\"a\"]', '$', [1, 2], append_each_element => FALSE), JSON_ARRAY_APPEND(JSON '{\"a\": null}', '$.a', 10)", "[\"a\",1,2]|[\"a\",[1,2]]|{\"a\":[10]}")]
    [InlineData("JSON_ARRAY_INSERT(JSON '[\"a\", \"b\"]', '$[1]', [1, 2]), JSON_ARRAY_INSERT(JSON '{\"a\": null}', '$.a[2]', 10)", "[\"a\",1,2,\"b\"]|{\"a\":[null,null,10]}")]
    [InlineData("JSON_REMOVE(JSON '[\"a\", [\"b\", \"c\"], \"d\"]', '$[1]', '$[1]'), JSON_REMOVE(JSON '{\"a\": 1}', '$.b')", "[\"a\"]|{\"a\":1}")]
    [InlineData("JSON_STRIP_NULLS(JSON '{\"a\": {\"b\": {\"c\": null}}, \"d\": [null], \"e\": [], \"f\": 1}', include_arrays => FALSE, remove_empty => TRUE)", "{\"d\":[null],\"e\":[],\"f\":1}")]
    [InlineData("JSON_STRIP_NULLS(JSON '[1, null, [null]]', remove_empty => TRUE), JSON_STRIP_NULLS(JSON '{\"a\": {\"b\": null}, \"c\": null}', '$.a')", "[1]|{\"a\":{},\"c\":null}")]
    [InlineData("FLOAT64(JSON '18446744073709551615', wide_number_mode => 'round')", "1.8446744073709552e+19")]
    [InlineData("LAX_FLOAT64(JSON '\"Inf\"'), LAX_STRING(JSON '10.0'), LAX_INT64(JSON '\"1.5\"'), LAX_BOOL(JSON '\"TRUE\"')", "inf|10|2|true")]
    [InlineData("TO_JSON(9007199254740993), TO_JSON(9007199254740993, stringify_wide_numbers => TRUE), TO_JSON_STRING(9007199254740993)", "9007199254740993|\"9007199254740993\"|\"9007199254740993\"")]
    [InlineData("TO_JSON(STRUCT(2 AS id, 1 AS a))", "{\"a\":1,\"id\":2}")]
    [InlineData("TO_JSON_STRING(STRUCT(2 AS id, INTERVAL '10:20:30.52' HOUR TO SECOND AS i))", "{\"id\":2,\"i\":\"PT10H20M30.52S\"}")]
    [InlineData("SAFE.JSON_SET(JSON '{}', 'bad', 1)", "NULL")]
    public void Value(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("JSON_VALUE('{}', 'x')", "JSONPath must start with '$'")]
    [InlineData("JSON_QUERY('{}', '$.*')", "Unsupported operator in JSONPath: *")]
    [InlineData("JSON_VALUE('{}', \"$['a']\")", "Invalid token in JSONPath at: ['a']")]
    [InlineData("JSON_REMOVE(JSON '{}', '$')", "The JSONPath cannot be '$'")]
    [InlineData("JSON_KEYS(JSON '{}', 0)", "max_depth must be positive.")]
    [InlineData("BOOL(JSON '1')", "The provided JSON input is not a boolean")]
    [InlineData("INT64(JSON '10.1')", "The provided JSON number: 10.1 cannot be converted to an int64")]
    [InlineData("FLOAT64(JSON '18446744073709551615', wide_number_mode => 'exact')", "JSON number: 18446744073709551615 cannot be converted to FLOAT64 without loss of precision")]
    [InlineData("JSON_SET(JSON '{}', '$.a', 1, nothing => 2)", "Named argument `nothing` not found in signature for call to function JSON_SET at [1:38]")]
    [InlineData("MAKE_INTERVAL(1, years => 2)", "Named argument `years` not found in signature for call to function MAKE_INTERVAL at [1:25]")]
    public void Failure(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));
}
