using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Notifications;
using ErosDeploy.Core.Tests.Notifications;

namespace ErosDeploy.Core.Tests.Deployments;

/// <summary>What a deployment leaves behind for others: its result in the bucket, a message, and whether its health is good enough.</summary>
public sealed class DeploymentReportTests : ShopTests
{
    const string Address = "https://hook.invalid/workflows/secret-canary";

    [Fact]
    public async Task The_result_lies_beside_the_journal_without_the_rows_of_tests_and_is_replaced_when_the_run_goes_on()
    {
        var first = await new DeploymentService(Shop.Services).RunAsync(new DeploymentRequest(["tax"], RunId: "release"), Token);
        var second = await new DeploymentService(Shop.Services).RunAsync(new DeploymentRequest(["tax"], RunId: "release"), Token);

        var name = Shop.Services.Names.RunResult("release");
        Assert.Equal((Shop.Services.Bucket.Uri(name), Shop.Services.Bucket.Uri(name)), (first.Log, second.Log));
        var stored = JsonSerializer.Deserialize((await Shop.Services.Bucket.ReadAsync(name, Token))!.Content, DeploymentLogJson.Default.DeploymentResult)!;
        Assert.Equal(("release", EndState.Succeeded, second.StartedAt, second.Log), (stored.RunId, stored.EndState, stored.StartedAt, stored.Log));
        Assert.Equal(second.Stages, stored.Stages);
        Assert.Empty(Assert.Single(stored.Phases[0].Tests).Checks);
        Assert.NotEmpty(first.Phases[0].Tests[0].Checks);
        Assert.Equal("release", Assert.Single(await new RunService(Shop.Services).ListAsync(null, Token).ToListAsync(Token)).RunId);
    }

    [Fact]
    public async Task A_deployment_is_told_with_what_one_must_know_and_no_text_of_an_error()
    {
        Shop.Catalogue.Change(c => c["contacts"] = new JsonArray("on call: rota A"));
        var hook = new Hook(HttpStatusCode.Accepted);
        var services = Shop.Sandbox.Services(await Shop.Catalogue.OpenAsync(Token)) with { Webhook = Webhook.Of(Address, hook, TimeProvider.System) };

        var result = await new DeploymentService(services).RunAsync(new DeploymentRequest(), Token);

        Assert.Equal((EndState.RolledBack, "accepted (202)"), (result.EndState, result.Notification));
        var card = JsonNode.Parse(Assert.Single(hook.Bodies))!["attachments"]![0]!["content"]!["body"]!.ToJsonString();
        foreach (var part in new[] { result.RunId, result.Backup!.Id, "eros-sandbox.shop: RolledBack", "\"shop\"", "customers, orders, returns", "tax Succeeded, spoilt RolledBack", "EROS2007", result.Log!, "on call: rota A", "phases before it stay" })
            Assert.Contains(part, card, StringComparison.Ordinal);
        Assert.DoesNotContain("expected", card, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-canary", Encoding.UTF8.GetString((await services.Bucket.ReadAsync(services.Names.RunResult(result.RunId), Token))!.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_a_note_and_changes_nothing_about_the_end()
    {
        Shop.Sandbox.Faults.Choose = (method, path, _) => method != "GET" && path.Contains("result.json", StringComparison.Ordinal) ? Fault.Forbidden : null;

        var result = await new DeploymentService(Shop.Services).RunAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Equal((EndState.Succeeded, (string?)null), (result.EndState, result.Log));
        Assert.Contains("without the log of run", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(90.1, CheckStatus.Pass, CheckStatus.Pass)]
    [InlineData(90.1, CheckStatus.Unknown, CheckStatus.Pass)]
    [InlineData(90.0, CheckStatus.Pass, CheckStatus.Warn)]
    [InlineData(90.0, CheckStatus.Unknown, CheckStatus.Unknown)]
    [InlineData(20.0, CheckStatus.Fail, CheckStatus.Warn)]
    public void Health_is_validated_against_its_target(double score, CheckStatus component, CheckStatus expected)
    {
        var part = new HealthComponent { Name = HealthComponentName.Emv, Status = component, Points = component == CheckStatus.Pass ? 20 : 0, MaxPoints = 20, Checks = 1, Reason = component == CheckStatus.Pass ? null : "Emv/week-over-week" };
        var report = new HealthReport { Target = "t", MeasuredAt = DateTimeOffset.UnixEpoch, Score = score, Grade = HealthGrade.Good, Status = component, Components = [part], Checks = [], Duration = TimeSpan.Zero };

        var (status, summary) = ValidationRule.Judge(report, 90);

        Assert.Equal(expected, status);
        Assert.Equal(component != CheckStatus.Pass, summary.Contains($"Emv {component} (Emv/week-over-week)", StringComparison.Ordinal));
        Assert.Equal(CheckStatus.Unknown, ValidationRule.Judge(null, 90).Status);
    }

    [Fact]
    public async Task A_validation_that_was_skipped_says_who_asked_and_is_no_pass()
    {
        var result = await new DeploymentService(Shop.Services).RunAsync(new DeploymentRequest(["tax"], SkipHealth: true), Token);

        Assert.Null(result.Validation);
        Assert.StartsWith("skipped as asked by ", result.Stages.Single(s => s.Name == "validation").Summary, StringComparison.Ordinal);
    }
}
