using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ErosDeploy.Runner.Serve;

/// <summary>Between the web server's requests and those of the sandbox's handler; bodies are streamed both ways.</summary>
internal static class Exchange
{
    static readonly string[] OfTheConnection = ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade"];

    public static HttpRequestMessage Request(HttpContext context)
    {
        var source = context.Request;
        var request = new HttpRequestMessage(new HttpMethod(source.Method), Target(context)) { Content = new StreamContent(source.Body) };
        foreach (var (name, values) in source.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return request;
    }

    public static async Task ReplyAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!OfTheConnection.Contains(name, StringComparer.OrdinalIgnoreCase))
                context.Response.Headers[name] = values.ToArray();
        }

        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    // Object names hold encoded slashes, which the decoded path has lost.
    static Uri Target(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return raw.StartsWith('/') ? new Uri($"http://{context.Request.Host}{raw}") : new Uri(raw);
    }
}
