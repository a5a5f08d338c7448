using System.Diagnostics;

namespace ErosDeploy.Runner.Tests.Deployments;

/// <summary>Kills a process at the n-th writing call after it was armed: before the call is carried out, or after it and before it is answered.</summary>
internal sealed class KillingHandler(HttpMessageHandler inner, int call, bool before) : DelegatingHandler(inner)
{
    readonly Lock _gate = new();
    Process? _victim;
    int _writes;

    public bool HasKilled { get; private set; }

    public void Arm(Process victim) => _victim = victim;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var due = IsDue(request);
        if (due && before)
        {
            Kill();
            throw new OperationCanceledException("the client is gone");
        }
        var response = await base.SendAsync(request, due ? CancellationToken.None : cancellationToken);
        if (due)
            Kill();
        return response;
    }

    bool IsDue(HttpRequestMessage request)
    {
        lock (_gate)
            return _victim is not null && !HasKilled && request.Method != HttpMethod.Get && ++_writes == call;
    }

    void Kill()
    {
        HasKilled = true;
        _victim!.Kill(entireProcessTree: true);
        _victim.WaitForExit();
    }
}
