using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Audit;

/// <summary>
/// Nothing that a caller writes is passed over in silence: what is unknown or wrong, and what is documented but not done, gives an error that names it.
/// Every place that takes options or clauses stands here.
/// </summary>
public sealed class SilentOptionsTests(SilentOptionsTests.Shop shop) : IClassFixture<SilentOptionsTests.Shop>
{
    /// <summary>One sandbox for all rows: a refused statement leaves nothing behind.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        internal SandboxFixture Sandbox { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Sandbox.DatasetAsync();
            await Sandbox.BucketAsync();
            await Sandbox.PutObjectAsync("old.csv", "1\n"u8.ToArray());
            Assert.Equal("", await QueryAsync(
                """
                CREATE TABLE d.t (a INT64, s STRING, n NUMERIC, ts TIMESTAMP);
                CREATE VIEW d.v AS SELECT a FROM d.t;
                CREATE MATERIALIZED VIEW d.mv AS SELECT a, COUNT(*) AS c FROM d.t GROUP BY a;
                CREATE PROCEDURE d.p() BEGIN SELECT 1; END
                """));
        }

        public ValueTask DisposeAsync()
        {
            Sandbox.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>The error of a query, or its rows.</summary>
        internal async Task<string> QueryAsync(string sql, string more = "")
        {
            var reply = (await Sandbox.PostAsync($"{BigQueryCalls.Base}/queries", $$"""{"query":{{JsonSerializer.Serialize(sql)}},"timeoutMs":60000{{more}}}""")).Json;
            return (string?)reply["error"]?["message"]
                ?? string.Join(';', (reply["rows"] as JsonArray ?? []).Select(row => string.Join('|', row!["f"]!.AsArray().Select(cell => (string?)cell!["v"]))));
        }
    }

    [Theory]
    // tables
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(kms_key_name = 'k')", "Unimplemented: option kms_key_name")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(storage_uri = 'gs://x')", "Unimplemented: option storage_uri")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(file_format = 'PARQUET')", "Unimplemented: option file_format")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(table_format = 'ICEBERG')", "Unimplemented: option table_format")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(privacy_policy = '{}')", "Unknown option: privacy_policy")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(enable_refresh = TRUE)", "Unknown option: enable_refresh")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(description = 5)", "Option description value has type INT64 which cannot be coerced to expected type STRING")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(require_partition_filter = 'x')", "Option require_partition_filter value has type STRING")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(require_partition_filter = TRUE)", "require_partition_filter is only valid for partitioned tables")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(partition_expiration_days = 1)", "partition_expiration_days is only valid for tables that are partitioned by time")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(labels = ['a'])", "Option labels value has type ARRAY<STRING>")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(description = 'a', Description = 'b')", "Duplicate option name description")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(description += 'a')", "Operators '+=' and '-=' are not allowed for option description")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(default_rounding_mode = 'FOO')", "FOO is not a valid value")]
    [InlineData("CREATE TABLE d.x (a INT64) OPTIONS(default_rounding_mode = 'ROUND_HALF_EVEN')", "Unimplemented: rounding mode ROUND_HALF_EVEN")]
    [InlineData("CREATE TABLE d.x (a STRING) DEFAULT COLLATE 'de:ci'", "Collation 'de:ci' is not supported")]
    [InlineData("CREATE TABLE d.x (a STRUCT<b STRING>) DEFAULT COLLATE 'und:ci'", "Unimplemented: COLLATE in STRUCT column a")]
    [InlineData("CREATE TABLE d.x (a STRUCT<b STRING COLLATE 'und:ci'>)", "Unimplemented: COLLATE of field b")]
    [InlineData("CREATE TABLE d.x (a INT64 COLLATE 'und:ci')", "COLLATE can only be applied to columns of type STRING")]
    [InlineData("CREATE TABLE d.x (a INT64 OPTIONS(foo = 1))", "Unknown option: foo")]
    [InlineData("CREATE TABLE d.x (a INT64 OPTIONS(data_policies = ['x']))", "Unimplemented: option data_policies")]
    [InlineData("CREATE TABLE d.x (a INT64 OPTIONS(data_governance_tags = [('a', 'b')]))", "Unimplemented: option data_governance_tags")]
    [InlineData("CREATE TABLE d.x (a INT64 OPTIONS(rounding_mode = 'ROUND_HALF_AWAY_FROM_ZERO'))", "rounding_mode is only valid for columns of type NUMERIC and BIGNUMERIC")]
    [InlineData("CREATE TABLE d.x (a NUMERIC(5, 2) OPTIONS(rounding_mode = 'ROUND_HALF_EVEN'))", "Unimplemented: rounding mode ROUND_HALF_EVEN")]
    [InlineData("ALTER TABLE d.t SET OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("ALTER TABLE d.t SET OPTIONS(kms_key_name = 'k')", "Unimplemented: option kms_key_name")]
    [InlineData("ALTER TABLE d.t ALTER COLUMN a SET OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("ALTER TABLE d.t SET DEFAULT COLLATE 'foo'", "Collation 'foo' is not supported")]
    [InlineData("CREATE SNAPSHOT TABLE d.x CLONE d.t OPTIONS(require_partition_filter = TRUE)", "Unknown option: require_partition_filter")]
    [InlineData("CREATE TABLE d.x CLONE d.t OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("CREATE TABLE d.x COPY d.t OPTIONS(kms_key_name = 'x')", "Unimplemented: option kms_key_name")]
    // views
    [InlineData("CREATE VIEW d.x OPTIONS(foo = 1) AS SELECT 1 AS a", "Unknown option: foo")]
    [InlineData("CREATE VIEW d.x OPTIONS(enable_refresh = TRUE) AS SELECT 1 AS a", "Unknown option: enable_refresh")]
    [InlineData("CREATE VIEW d.x OPTIONS(require_partition_filter = TRUE) AS SELECT 1 AS a", "Unknown option: require_partition_filter")]
    [InlineData("CREATE VIEW d.x OPTIONS(privacy_policy = '{}') AS SELECT 1 AS a", "Unimplemented: option privacy_policy")]
    [InlineData("CREATE VIEW d.x (a OPTIONS(rounding_mode = 'x')) AS SELECT 1 AS a", "Unknown option: rounding_mode")]
    [InlineData("ALTER VIEW d.v SET OPTIONS(enable_refresh = TRUE)", "Unknown option: enable_refresh")]
    [InlineData("ALTER VIEW d.v ALTER COLUMN a SET OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("ALTER VIEW d.v ALTER COLUMN a DROP NOT NULL", "ALTER COLUMN of a view can only SET OPTIONS")]
    [InlineData("ALTER VIEW d.v SET DEFAULT COLLATE 'und:ci'", "SET DEFAULT COLLATE is not supported for a VIEW")]
    [InlineData("CREATE MATERIALIZED VIEW d.x OPTIONS(foo = 1) AS SELECT COUNT(*) AS c FROM d.t", "Unknown option: foo")]
    [InlineData("CREATE MATERIALIZED VIEW d.x OPTIONS(enable_refresh = 'x') AS SELECT COUNT(*) AS c FROM d.t", "Option enable_refresh value has type STRING")]
    [InlineData("CREATE MATERIALIZED VIEW d.x OPTIONS(kms_key_name = 'x') AS SELECT COUNT(*) AS c FROM d.t", "Unimplemented: option kms_key_name")]
    [InlineData("ALTER MATERIALIZED VIEW d.mv SET OPTIONS(partition_expiration_days = 1)", "Unknown option: partition_expiration_days")]
    // datasets
    [InlineData("CREATE SCHEMA x OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("CREATE SCHEMA x OPTIONS(default_kms_key_name = 'x')", "Unimplemented: option default_kms_key_name")]
    [InlineData("CREATE SCHEMA x OPTIONS(failover_reservation = 'x')", "Unimplemented: option failover_reservation")]
    [InlineData("CREATE SCHEMA x OPTIONS(is_primary = TRUE)", "Unimplemented: option is_primary")]
    [InlineData("CREATE SCHEMA x OPTIONS(primary_replica = 'x')", "Unimplemented: option primary_replica")]
    [InlineData("CREATE SCHEMA x OPTIONS(tags = [('a', 'b')])", "Unimplemented: option tags")]
    [InlineData("CREATE SCHEMA x OPTIONS(storage_billing_model = 'FOO')", "FOO is not a valid value")]
    [InlineData("CREATE SCHEMA x OPTIONS(max_time_travel_hours = 5)", "maxTimeTravelHours: 5")]
    [InlineData("CREATE SCHEMA x OPTIONS(is_case_insensitive = TRUE)", "Unimplemented: datasets with is_case_insensitive")]
    [InlineData("CREATE SCHEMA x DEFAULT COLLATE 'foo'", "Collation 'foo' is not supported")]
    [InlineData("ALTER SCHEMA d SET OPTIONS(location = 'EU')", "Unknown option: location")]
    [InlineData("ALTER SCHEMA d SET OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("ALTER SCHEMA d ADD REPLICA r OPTIONS(location = 'us')", "Unimplemented: ALTER SCHEMA ADD REPLICA")]
    [InlineData("ALTER SCHEMA d DROP REPLICA r", "Unimplemented: ALTER SCHEMA DROP REPLICA")]
    // routines
    [InlineData("CREATE FUNCTION d.x(a INT64) OPTIONS(foo = 1) AS (a)", "Unknown option: foo")]
    [InlineData("CREATE FUNCTION d.x(a INT64) OPTIONS(library = ['gs://x']) AS (a)", "Unimplemented: option library")]
    [InlineData("CREATE FUNCTION d.x(a INT64) OPTIONS(data_governance_type = 'DATA_MASKING') AS (a)", "Unimplemented: option data_governance_type")]
    [InlineData("CREATE FUNCTION d.x(a INT64) RETURNS INT64 LANGUAGE js OPTIONS(endpoint = 'x') AS 'return a'", "Unknown option: endpoint")]
    [InlineData("CREATE FUNCTION d.x(a INT64) RETURNS INT64 LANGUAGE js OPTIONS(foo = 1) AS 'return a'", "Unknown option: foo")]
    [InlineData("CREATE TABLE FUNCTION d.x(a INT64) OPTIONS(foo = 1) AS SELECT a", "Unknown option: foo")]
    [InlineData("CREATE PROCEDURE d.x() OPTIONS(foo = 1) BEGIN SELECT 1; END", "Unknown option: foo")]
    [InlineData("CREATE PROCEDURE d.x() OPTIONS(engine = 'SPARK') BEGIN SELECT 1; END", "Unimplemented: option engine")]
    [InlineData("CALL BQ.JOBS.CANCEL('x')", "Unimplemented: CALL BQ.JOBS.CANCEL")]
    [InlineData("CREATE FUNCTION d.x(a INT64 DEFAULT 1) AS (a)", "DEFAULT")]
    [InlineData("CREATE RECURSIVE VIEW d.x AS SELECT 1 AS a", "Unimplemented: CREATE RECURSIVE VIEW")]
    // keys
    [InlineData("ALTER TABLE d.t DROP PRIMARY KEY", "Not found: Primary key on table p:d.t")]
    [InlineData("ALTER TABLE d.t DROP CONSTRAINT fk", "Not found: Constraint fk on table p:d.t")]
    [InlineData("ALTER TABLE d.t ADD PRIMARY KEY (zz) NOT ENFORCED", "Column not found: zz")]
    [InlineData("ALTER TABLE d.t ADD PRIMARY KEY (a)", "Enforced primary keys are not supported")]
    [InlineData("ALTER TABLE d.t ADD CONSTRAINT fk FOREIGN KEY (zz) REFERENCES d.t(a) NOT ENFORCED", "Column not found: zz")]
    [InlineData("DROP TABLE d.t CASCADE", "CASCADE is not supported in DROP TABLE")]
    // indexes
    [InlineData("CREATE SEARCH INDEX i ON d.t(ALL COLUMNS) OPTIONS(foo = 1)", "Unknown option: foo")]
    [InlineData("CREATE SEARCH INDEX i ON d.t(s OPTIONS(foo = 1))", "Unknown option: foo")]
    [InlineData("CREATE VECTOR INDEX i ON d.t(s) OPTIONS(index_type = 'IVF')", "Unimplemented: CREATE VECTOR INDEX")]
    // what is administered elsewhere
    [InlineData("CREATE RESERVATION `p.region-us.r` OPTIONS(slot_capacity = 1)", "Unimplemented: CREATE RESERVATION")]
    [InlineData("ALTER RESERVATION `p.region-us.r` SET OPTIONS(slot_capacity = 1)", "Unimplemented: ALTER RESERVATION")]
    [InlineData("DROP RESERVATION `p.region-us.r`", "Unimplemented: DROP RESERVATION")]
    [InlineData("CREATE CAPACITY `p.region-us.r` OPTIONS(slot_count = 1)", "Unimplemented: CREATE CAPACITY")]
    [InlineData("CREATE ASSIGNMENT `p.region-us.r.a` OPTIONS(assignee = 'x')", "Unimplemented: CREATE ASSIGNMENT")]
    [InlineData("CREATE CONNECTION `p.us.c` OPTIONS(connection_type = 'x')", "Unimplemented: CREATE CONNECTION")]
    [InlineData("ALTER BI_CAPACITY `p.region-us.default` SET OPTIONS(size_gb = 1)", "Unimplemented: ALTER BI_CAPACITY")]
    [InlineData("ALTER PROJECT p SET OPTIONS(foo = 1)", "Unimplemented: ALTER PROJECT")]
    [InlineData("ALTER ORGANIZATION SET OPTIONS(foo = 1)", "Unimplemented: ALTER ORGANIZATION")]
    [InlineData("GRANT `roles/bigquery.dataViewer` ON TABLE d.t TO 'user:x@y.z'", "Unimplemented: GRANT")]
    [InlineData("REVOKE `roles/bigquery.dataViewer` ON TABLE d.t FROM 'user:x@y.z'", "Unimplemented: REVOKE")]
    [InlineData("UNDROP SCHEMA d", "Unimplemented: UNDROP SCHEMA")]
    [InlineData("CREATE MODEL d.m OPTIONS(model_type = 'linear_reg') AS SELECT 1 AS label", "Unimplemented: CREATE MODEL")]
    [InlineData("EXPORT MODEL d.m OPTIONS(uri = 'gs://bkt/m')", "Unimplemented: EXPORT MODEL")]
    [InlineData("CREATE EXTERNAL TABLE d.x OPTIONS(format = 'CSV', uris = ['gs://bkt/old.csv'])", "Unimplemented: CREATE EXTERNAL TABLE")]
    [InlineData("CREATE EXTERNAL SCHEMA x OPTIONS(foo = 1)", "Unimplemented: CREATE EXTERNAL SCHEMA")]
    [InlineData("EXPLAIN SELECT 1", "Unimplemented: EXPLAIN")]
    // EXPORT DATA and LOAD DATA
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/a*', format = 'CSV', foo = 1) AS SELECT 1 AS a", "Unknown option: foo")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/a*', format = 'CSV', spanner_options = '{}') AS SELECT 1 AS a", "Unimplemented: option spanner_options")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/a*', format = 'CSV', header = 'x') AS SELECT 1 AS a", "Option header value has type STRING")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/a*', format = 'ORC') AS SELECT 1 AS a", "ORC is not a valid value")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/a*', format = 'CSV', compression = 'SNAPPY') AS SELECT 1 AS a", "Unimplemented: compression SNAPPY")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/old*', format = 'CSV') AS SELECT 1 AS a", "the destination is not empty")]
    [InlineData("EXPORT DATA WITH CONNECTION `p.us.c` OPTIONS(uri = 'gs://bkt/a*', format = 'CSV') AS SELECT 1 AS a", "Unimplemented: EXPORT DATA WITH CONNECTION")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'], foo = 1)", "Unknown option: foo")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'], date_format = 'x')", "Unimplemented: option date_format")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'], hive_partition_uri_prefix = 'x')", "Unimplemented: option hive_partition_uri_prefix")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'], ignore_unknown_values = TRUE)", "Unimplemented: option ignore_unknown_values of CSV")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'], max_bad_records = 1)", "Unimplemented: LOAD DATA with max_bad_records")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'], skip_leading_rows = 'x')", "Option skip_leading_rows value has type STRING")]
    [InlineData("LOAD DATA INTO d.x FROM FILES(format = 'CSV', uris = 'gs://bkt/old.csv')", "Option uris value has type STRING")]
    [InlineData("LOAD DATA INTO d.x OPTIONS(kms_key_name = 'k') FROM FILES(format = 'CSV', uris = ['gs://bkt/old.csv'])", "Unimplemented: option kms_key_name")]
    // system variables
    [InlineData("SET @@foo = 1", "Unrecognized name: @@foo")]
    [InlineData("SELECT @@foo", "Unrecognized name: @@foo")]
    [InlineData("SET @@row_count = 1", "Cannot assign to read-only system variable @@row_count")]
    [InlineData("SET @@time_zone = 'America/New_York'", "Unimplemented: @@time_zone America/New_York")]
    [InlineData("SET @@location = 'EU'", "Unimplemented: SET @@location")]
    [InlineData("SET @@reservation = 'none'", "Unimplemented: SET @@reservation")]
    [InlineData("SET @@query_label = 'zzz'", "Invalid value for @@query_label")]
    // functions and their clauses
    [InlineData("SELECT foo(1)", "Function not found: foo")]
    [InlineData("SELECT SAFE.foo(1)", "Function not found: foo")]
    [InlineData("SELECT NET.FOO('x')", "Function not found: NET.FOO")]
    [InlineData("SELECT HLL_COUNT.FOO(1)", "Function not found: HLL_COUNT.FOO")]
    [InlineData("SELECT SAFE.SUM(a) FROM d.t", "Unimplemented: SAFE with aggregate function SUM")]
    [InlineData("SELECT KEYS.KEYSET_CHAIN('a', b'b')", "Unimplemented: function KEYS.KEYSET_CHAIN")]
    [InlineData("SELECT ST_BUFFER(s, 1) FROM d.t", "Unimplemented: function ST_BUFFER")]
    [InlineData("SELECT ML.DISTANCE([1.0], [1.0])", "Unimplemented: function ML.DISTANCE")]
    [InlineData("SELECT AI.GENERATE('x')", "Unimplemented: function AI.GENERATE")]
    [InlineData("SELECT * FROM foo(TABLE d.t)", "Table-valued function not found: foo")]
    [InlineData("SELECT * FROM APPENDS(TABLE d.t)", "Unimplemented: table function APPENDS")]
    [InlineData("SELECT * FROM CHANGES(TABLE d.t, NULL, NULL)", "Unimplemented: table function CHANGES")]
    [InlineData("SELECT * FROM ML.PREDICT(MODEL d.m, TABLE d.t)", "Unimplemented: table function ML.PREDICT")]
    [InlineData("SELECT * FROM EXTERNAL_QUERY('c', 'SELECT 1')", "Unimplemented: table function EXTERNAL_QUERY")]
    [InlineData("SELECT SUM(a HAVING MAX a) FROM d.t", "Unimplemented: HAVING MAX")]
    [InlineData("SELECT SUM(a ORDER BY a) FROM d.t", "SUM does not support ORDER BY")]
    [InlineData("SELECT SUM(a LIMIT 1) FROM d.t", "SUM does not support LIMIT")]
    [InlineData("SELECT SUM(a IGNORE NULLS) FROM d.t", "IGNORE NULLS and RESPECT NULLS are not allowed for aggregate function sum")]
    [InlineData("SELECT ABS(a ORDER BY a) FROM d.t", "ORDER BY in arguments is not supported on scalar functions")]
    [InlineData("SELECT ABS(DISTINCT a) FROM d.t", "Non-aggregate function ABS cannot be called with DISTINCT")]
    [InlineData("SELECT ABS(a) OVER () FROM d.t", "Function ABS does not support an OVER clause")]
    [InlineData("SELECT LAG(a) OVER (ORDER BY a ROWS UNBOUNDED PRECEDING) FROM d.t", "Window framing clause is not allowed for analytic function lag")]
    [InlineData("SELECT ROW_NUMBER() OVER (ORDER BY a ROWS 1 PRECEDING) FROM d.t", "Window framing clause is not allowed for analytic function row_number")]
    [InlineData("SELECT RANK() OVER () FROM d.t", "Window ORDER BY is required for analytic function rank")]
    [InlineData("SELECT ANY_VALUE(a HAVING MAX s) OVER () FROM d.t", "HAVING modifier is not supported on analytic functions")]
    [InlineData("SELECT SUM(a) OVER (ORDER BY a GROUPS 1 PRECEDING) FROM d.t", "GROUPS")]
    [InlineData("SELECT SUM(a) OVER (ORDER BY a ROWS 1 PRECEDING EXCLUDE CURRENT ROW) FROM d.t", "EXCLUDE")]
    [InlineData("SELECT WITH DIFFERENTIAL_PRIVACY SUM(a) FROM d.t", "Unimplemented: SELECT WITH DIFFERENTIAL_PRIVACY")]
    [InlineData("SELECT WITH foo OPTIONS(x = 1) SUM(a) FROM d.t", "Unimplemented: SELECT WITH foo")]
    [InlineData("SELECT a FROM d.t TABLESAMPLE SYSTEM (10 ROWS)", "Unimplemented: TABLESAMPLE by ROWS")]
    [InlineData("SELECT a FROM d.t TABLESAMPLE BERNOULLI (10 PERCENT)", "Unimplemented: TABLESAMPLE BERNOULLI")]
    [InlineData("SELECT a FROM d.t TABLESAMPLE SYSTEM (10 PERCENT) REPEATABLE (1)", "Unimplemented: TABLESAMPLE REPEATABLE")]
    [InlineData("SELECT s FROM d.t ORDER BY s COLLATE 'de:ci'", "Collation 'de:ci' is not supported")]
    [InlineData("SELECT a FROM d.t ORDER BY a COLLATE 'und:ci'", "COLLATE can only be applied to columns of type STRING")]
    [InlineData("SELECT x FROM UNNEST([1], mode => 'PAD') AS x", "mode")]
    [InlineData("SELECT a FROM d.t FOR UPDATE", "FOR")]
    [InlineData("SELECT COLLATE(s, 'de:ci') FROM d.t", "Collation 'de:ci'")]
    public async Task What_is_unknown_or_not_done_is_named(string sql, string message)
    {
        var actual = await shop.QueryAsync(sql);
        Assert.Contains(message, actual, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Hints never change a result, so any is taken.</summary>
    [Theory]
    [InlineData("SELECT @{foo = 1} 1", "1")]
    [InlineData("SELECT COUNT(*) FROM d.t @{foo = 1} JOIN @{join_method = hash_join} d.v USING (a)", "0")]
    public async Task Hints_are_passed_over(string sql, string rows) => Assert.Equal(rows, await shop.QueryAsync(sql));

    [Theory]
    [InlineData("\"tableDefinitions\":{\"x\":{}}", "Unimplemented: configuration.query.tableDefinitions")]
    [InlineData("\"userDefinedFunctionResources\":[{\"inlineCode\":\"x\"}]", "Unimplemented: configuration.query.userDefinedFunctionResources")]
    [InlineData("\"scriptOptions\":{\"statementTimeoutMs\":\"1\"}", "Unimplemented: configuration.query.scriptOptions")]
    [InlineData("\"destinationEncryptionConfiguration\":{\"kmsKeyName\":\"x\"}", "Unimplemented: configuration.query.destinationEncryptionConfiguration")]
    [InlineData("\"continuous\":true", "Unimplemented: configuration.query.continuous")]
    [InlineData("\"connectionProperties\":[{\"key\":\"time_zone\",\"value\":\"Asia/Tokyo\"}]", "Unimplemented: @@time_zone Asia/Tokyo")]
    [InlineData("\"connectionProperties\":[{\"key\":\"service_account\",\"value\":\"x\"}]", "Unimplemented: configuration.query.connectionProperties service_account")]
    [InlineData("\"connectionProperties\":[{\"key\":\"a\",\"value\":\"x\"},{\"key\":\"a\",\"value\":\"y\"}]", "Connection property a is given more than once")]
    [InlineData("\"parameterMode\":\"FOO\"", "Invalid value for parameterMode: FOO")]
    [InlineData("\"parameterMode\":\"NAMED\",\"queryParameters\":[{\"name\":\"a\",\"parameterType\":{\"type\":\"FOO\"}}]", "FOO is not a valid value")]
    [InlineData("\"queryParameters\":[{\"parameterType\":{\"type\":\"ARRAY\"}}]", "Query parameter type has no arrayType")]
    [InlineData("\"queryParameters\":[{\"parameterType\":{\"type\":\"INT64\"},\"parameterValue\":{\"value\":\"x\"}}]", "Invalid value for type INT64")]
    [InlineData("\"queryParameters\":[{\"parameterType\":{\"type\":\"TIMESTAMP\",\"timestampPrecision\":\"12\"}}]", "Unimplemented: configuration.query.queryParameters.parameterType.timestampPrecision")]
    [InlineData("\"schemaUpdateOptions\":[\"FOO\"],\"destinationTable\":{\"projectId\":\"p\",\"datasetId\":\"d\",\"tableId\":\"x\"}", "FOO is not a valid value")]
    [InlineData("\"writeDisposition\":\"FOO\",\"destinationTable\":{\"projectId\":\"p\",\"datasetId\":\"d\",\"tableId\":\"x\"}", "FOO is not a valid value")]
    [InlineData("\"createDisposition\":\"FOO\",\"destinationTable\":{\"projectId\":\"p\",\"datasetId\":\"d\",\"tableId\":\"x\"}", "FOO is not a valid value")]
    public async Task Query_configurations_are_refused_by_name(string member, string message)
    {
        var job = await shop.Sandbox.JobAsync($$$"""{"query":{"query":"SELECT 1","useLegacySql":false,{{{member}}}}}""");
        Assert.Contains(message, (string?)job["status"]!["errorResult"]?["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"copy":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"t"},"destinationTable":{"projectId":"p","datasetId":"d","tableId":"x"},"destinationEncryptionConfiguration":{"kmsKeyName":"x"}}}""", "Unimplemented: configuration.copy.destinationEncryptionConfiguration")]
    [InlineData("""{"copy":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"t"},"destinationTable":{"projectId":"p","datasetId":"d","tableId":"x"},"operationType":"FOO"}}""", "FOO is not a valid value")]
    [InlineData("""{"copy":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"t"},"destinationTable":{"projectId":"p","datasetId":"d","tableId":"x"},"destinationExpirationTime":"FOO"}}""", "FOO is not a valid value")]
    [InlineData("""{"extract":{"sourceModel":{"modelId":"x"},"destinationUris":["gs://bkt/x"]}}""", "Unimplemented: configuration.extract.sourceModel")]
    [InlineData("""{"extract":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"t"},"modelExtractOptions":{"trialId":"1"},"destinationUris":["gs://bkt/x"]}}""", "Unimplemented: configuration.extract.modelExtractOptions")]
    [InlineData("""{"load":{"destinationTable":{"projectId":"p","datasetId":"d","tableId":"x"},"sourceUris":["gs://bkt/old.csv"],"schema":{"fields":[{"name":"a","type":"INT64","dataPolicies":[{"name":"x"}]}]}}}""", "Unimplemented: configuration.load.schema.fields.dataPolicies")]
    [InlineData("""{"reservation":"projects/p/locations/US/reservations/r","query":{"query":"SELECT 1"}}""", "Unimplemented: configuration.reservation")]
    [InlineData("""{"maxSlots":5,"query":{"query":"SELECT 1"}}""", "Unimplemented: configuration.maxSlots")]
    public async Task Job_configurations_are_refused_by_name(string configuration, string message)
    {
        var job = await shop.Sandbox.JobAsync(configuration);
        Assert.Contains(message, (string?)job["status"]!["errorResult"]?["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("datasets", """{"datasetReference":{"datasetId":"x"},"linkedDatasetSource":{"sourceDataset":{}, "linkState":"LINKED"}}""", "Unimplemented: dataset.linkedDatasetSource")]
    [InlineData("datasets", """{"datasetReference":{"datasetId":"x"},"defaultEncryptionConfiguration":{"kmsKeyName":"x"}}""", "Unimplemented: dataset.defaultEncryptionConfiguration")]
    [InlineData("datasets", """{"datasetReference":{"datasetId":"x"},"isCaseInsensitive":true}""", "Unimplemented: datasets with is_case_insensitive")]
    [InlineData("datasets", """{"datasetReference":{"datasetId":"x"},"resourceTags":{"a":"b"}}""", "Unimplemented: dataset.resourceTags")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"externalDataConfiguration":{"sourceFormat":"CSV"}}""", "Unimplemented: table.externalDataConfiguration")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"maxStaleness":"0-0 0 4:0:0"}""", "Unimplemented: table.maxStaleness")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"view":{"query":"SELECT 1 AS a","privacyPolicy":{"aggregationThresholdPolicy":{}}}}""", "Unimplemented: table.view.privacyPolicy")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"schema":{"fields":[{"name":"a","type":"NUMERIC","roundingMode":"ROUND_HALF_EVEN"}]}}""", "Unimplemented: rounding mode ROUND_HALF_EVEN")]
    [InlineData("datasets/d/tables", """{"tableReference":{"tableId":"x"},"schema":{"fields":[{"name":"a","type":"TIMESTAMP","timestampPrecision":"12"}]}}""", "Unimplemented: table.schema.fields.timestampPrecision")]
    [InlineData("datasets/d/routines", """{"routineReference":{"routineId":"x"},"routineType":"SCALAR_FUNCTION","definitionBody":"1","remoteFunctionOptions":{"endpoint":"x"}}""", "Unimplemented: routine.remoteFunctionOptions")]
    [InlineData("datasets/d/routines", """{"routineReference":{"routineId":"x"},"routineType":"SCALAR_FUNCTION","definitionBody":"1","securityMode":"DEFINER"}""", "Unimplemented: routine.securityMode")]
    [InlineData("datasets/d/tables/t/insertAll", """{"rows":[{"json":{"a":1}}],"templateSuffix":"x"}""", "Unimplemented: insertAll.templateSuffix")]
    public async Task Resources_are_refused_by_name(string path, string body, string message) =>
        Assert.Contains(message, (string?)(await shop.Sandbox.PostAsync($"{BigQueryCalls.Base}/{path}", body)).Json["error"]?["message"], StringComparison.Ordinal);
}
