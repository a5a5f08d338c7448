using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Preflights;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Tests.Preflights;

public sealed class DryRunVerdictTests
{
    static readonly PendingObject[] Left = [new("scale", "first/01-scale", Redefined: false, "first"), new("tax", "first/02-tax", Redefined: false, "first")];
    static readonly PendingObject[] Pending = [new("tax", "01-tax", Redefined: true), new("ledger", "02-ledger", Redefined: false)];

    static Job Job(long bytes, string? accuracy) => new()
    {
        Statistics = new JobStatistics { TotalBytesProcessed = bytes, Query = new JobQueryStatistics { TotalBytesProcessedAccuracy = accuracy } },
    };

    static StatementVerdict Answered(string sql, long bytes, string? accuracy) => DryRunVerdict.Of(new DryRunAnswer(ScriptContents.Of(sql), Job(bytes, accuracy), null), Pending, Left);

    static StatementVerdict Refused(string sql, ErosErrorCode code, string message) =>
        DryRunVerdict.Of(new DryRunAnswer(ScriptContents.Of(sql), null, new ErosException(code, $"Starting job eros_tax_1 failed: {message}", "")), Pending, Left);

    [Theory]
    [InlineData("PRECISE", BytesStatus.Known, 7)]
    [InlineData("UPPER_BOUND", BytesStatus.UpperBound, 7)]
    [InlineData("LOWER_BOUND", BytesStatus.LowerBound, 7)]
    [InlineData("UNKNOWN", BytesStatus.Unknown, 0)]
    [InlineData(null, BytesStatus.Unknown, 0)]
    public void The_service_says_how_exact_its_bytes_are(string? accuracy, BytesStatus expected, long bytes)
    {
        var verdict = Answered("SELECT 1", 7, accuracy);
        Assert.Equal((expected, bytes, CheckStatus.Pass), (verdict.Bytes, verdict.Count, verdict.Check));
    }

    /// <summary>By the definition of now it passed; when it runs there is another.</summary>
    [Fact]
    public void What_an_earlier_step_redefines_makes_a_pass_no_pass()
    {
        Assert.Equal((BytesStatus.NotCheckableYet, CheckStatus.Unknown), (Answered("SELECT d.tax(1)", 7, "PRECISE").Bytes, Answered("SELECT d.tax(1)", 7, "PRECISE").Check));
        Assert.Equal((BytesStatus.Known, CheckStatus.Pass), (Answered("SELECT n FROM d.ledger", 7, "PRECISE").Bytes, Answered("SELECT n FROM d.ledger", 7, "PRECISE").Check));
    }

    [Theory]
    [InlineData("CALL d.p()", 0, BytesStatus.Unknown)]
    [InlineData("UPDATE d.t SET a = 1 WHERE TRUE; CALL d.p()", 5, BytesStatus.LowerBound)]
    [InlineData("DECLARE x INT64; SELECT x", 0, BytesStatus.Unknown)]
    [InlineData("CREATE TABLE d.t (a INT64); INSERT INTO d.t (a) SELECT 1", 0, BytesStatus.Unknown)]
    public void What_a_dry_run_does_not_look_into_is_no_pass_and_not_nothing(string sql, long bytes, BytesStatus expected)
    {
        var verdict = Answered(sql, bytes, "PRECISE");
        Assert.Equal((expected, CheckStatus.Unknown), (verdict.Bytes, verdict.Check));
    }

    [Theory]
    [InlineData("SELECT d.tax(1)", ErosErrorCode.CloudInvalidRequest, "Function not found: `p.d.tax` at [1:8] (400 invalidQuery).", BytesStatus.NotCheckableYet, CheckStatus.Unknown)]
    [InlineData("INSERT INTO d.ledger (a) VALUES (1)", ErosErrorCode.CloudNotFound, "Not found: Table p:d.ledger was not found in location US (404 notFound).", BytesStatus.NotCheckableYet, CheckStatus.Unknown)]
    [InlineData("SELECT d.tax(1, 2)", ErosErrorCode.CloudInvalidRequest, "No matching signature for function d.tax (400 invalidQuery).", BytesStatus.NotCheckableYet, CheckStatus.Unknown)]
    [InlineData("SELECT more FROM d.ledger", ErosErrorCode.CloudInvalidRequest, "Unrecognized name: more at [1:8] (400 invalidQuery).", BytesStatus.NotCheckableYet, CheckStatus.Unknown)]
    [InlineData("SELECT d.tax(1) FROM d.nowhere", ErosErrorCode.CloudNotFound, "Not found: Table p:d.nowhere was not found in location US (404 notFound).", BytesStatus.Unknown, CheckStatus.Fail)]
    [InlineData("SELECT more FROM d.orders", ErosErrorCode.CloudInvalidRequest, "Unrecognized name: more at [1:8] (400 invalidQuery).", BytesStatus.Unknown, CheckStatus.Fail)]
    [InlineData("SELECT 1", ErosErrorCode.CloudUnreachable, "no answer.", BytesStatus.Unknown, CheckStatus.Unknown)]
    public void A_refusal_for_want_of_what_is_pending_is_not_checkable_yet(string sql, ErosErrorCode code, string message, BytesStatus bytes, CheckStatus check)
    {
        var verdict = Refused(sql, code, message);
        Assert.Equal((bytes, check), (verdict.Bytes, verdict.Check));
    }

    [Theory]
    [InlineData("SELECT d.scale(1)", "Function not found: `p.d.scale` at [1:8] (400 invalidQuery).", "first/01-scale")]
    [InlineData("SELECT d.tax(d.scale(1))", "Function not found: `p.d.tax` at [1:8] (400 invalidQuery).", "01-tax")]
    [InlineData("SELECT d.scale(1, 2)", "No matching signature for function d.scale (400 invalidQuery).", null)]
    [InlineData("SELECT d.scale(more) FROM d.orders", "Unrecognized name: more at [1:16] (400 invalidQuery).", null)]
    [InlineData("SELECT d.scale(1) FROM d.nowhere", "Not found: Table p:d.nowhere was not found in location US (404 notFound).", null)]
    public void What_a_phase_before_it_makes_is_wanted_where_it_is_missing_and_no_step_before_makes_it(string sql, string message, string? step)
    {
        var verdict = Refused(sql, ErosErrorCode.CloudInvalidRequest, message);
        Assert.Equal((step, step == "first/01-scale", step is null ? CheckStatus.Fail : CheckStatus.Unknown), (verdict.Needs?.Step, verdict.IsOutOfOrder, verdict.Check));
    }

    [Fact]
    public void What_passes_wants_nothing_of_a_phase_before_it() =>
        Assert.Equal((CheckStatus.Pass, false), (Answered("SELECT d.scale(1)", 7, "PRECISE").Check, Answered("SELECT d.scale(1)", 7, "PRECISE").IsOutOfOrder));

    [Fact]
    public void A_refusal_for_want_of_permission_is_told_apart() =>
        Assert.True(Refused("SELECT 1", ErosErrorCode.CloudAccessDenied, "Access Denied: Table p:d.ledger (403 accessDenied).") is { IsDenied: true, Check: CheckStatus.Fail });

    static StatementVerdict Bytes(BytesStatus status, long count) => new(status, count, CheckStatus.Pass);

    [Fact]
    public void A_sum_is_as_exact_as_its_parts()
    {
        Assert.Equal((BytesStatus.Known, 3L), DryRunVerdict.Sum([Bytes(BytesStatus.Known, 1), Bytes(BytesStatus.Known, 2)]));
        Assert.Equal((BytesStatus.UpperBound, 3L), DryRunVerdict.Sum([Bytes(BytesStatus.Known, 1), Bytes(BytesStatus.UpperBound, 2)]));
        Assert.Equal((BytesStatus.LowerBound, 1L), DryRunVerdict.Sum([Bytes(BytesStatus.Known, 1), Bytes(BytesStatus.Unknown, 0), Bytes(BytesStatus.UpperBound, 9)]));
        Assert.Equal((BytesStatus.Unknown, null), DryRunVerdict.Sum([Bytes(BytesStatus.Known, 0), Bytes(BytesStatus.Unknown, 0)]));
        Assert.Equal((BytesStatus.NotCheckableYet, null), DryRunVerdict.Sum([Bytes(BytesStatus.Known, 1), Bytes(BytesStatus.NotCheckableYet, 0)]));
    }
}
