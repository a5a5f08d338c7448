using System.Management.Automation;
using ErosDeploy.Core;

namespace ErosDeploy.Tests.Pipeline;

public sealed class StreamsTests
{
    [Fact]
    public void Output_arrives_in_order_while_the_work_runs()
    {
        var taken = new TaskCompletionSource();
        using var session = new WorkSession(async (streams, token) =>
        {
            await streams.WriteAsync(taken, token);
            await taken.Task.WaitAsync(TimeSpan.FromSeconds(30), token);
            for (var i = 0; i < 1000; i++)
                await streams.WriteAsync(i, token);
        });
        var numbers = session.Run("Invoke-TestWork $work | ForEach-Object { if ($_ -is [int]) { $_ } else { $_.SetResult() } }").All<int>();
        Assert.Equal(Enumerable.Range(0, 1000), numbers);
    }

    [Fact]
    public void The_work_is_off_the_pipeline_thread()
    {
        var pool = false;
        using var session = new WorkSession((_, _) =>
        {
            pool = Thread.CurrentThread.IsThreadPoolThread && System.Management.Automation.Runspaces.Runspace.DefaultRunspace is null;
            return Task.CompletedTask;
        });
        Assert.Empty(session.Run("Invoke-TestWork $work").All<object>());
        Assert.True(pool);
    }

    [Fact]
    public void Warning_verbose_and_debug_reach_their_streams()
    {
        using var session = new WorkSession(async (streams, token) =>
        {
            await streams.WarningAsync("w", token);
            await streams.VerboseAsync("v", token);
            await streams.DebugAsync("d", token);
        });
        var outcome = session.Run("$VerbosePreference = $DebugPreference = 'Continue'; Invoke-TestWork $work");
        Assert.Equal(["w"], outcome.Warnings);
        Assert.Equal(["v"], outcome.Verbose);
        Assert.Equal(["d"], outcome.Debug);
    }

    [Fact]
    public void A_failure_has_code_category_subject_and_next_step()
    {
        using var session = new WorkSession((_, _) =>
            throw new ErosException(ErosErrorCode.PhaseNotFound, "There is no phase 'x'.", "Use Get-ErosPhase to see them.") { Subject = "x" });
        var error = session.Run("Invoke-TestWork $work").Failed(ErosErrorCode.PhaseNotFound);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("x", error.TargetObject);
        Assert.Equal("Use Get-ErosPhase to see them.", error.ErrorDetails.RecommendedAction);
        Assert.Equal("There is no phase 'x'.", error.ToString());
        Assert.Equal("There is no phase 'x'. Use Get-ErosPhase to see them.", error.Exception.Message);
    }

    [Fact]
    public void An_unexpected_failure_keeps_its_cause()
    {
        using var session = new WorkSession((_, _) => throw new FormatException("odd"));
        var error = session.Run("Invoke-TestWork $work").Failed(ErosErrorCode.Internal);
        Assert.IsType<FormatException>(error.Exception.InnerException);
    }

    [Fact]
    public void An_error_of_one_input_leaves_the_others_alone()
    {
        using var session = new WorkSession(async (streams, token) =>
        {
            await streams.ErrorAsync(new ErosException(ErosErrorCode.BackupNotFound, "No backup 'x'.", "List them."), token);
            await streams.WriteAsync("y", token);
        });
        var outcome = session.Run("Invoke-TestWork $work");
        Assert.Equal("EROS3001", Assert.Single(outcome.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["y"], outcome.Output);
    }

    [Theory]
    [InlineData("-WhatIf", false, true)]
    [InlineData("-WhatIf:$false", true, false)]
    [InlineData("-Confirm:$false", true, false)]
    public void A_question_is_answered_on_the_pipeline_thread(string parameter, bool approved, bool whatIf)
    {
        using var session = new WorkSession(async (streams, token) =>
        {
            var decision = await streams.ShouldProcessAsync("target", "action", token);
            await streams.WriteAsync((decision.Approved, decision.WhatIf), token);
        });
        Assert.Equal((approved, whatIf), session.Run($"Invoke-TestWork $work {parameter}").Single<(bool, bool)>());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void A_person_answers_while_the_work_waits(int choice, bool approved)
    {
        var host = new CapturingHost(choice: choice);
        using var session = new WorkSession(
            async (streams, token) => await streams.WriteAsync(await streams.ConfirmAsync("some-project.eros_platform", "Restore 5 tables", token), token), host);
        Assert.Equal(approved, session.Run("Invoke-TestWork $work -Confirm").Single<bool>());
        Assert.Equal("Restore 5 tables: some-project.eros_platform?", Assert.Single(host.Questions));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_nobody_can_be_asked_that_is_an_error_which_says_how_to_go_on(bool emptyInput)
    {
        string? input = null;
        Action refusal = emptyInput ? () => Assert.NotEmpty(input!.Trim()) : () => throw new PSInvalidOperationException("NonInteractive");
        using var session = new WorkSession(
            async (streams, token) => await streams.WriteAsync(await streams.ConfirmAsync("some-project.eros_platform", "Restore 5 tables", token), token), new CapturingHost(refusal: refusal));
        var error = session.Run("Invoke-TestWork $work -Confirm").Failed(ErosErrorCode.InvalidParameter);
        Assert.Contains("Restore 5 tables: some-project.eros_platform.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_paced_and_always_completed()
    {
        using var session = new WorkSession(async (streams, token) =>
        {
            for (var i = 0; i < 1000; i++)
                await streams.ProgressAsync(new ErosProgress("Backing up", $"table {i}", i / 10), token);
            throw new ErosException(ErosErrorCode.BackupTableFailed, "A table failed.", "Run it again.");
        });
        var outcome = session.Run("Invoke-TestWork $work");
        outcome.Failed(ErosErrorCode.BackupTableFailed);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress[^1].RecordType);
        Assert.InRange(outcome.Progress.Count, 2, 12);
    }
}
