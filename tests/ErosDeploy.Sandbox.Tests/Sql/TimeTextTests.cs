namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Dates, times and intervals from text and to text; the expected values are those of the GoogleSQL reference evaluator.</summary>
public sealed class TimeTextTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("DATE", "2020-1-2", "2020-01-02")]
    [InlineData("DATE", "2020-01-02 03:04:05", "NULL")]
    [InlineData("DATE", " 2020-01-02", "NULL")]
    [InlineData("DATE", "1-1-1", "NULL")]
    [InlineData("DATE", "0000-01-01", "NULL")]
    [InlineData("TIME", "1:2:3.000001", "01:02:03.000001")]
    [InlineData("TIME", "12:34:60.5", "12:35:00")]
    [InlineData("TIME", "23:59:60", "00:00:00")]
    [InlineData("TIME", "12:34:56.", "NULL")]
    [InlineData("TIME", "12:34:56.1234567", "NULL")]
    [InlineData("DATETIME", "2020-12-31t23:59:60", "2021-01-01 00:00:00")]
    [InlineData("DATETIME", "9999-12-31 23:59:60", "NULL")]
    [InlineData("DATETIME", "2020-01-02 ", "NULL")]
    [InlineData("TIMESTAMP", "2020-01-02+01", "NULL")]
    [InlineData("TIMESTAMP", "2020-01-02 +01", "2020-01-01 23:00:00+00")]
    [InlineData("TIMESTAMP", "2020-01-02 UTC", "NULL")]
    [InlineData("TIMESTAMP", "2020-01-02 03:04:05 +01", "NULL")]
    [InlineData("TIMESTAMP", "2020-01-02 03:04:05 UTC+1", "2020-01-02 02:04:05+00")]
    [InlineData("TIMESTAMP", "2020-01-02 03:04:05 utc", "NULL")]
    [InlineData("TIMESTAMP", "2020-01-02 03:04:05z", "2020-01-02 03:04:05+00")]
    [InlineData("TIMESTAMP", "2020-01-02 03:04:05 Z", "NULL")]
    [InlineData("TIMESTAMP", "2020-01-02 03:04:05+14:30", "NULL")]
    [InlineData("TIMESTAMP", "0001-01-01 00:00:00+01", "NULL")]
    [InlineData("TIMESTAMP", "10000-01-01 00:00:00+14", "9999-12-31 10:00:00+00")]
    [InlineData("INTERVAL", "3", "NULL")]
    [InlineData("INTERVAL", "1:2", "NULL")]
    [InlineData("INTERVAL", "", "NULL")]
    [InlineData("INTERVAL", "3 4", "NULL")]
    [InlineData("INTERVAL", "1-2 3 4:5", "1-2 3 4:5:0")]
    [InlineData("INTERVAL", "2 -3 4:5", "0-2 -3 4:5:0")]
    [InlineData("INTERVAL", "10000-1 0 0:0:0", "NULL")]
    [InlineData("INTERVAL", "1-2 3 4:5:6.1234567", "NULL")]
    [InlineData("INTERVAL", "P2D1WT1S1S", "0-0 9 0:0:2")]
    [InlineData("INTERVAL", "PT1.5H", "NULL")]
    public void Text_is_cast(string type, string text, string value) =>
        Assert.Equal(value, _bench.Run($"SELECT {(type == "INTERVAL" ? "CAST(SAFE_CAST" : "SAFE_CAST")}(IF(TRUE, '{text}', NULL) AS {type}){(type == "INTERVAL" ? " AS STRING)" : "")}"));

    [Theory]
    [InlineData("'2020-01-02+01'", "Invalid timestamp: '2020-01-02+01'", "TIMESTAMP")]
    [InlineData("'12:34:61'", "Invalid time string \"12:34:61\"", "TIME")]
    [InlineData("'10000-1 0 0:0:0'", "Interval field months '120001' is out of range -120000 to 120000", "INTERVAL")]
    public void Wrong_text_fails(string text, string message, string type) => Assert.Equal(message, _bench.Error($"SELECT CAST({text} AS {type})"));

    [Theory]
    [InlineData("INTERVAL 1 MICROSECOND", "Invalid interval datetime field MICROSECOND at [1:8]")]
    [InlineData("INTERVAL '1.5' DAY", "Invalid INTERVAL value '1.5' at [1:8]")]
    [InlineData("INTERVAL '1-2' YEAR TO SECOND", "Invalid INTERVAL value '1-2' at [1:8]")]
    [InlineData("INTERVAL '1' MONTH TO YEAR", "Invalid interval datetime fields: MONTH TO YEAR at [1:8]")]
    [InlineData("INTERVAL '99999999999999999999' DAY", "Invalid INTERVAL value '99999999999999999999' at [1:8]")]
    [InlineData("INTERVAL '9999999999:0' HOUR TO MINUTE", "Interval field micros '35999999996400000000' is out of range -316224000000000000 to 316224000000000000 at [1:8]")]
    public void Wrong_interval_is_refused(string literal, string message) => Assert.Equal(message, _bench.Error($"SELECT {literal}"));

    [Fact]
    public void Small_parts_move_timestamps() => Assert.Equal("2020-01-01 00:00:00.000005+00", _bench.Run("SELECT TIMESTAMP_ADD(TIMESTAMP '2020-01-01', INTERVAL 5 MICROSECOND)"));

    [Theory]
    [InlineData("FORMAT_DATE('%c|%H|%Ez|%E3S|%Od', DATE '0999-03-04')", "%c|%H|%Ez|%E3S|04")]
    [InlineData("FORMAT_DATE('%F|%G|%E4Y|%C|%J', DATE '0999-03-04')", "999-03-04|999|0999|09|064")]
    [InlineData("FORMAT_TIME('%Y|%J|%s|%T', TIME '15:04:05')", "%Y|%J|%s|15:04:05")]
    [InlineData("FORMAT_DATETIME('%Z|%z|%Q', DATETIME '2020-05-04 00:00:00')", "%Z|%z|2")]
    [InlineData("FORMAT_TIMESTAMP('%Z|%z', TIMESTAMP '2020-01-01', 'Asia/Kathmandu')", "UTC+0545|+0545")]
    [InlineData("FORMAT_TIMESTAMP('%Z', TIMESTAMP '2020-01-01', 'Etc/UTC')", "UTC")]
    [InlineData("FORMAT_TIMESTAMP('%E12S|%E*f|%E1|%E*Y', TIMESTAMP '2020-03-04 05:06:07+00')", "07.000000000000|0|%E1|%E*Y")]
    [InlineData("FORMAT_TIMESTAMP('%-d|%_d|%^a|%10d|%5Y', TIMESTAMP '2020-03-04 05:06:07+00')", "4| 4|WED|0000000004|02020")]
    [InlineData("FORMAT_TIMESTAMP('%c', TIMESTAMP '9999-12-31 23:59:59+00', '+14:00')", "Sat Jan  1 13:59:59 10000")]
    [InlineData("FORMAT_TIMESTAMP('%Y|%j|%A', TIMESTAMP '0001-01-01 00:00:00+00', '-14:00')", "0|366|Sunday")]
    [InlineData("STRING(TIMESTAMP '9999-12-31 23:59:59+00', '+14:00')", "10000-01-01 13:59:59+14")]
    [InlineData("CAST(TIMESTAMP '9999-12-31 23:59:59+00' AS STRING FORMAT 'YYYY YY' AT TIME ZONE '+14:00')", "10000 00")]
    [InlineData("STRING(TIMESTAMP '1800-01-01 00:00:00+00', 'America/Los_Angeles')", "1799-12-31 16:08:00-07:52")]
    public void Moment_is_formatted(string expression, string text) => Assert.Equal(text, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("DATETIME(TIMESTAMP '1800-01-01 00:00:00+00', 'America/Los_Angeles')", "1799-12-31 16:07:02")]
    [InlineData("TIMESTAMP(DATETIME '1800-01-01 00:00:00', 'America/Los_Angeles')", "1800-01-01 07:52:58+00")]
    [InlineData("DATETIME(TIMESTAMP '1930-01-01 00:00:00+00', 'America/St_Johns')", "1929-12-31 20:29:08")]
    [InlineData("DATETIME(TIMESTAMP '1960-07-01 12:00:00+00', 'Europe/Stockholm'), DATETIME(TIMESTAMP '2024-07-01 12:00:00+00', 'Europe/Stockholm')", "1960-07-01 13:00:00|2024-07-01 14:00:00")]
    [InlineData("TIMESTAMP(DATETIME '1967-04-30 02:30:00', 'America/Los_Angeles'), TIMESTAMP(DATETIME '1967-10-29 01:30:00', 'America/Los_Angeles')", "1967-04-30 10:30:00+00|1967-10-29 08:30:00+00")]
    [InlineData("EXTRACT(HOUR FROM TIMESTAMP '9999-12-31 23:59:59+00' AT TIME ZONE 'Asia/Kolkata')", "5")]
    [InlineData("TIME_ADD(TIME '00:00:00', INTERVAL 1000000000000 MINUTE), TIME_SUB(TIME '01:00:00', INTERVAL 9223372036854775807 MILLISECOND)", "10:40:00|17:47:04.193")]
    [InlineData("TIMESTAMP_TRUNC(TIMESTAMP '9999-12-31 23:59:59.999999+00', MINUTE, 'Asia/Kolkata')", "9999-12-31 23:59:00+00")]
    [InlineData("FORMAT_TIMESTAMP('%s', TIMESTAMP '9999-12-31 23:59:59.999999+00'), CAST(NULL AS TIMESTAMP) + INTERVAL 1 MONTH, CAST(NULL AS INTERVAL) / 0", "253402300799|NULL|NULL")]
    [InlineData("UNIX_SECONDS(TIMESTAMP '9999-12-31 23:59:59.999999+00'), UNIX_MILLIS(TIMESTAMP '1969-12-31 23:59:59.9999+00'), UNIX_SECONDS(TIMESTAMP '1969-12-31 23:59:59.5+00')", "253402300799|-1|-1")]
    [InlineData("LAST_DAY(DATE '2015-05-17', ISOYEAR), LAST_DAY(DATE '2016-05-17', ISOYEAR)", "2016-01-03|2017-01-01")]
    [InlineData("CAST(JUSTIFY_INTERVAL(INTERVAL '1-1 -30 25:0:0' YEAR TO SECOND) AS STRING), CAST(JUSTIFY_HOURS(INTERVAL '0 1 -25:0:0' MONTH TO SECOND) AS STRING), CAST(JUSTIFY_DAYS(INTERVAL '1 -35' MONTH TO DAY) AS STRING)", "1-0 1 1:0:0|0-0 0 -1:0:0|0-0 -5 0:0:0")]
    public void Moment_is_reckoned(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("PARSE_DATE('%C', '19')", "1900-01-01")]
    [InlineData("PARSE_DATE('%y%C', '7019')", "1970-01-01")]
    [InlineData("PARSE_DATE('%Y %j', '2020 366')", "2020-12-31")]
    [InlineData("PARSE_DATE('%Y %U', '2020 10')", "2020-03-08")]
    [InlineData("PARSE_DATE('%Y %W', '2021 0')", "2020-12-28")]
    [InlineData("PARSE_DATE('%Y %U %m', '2020 10 5')", "2020-05-08")]
    [InlineData("PARSE_DATE('%g %J', '8405')", "1984-01-06")]
    [InlineData("PARSE_DATE('%g %j', '8405')", "1970-01-05")]
    [InlineData("PARSE_DATE('%G-%V-%u', '2020-53-7')", "2021-01-03")]
    [InlineData("PARSE_DATE('%Q %d', '2 5')", "1970-04-05")]
    [InlineData("PARSE_TIME('%r', '3:4:5PM')", "15:04:05")]
    [InlineData("PARSE_TIME('%H %p', '5 pm')", "05:00:00")]
    [InlineData("PARSE_TIMESTAMP('%F %T', '2020-12-31 23:59:60')", "2021-01-01 00:00:00+00")]
    [InlineData("PARSE_TIMESTAMP('%Y-%m-%d %Ez', '10000-01-01 +14:00')", "9999-12-31 10:00:00+00")]
    [InlineData("PARSE_TIMESTAMP('%z %Z', '+0100 UTC')", "1970-01-01 00:00:00+00")]
    public void Text_is_parsed(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("PARSE_DATE('%H', '5')", "Invalid format: %H is not allowed for the DATE type.")]
    [InlineData("PARSE_TIME('%E4Y', '2020')", "Invalid format: %E4Y is not allowed for the TIME type.")]
    [InlineData("PARSE_DATETIME('%F %T%z', '2020-01-01 00:00:00-0800')", "Invalid format: %z is not allowed for the DATETIME type.")]
    [InlineData("PARSE_TIMESTAMP('%I%P', '5pm')", "Invalid format: %P is not allowed for parsing. Use %p.")]
    [InlineData("PARSE_DATE('%Y %j', '2021 366')", "Year 2021 has 365 days, but the specified day of year was 366")]
    [InlineData("PARSE_DATE('%Y %W', '2024 0')", "Week number 0 is invalid for year 2024")]
    [InlineData("PARSE_DATE('%G %J', '2021 371')", "ISO Year 2021 has 364 days, but the specified day of year was 371")]
    [InlineData("PARSE_DATE('%F', '2020-02-30')", "Out-of-range datetime field in parsing function")]
    [InlineData("PARSE_TIME('%E3S', '12.1239')", "Failed to parse input string \"12.1239\"")]
    [InlineData("PARSE_TIMESTAMP('%s', '253402300800')", "Invalid result from parsing function")]
    [InlineData("PARSE_TIMESTAMP('%z', '+1430')", "Timezone offset out of valid range -14:00 to +14:00: +14:30")]
    [InlineData("TIMESTAMP('2020-01-02 03:04:05+01', 'UTC')", "Timezone is not allowed in \"2020-01-02 03:04:05+01\"")]
    [InlineData("DATE_BUCKET(DATE '0001-01-01', INTERVAL 7 DAY)", "Bucket for 0001-01-01 is outside of date range")]
    [InlineData("TIMESTAMP_BUCKET(TIMESTAMP '0001-01-01 00:00:00+00', INTERVAL 7 DAY)", "Bucket for 0001-01-01 00:00:00+00 is outside of timestamp range")]
    [InlineData("TIMESTAMP(DATE '0001-01-01', 'Asia/Kolkata')", "Cannot convert 0001-01-01 00:00:00 to timestamp in time zone Asia/Kolkata")]
    [InlineData("FORMAT_TIMESTAMP('%c', TIMESTAMP '2020-01-01', 'Z')", "Invalid time zone: Z")]
    [InlineData("FORMAT_TIMESTAMP('%c', TIMESTAMP '2020-01-01', '+14:30')", "Invalid time zone: +14:30")]
    public void Wrong_format_or_text_fails(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));
}
