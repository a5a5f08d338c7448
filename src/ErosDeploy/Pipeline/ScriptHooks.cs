using System.Management.Automation;
using ErosDeploy.Core;

namespace ErosDeploy.Pipeline;

/// <summary>Hooks as script blocks. They run on the pipeline thread, in the runspace of the cmdlet, get what they are told as <c>$_</c> and as their argument, and
/// what they write is verbose output.</summary>
internal sealed class ScriptHooks(CommandStreams streams, IReadOnlyDictionary<HookKind, ScriptBlock> scripts) : IErosHooks
{
    public async ValueTask CallAsync(HookEvent what, CancellationToken cancellationToken)
    {
        if (scripts.TryGetValue(what.Kind, out var script) && await streams.InvokeAsync(script, what, cancellationToken).ConfigureAwait(false) is { } failure)
            throw failure;
    }
}
