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

    Task Waiting(CommandStreams streams, CancellationToken token)
    {
        _started.SetResult();
        return Watch(() => Task.Delay(System.Threading.Timeout.Infinite, token));
    }

    async Task Watch(Func<Task> step)
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
            throw;
        }
    }
}
