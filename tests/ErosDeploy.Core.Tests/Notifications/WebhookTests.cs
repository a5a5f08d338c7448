using System.Net;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Notifications;

namespace ErosDeploy.Core.Tests.Notifications;

public sealed class WebhookTests : ShopTests
{
    const string Address = "https://hook.invalid/workflows/secret-canary";

    [Fact]
    public async Task A_restore_is_told_and_says_what_became_of_the_message()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        var hook = new Hook(HttpStatusCode.Accepted);
        var services = Shop.Services with { Webhook = Webhook.Of(Address, hook, TimeProvider.System) };

        var result = await new RestoreService(services).RunAsync(new RestoreRequest(backup.Id, Reason: "rehearsal"), null, Token);

        Assert.Equal((EndState.Succeeded, "accepted (202)"), (result.EndState, result.Notification));
        var card = JsonNode.Parse(Assert.Single(hook.Bodies))!["attachments"]![0]!["content"]!["body"]!.ToJsonString();
        foreach (var part in new[] { result.RunId, backup.Id, "rehearsal", "eros-sandbox.shop: Succeeded", "3 of 3 verified", result.Log!, result.SafetyBackupId! })
            Assert.Contains(part, card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK }, "accepted (200)", 3)]
    [InlineData(new[] { HttpStatusCode.NotFound }, "refused (404)", 1)]
    [InlineData(new[] { (HttpStatusCode)0 }, "not sent: the webhook cannot be reached", 5)]
    public async Task What_may_pass_is_tried_again_and_the_secret_is_in_no_answer(HttpStatusCode[] answers, string outcome, int calls)
    {
        var hook = new Hook(answers);

        var told = await Webhook.Of(Address, hook, new Cloud.LeapingTime(TimeSpan.FromMinutes(1)))!.PostAsync("{}"u8.ToArray(), Token);

        Assert.Equal((outcome, calls), (told, hook.Bodies.Count));
        Assert.DoesNotContain("secret-canary", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_not_sent()
    {
        var hook = new Hook(HttpStatusCode.OK);

        Assert.Contains("not sent", await Webhook.Of(Address, hook, TimeProvider.System)!.PostAsync(new byte[29 * 1024], Token), StringComparison.Ordinal);
        Assert.Empty(hook.Bodies);
    }

    [Theory]
    [InlineData("http://hook.example/secret-canary")]
    [InlineData("secret-canary")]
    public void An_address_that_is_not_safe_is_refused_without_being_named(string address) =>
        Assert.DoesNotContain("secret-canary", Assert.Throws<ErosException>(() => Webhook.Of(address, new Hook(), TimeProvider.System)).ToString(), StringComparison.Ordinal);
}
