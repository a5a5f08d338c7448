using System.Globalization;
using System.Management.Automation.Host;

namespace ErosDeploy.Runner.Hosting;

/// <summary>The PowerShell host of this console program.</summary>
internal sealed class ErosHost(ConsoleUserInterface ui) : PSHost
{
    public override string Name => "eros";
    public override Version Version { get; } = typeof(ErosHost).Assembly.GetName().Version!;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI => ui;
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>The code of an <c>exit</c> statement, once a script ran one.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("eros has no nested prompt; use pwsh to debug.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("eros has no nested prompt; use pwsh to debug.");

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }
}
