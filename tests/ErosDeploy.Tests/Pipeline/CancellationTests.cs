using System.Management.Automation;
using ErosDeploy.Pipeline;

namespace ErosDeploy.Tests.Pipeline;

/// <summary>However a command is stopped, its work is cancelled and has ended before the pipeline goes on.</summary>
public sealed class CancellationTests
{
    readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _cancelled;
    bool _ended;

    static CancellationToken Timeout => TestContext.Current.CancellationToken;

    [Fact]
    public void Stop_by_the_first_object_taken_ends_the_work()
    {
        using var session = new WorkSession(Endless);
        Assert.Equal(1, session.Run("Invoke-TestWork $work | Select-TestFirst").Single<int>());
        Assert.True(_cancelled && _ended);
    }

    [Fact]
    public void A_downstream_throw_ends_the_work_and_arrives_unchanged()
    {
        using var session = new WorkSession(Endless);
        var outcome = session.Run("Invoke-TestWork $work | ForEach-Object { throw 'downstream' }");
        Assert.Equal("downstream", outcome.Thrown!.FullyQualifiedErrorId);
        Assert.True(_cancelled && _ended);
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_work_with_the_error_that_was_written()
    {
        using var session = new WorkSession(async (streams, token) =>
        {
            await streams.ErrorAsync(new ErosException(ErosErrorCode.BackupNotFound, "No backup 'x'.", "List them."), token);
            await Endless(streams, token);
        });
        var outcome = session.Run("Invoke-TestWork $work -ErrorAction Stop");
        Assert.StartsWith("EROS3001,", outcome.Thrown!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(_cancelled && _ended);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_work()
    {
        using var session = new WorkSession(Waiting);
        using var shell = session.Shell("Invoke-TestWork $work; 'next'");
        var running = shell.InvokeAsync();
        await _started.Task.WaitAsync(Timeout);
        await Task.Run(shell.Stop, Timeout);
        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => running);
        Assert.True(_cancelled && _ended);
    }

    [Fact]
    public async Task After_Ctrl_C_the_console_tells_what_goes_on_and_how_it_ended()
    {
        var result = new object();
        var text = await StoppedAsync(async (streams, token) =>
        {
            await streams.ShouldProcessAsync("target", "action", token);
            try
            {
                await Waiting(streams, token);
            }
            catch (OperationCanceledException)
            {
                await streams.VerboseAsync("a stream that is closed by now", CancellationToken.None);
                await streams.WarningAsync("It is being undone.", CancellationToken.None);
                await streams.EndedAsync(result, new Ending("Phase p", EndState.Cancelled, "EROS2006", "Phase p was cancelled.", "run-1", ["A note."]));
            }
        });
        Assert.Equal(
            """
            Stopping: what was begun is undone or completed first. How it ended is told then.
            It is being undone.
            Phase p ended Cancelled (run run-1). Phase p was cancelled. Nothing is left half done; run it again when it is wanted.

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public async Task After_Ctrl_C_an_error_of_the_work_is_told()
    {
        var text = await StoppedAsync(async (streams, token) =>
        {
            try
            {
                await Waiting(streams, token);
            }
            catch (OperationCanceledException e)
            {
                throw new ErosException(ErosErrorCode.LeaseLost, "The lease was lost.", "See Get-ErosDeployment.", e);
            }
        });
        Assert.Equal("The lease was lost. See Get-ErosDeployment.\n", text);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "Stopping: what was begun is undone or completed first. How it ended is told then.\nStopped. Get-ErosDeployment and Get-ErosBackup list what was begun.\n")]
    public async Task After_Ctrl_C_only_what_may_have_changed_something_is_spoken_of(bool asked, string expected)
    {
        var text = await StoppedAsync(async (streams, token) =>
        {
            if (asked)
                await streams.ShouldProcessAsync("target", "action", token);
            await Waiting(streams, token);
        });
        Assert.Equal(expected, text);
    }

    /// <summary>What the console shows of work that is stopped once it waits.</summary>
    async Task<string> StoppedAsync(Work work)
    {
        var host = new CapturingHost();
        using var session = new WorkSession(work, host);
        using var shell = session.Shell("Invoke-TestWork $work; 'next'");
        var running = shell.InvokeAsync();
        await _started.Task.WaitAsync(Timeout);
        await Task.Run(shell.Stop, Timeout);
        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => running);
        return host.Text;
    }

    [Fact]
    public void After_a_downstream_throw_the_console_tells_how_the_work_ended()
    {
        var host = new CapturingHost();
        using var session = new WorkSession(WrittenAndCancelled, host);
        var outcome = session.Run("Invoke-TestWork $work | ForEach-Object { throw 'downstream' }");
        Assert.Equal("downstream", outcome.Thrown!.FullyQualifiedErrorId);
        Assert.Contains("Phase p ended Cancelled (run run-1).", string.Join('\n', [host.Text, .. outcome.Warnings]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_downstream_takes_any_more_is_told_as_a_warning()
    {
        using var session = new WorkSession(WrittenAndCancelled);
        var outcome = session.Run("Invoke-TestWork $work | Select-TestFirst");
        Assert.Equal([1], outcome.Output);
        Assert.Equal(["Phase p ended Cancelled (run run-1). Nothing is left half done; run it again when it is wanted."], outcome.Warnings);
    }

    [Fact]
    public void A_timeout_inside_the_work_is_an_error_and_not_a_stop()
    {
        using var session = new WorkSession((_, _) => throw new TaskCanceledException("took too long"));
        var error = session.Run("Invoke-TestWork $work").Failed(ErosErrorCode.Internal);
        Assert.Contains("took too long", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_nobody_can_answer_any_more_ends_the_work()
    {
        using var session = new WorkSession(async (streams, token) =>
        {
            await streams.WriteAsync(1, token);
            try
            {
                while (true)
                    await streams.ShouldProcessAsync("target", "action", CancellationToken.None);
            }
            finally
            {
                _ended = true;
            }
        });
        Assert.Equal(1, session.Run("Invoke-TestWork $work | Select-TestFirst").Single<int>());
        Assert.True(_ended);
    }

    async Task Endless(CommandStreams streams, CancellationToken token)
    {
        for (var i = 1; ; i++)
            await Watch(() => streams.WriteAsync(i, token).AsTask());
    }

    async Task WrittenAndCancelled(CommandStreams streams, CancellationToken token)
    {
        await streams.WriteAsync(1, token);
        await Watch(() => Task.Delay(System.Threading.Timeout.Infinite, token), rethrow: false);
        await streams.EndedAsync(2, new Ending("Phase p", EndState.Cancelled, null, null, "run-1", []));
    }

    Task Waiting(CommandStreams streams, CancellationToken token)
    {
        _started.SetResult();
        return Watch(() => Task.Delay(System.Threading.Timeout.Infinite, token));
    }

    async Task Watch(Func<Task> step, bool rethrow = true)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException)
        {
            _cancelled = true;
            await Task.Yield();
            _ended = true;
            if (rethrow)
                throw;
        }
    }
}
