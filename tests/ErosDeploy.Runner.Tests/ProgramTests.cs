using System.Diagnostics;

namespace ErosDeploy.Runner.Tests;

public sealed class ProgramTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_use_says_what_is_right_and_ends_with_2()
    {
        var ended = await RunnerProcess.RunAsync(Cancel, "deploy");
        Assert.Equal(2, ended.Code);
        Assert.Contains("Unknown command 'deploy'", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("eros -File SCRIPT", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_wrong_use() =>
        Assert.Equal(2, (await RunnerProcess.RunAsync(Cancel, "-File", "no-such-script.ps1")).Code);

    [Fact]
    public async Task Text_runs_with_the_module_loaded()
    {
        var ended = await RunnerProcess.RunAsync(Cancel, "-Command", "(Get-Command -Module ErosDeploy).Name -contains 'Invoke-ErosPhase'");
        Assert.Equal(("True", 0), (ended.Output.Trim(), ended.Code));
    }

    [Fact]
    public async Task An_error_shows_its_code_and_next_step_on_the_error_stream_and_ends_with_1()
    {
        var ended = await RunnerProcess.RunAsync(Cancel, "-Command", "Get-ErosContext");
        Assert.Equal(1, ended.Code);
        Assert.StartsWith("EROS1003: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("\n  next: ", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_gives_its_exit_code()
    {
        var script = Path.Combine(Directory.CreateTempSubdirectory("eros-script-").FullName, "it's.ps1");
        try
        {
            await File.WriteAllTextAsync(script, "param([string] $Text, [switch] $On)\n\"<$Text|$On>\"\nexit 7\n", Cancel);
            var ended = await RunnerProcess.RunAsync(Cancel, "-File", script, "-Text", "a 'quoted' $(word)", "-On");
            Assert.Equal(("<a 'quoted' $(word)|True>", 7), (ended.Output.Trim(), ended.Code));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);
        }
    }

    [Fact]
    public async Task A_question_that_nobody_can_answer_is_refused_instead_of_waiting()
    {
        var ended = await RunnerProcess.RunAsync(Cancel, "-Command", "$Host.UI.PromptForChoice('Sure?', '', @('&Yes','&No'), 0)");
        Assert.Equal(1, ended.Code);
        Assert.Contains("-Confirm:$false", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_ends_with_130()
    {
        using var process = RunnerProcess.Start(null, "-Command", "'started'; while ($true) { }");
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync(Cancel));
        Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
        // A shell's background job, and what it starts, ignores the signal: then this fails instead of waiting for ever.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        Assert.Equal(130, (await RunnerProcess.EndAsync(process, patience.Token)).Code);
    }
}
