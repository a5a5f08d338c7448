using System.Management.Automation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ErosDeploy.Runner.Hosting;

/// <summary>
/// Progress records as live bars below the output. The bars stand while any activity is open and vanish with the last one; text
/// written meanwhile goes above them. Draws nothing when the console is not a terminal.
/// </summary>
internal sealed class ProgressDisplay(IAnsiConsole console, bool enabled) : IDisposable
{
    readonly Lock _gate = new();
    readonly Dictionary<int, ProgressTask> _open = [];
    LiveProgress? _live;

    public void Report(ProgressRecord record)
    {
        if (!enabled)
            return;
        lock (_gate)
        {
            if (record.RecordType == ProgressRecordType.Completed)
                Complete(record.ActivityId);
            else
                Update(record);
        }
    }

    /// <summary>Takes the bars away, so that something can be asked; the next record brings them back.</summary>
    public void Pause()
    {
        lock (_gate)
            Close();
    }

    /// <summary>Writes lines to any console without tearing the bars.</summary>
    public void Write(IAnsiConsole target, string lines, Style? style = null)
    {
        lock (_gate)
        {
            // The formatter's lines carry their own escape sequences and width: they pass as they are.
            IRenderable text = style is null || !target.Profile.Capabilities.Ansi ? new ControlCode(lines) : new Text(lines, style);
            if (target.Profile.Capabilities.Ansi)
                target.Write(text);
            else
                target.Profile.Out.Writer.Write(lines);
            target.Profile.Out.Writer.Flush();
        }
    }

    public void Dispose() => Pause();

    void Update(ProgressRecord record)
    {
        _live ??= new LiveProgress(console);
        if (!_open.TryGetValue(record.ActivityId, out var bar))
            _open[record.ActivityId] = bar = _live.Add(record.Activity);
        bar.Description = Markup.Escape(Shorten($"{record.Activity}: {record.StatusDescription}"));
        bar.IsIndeterminate = record.PercentComplete < 0;
        bar.Value = Math.Max(record.PercentComplete, 0);
    }

    void Complete(int activity)
    {
        if (_open.Remove(activity, out var bar))
            bar.StopTask();
        if (_open.Count == 0)
            Close();
    }

    void Close()
    {
        _open.Clear();
        _live?.Dispose();
        _live = null;
    }

    string Shorten(string text)
    {
        var width = Math.Max(console.Profile.Width - 60, 30);
        return text.Length <= width ? text : text[..(width - 1)] + "…";
    }
}
