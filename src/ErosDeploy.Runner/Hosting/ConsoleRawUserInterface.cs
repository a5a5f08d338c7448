using System.Management.Automation.Host;
using Spectre.Console;
using Size = System.Management.Automation.Host.Size;

namespace ErosDeploy.Runner.Hosting;

/// <summary>The console's measures, which the formatter asks for; a redirected console has a fixed width and no keys.</summary>
internal sealed class ConsoleRawUserInterface(IAnsiConsole console) : PSHostRawUserInterface
{
    public override Size BufferSize
    {
        get => new(console.Profile.Width, Math.Max(console.Profile.Height, 1));
        set => throw Unsupported();
    }

    public override Size WindowSize { get => BufferSize; set => throw Unsupported(); }
    public override Size MaxWindowSize => BufferSize;
    public override Size MaxPhysicalWindowSize => BufferSize;
    public override Coordinates WindowPosition { get; set; }
    public override Coordinates CursorPosition { get; set; }
    public override int CursorSize { get; set; } = 25;
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override string WindowTitle { get; set; } = "eros";
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    static NotSupportedException Unsupported() => new("eros does not draw on the console's buffer.");
}
