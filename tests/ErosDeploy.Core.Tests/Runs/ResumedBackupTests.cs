using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Deployments;

namespace ErosDeploy.Core.Tests.Runs;

/// <summary>A deployment whose process dies while it takes its backup: the resumed one takes another, and that one is whole.</summary>
public sealed class ResumedBackupTests : ShopTests
{
    /// <summary>With EROS_EVERY_FAULT=1 at every writing call, else at some.</summary>
    [Theory]
    [InlineData(Fault.Killed)]
    [InlineData(Fault.AnswerLost)]
    internal async Task The_backup_of_a_resumed_deployment_holds_everything(Fault fault)
    {
        var deaths = 0;
        for (var call = 2; ; call += FaultTally.Every ? 1 : 6, deaths++)
        {
            var request = new DeploymentRequest(["tax"], RunId: $"{fault}-{call}", PauseBefore: ["tax"]);
            if (!await DiesAsync(call, fault, request))
                break;
            var result = await new DeploymentService(Shop.Unpaced).RunAsync(request, Token);

            Assert.True(result.EndState == EndState.Paused, $"call {call}: {result.EndState}: {result.Error}");
            var checks = await new BackupTestService(Shop.Unpaced).TestAsync(result.Backup!.Id, drill: true, Token).ToListAsync(Token);
            Assert.True(checks.Count > 3 && checks.TrueForAll(c => c.Status == CheckStatus.Pass), $"call {call}: {string.Join("; ", checks)}");
            Assert.True(result.Backup.Rows > 0 && result.Backup.Bytes > 0, $"call {call}: {result.Backup}");
        }
        Assert.True(deaths > 3, $"died {deaths} times");
    }

    /// <summary>False when it ended before that writing call.</summary>
    async Task<bool> DiesAsync(int call, Fault fault, DeploymentRequest request)
    {
        var (writes, dead) = (0, false);
        Shop.Sandbox.Faults.Choose = (method, _, _) =>
        {
            if (dead)
                return Fault.Killed;
            dead = method != "GET" && Interlocked.Increment(ref writes) >= call;
            return dead ? fault : null;
        };
        try
        {
            await new DeploymentService(Shop.Unpaced).RunAsync(request, Token);
        }
        catch (Exception e) when (dead && e is ErosException or OperationCanceledException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{call}: {e.Message}");
        }
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await Shop.AgeLeaseAsync(Token);
        return dead;
    }
}
