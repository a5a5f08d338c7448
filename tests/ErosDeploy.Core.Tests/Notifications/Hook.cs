using System.Net;

namespace ErosDeploy.Core.Tests.Notifications;

/// <summary>Answers in turn, the last one for ever; 0 breaks the connection.</summary>
sealed class Hook(params HttpStatusCode[] answers) : HttpMessageHandler
{
    public List<string> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        var answer = answers[Math.Min(Bodies.Count, answers.Length) - 1];
        return answer == 0 ? throw new HttpRequestException($"no route to {request.RequestUri}") : new HttpResponseMessage(answer);
    }
}
