using Spectre.Console;

namespace ErosDeploy.Runner.Hosting;

/// <summary>One run of Spectre's progress, held open until disposed; it then leaves nothing on the screen.</summary>
internal sealed class LiveProgress : IDisposable
{
    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ProgressContext _context;
    readonly Task _display;

    public LiveProgress(IAnsiConsole console)
    {
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        _display = Task.Run(() => Bars(console).StartAsync(context =>
        {
            started.SetResult(context);
            return _end.Task;
        }));
        Task.WaitAny(started.Task, _display);
        if (!started.Task.IsCompletedSuccessfully)
            _display.GetAwaiter().GetResult();
        _context = started.Task.Result;
    }

    public ProgressTask Add(string activity) => _context.AddTask(Markup.Escape(activity), maxValue: 100);

    public void Dispose()
    {
        _end.TrySetResult();
        _display.GetAwaiter().GetResult();
    }

    static Progress Bars(IAnsiConsole console) => console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(
            new SpinnerColumn(),
            new ProgressBarColumn { Width = 24 },
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ElapsedTimeColumn());
}
