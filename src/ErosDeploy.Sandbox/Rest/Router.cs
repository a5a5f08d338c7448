using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>What answers one method and path.</summary>
internal delegate Task<HttpResponseMessage> RouteAction(RestRequest request, CancellationToken token);

/// <summary>Finds the route of a request and turns refusals into error bodies, which may name the sandbox's folder.</summary>
internal sealed class Router(string folder)
{
    readonly List<(string Method, RouteTemplate Template, RouteAction Action)> _routes = [];

    readonly List<(string Part, Action<RestRequest> Check)> _checks = [];

    /// <summary>Looks at every request of a route whose template has the part, before the route does.</summary>
    public Router Check(string part, Action<RestRequest> check)
    {
        _checks.Add((part, check));
        return this;
    }

    public Router Add(string method, string template, RouteAction action)
    {
        _routes.Add((method, new RouteTemplate(template), action));
        return this;
    }

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage message, CancellationToken token)
    {
        try
        {
            var (request, action) = Find(message);
            var response = await action(request, token).ConfigureAwait(false);
            return request.Query["fields"] is { Length: > 0 } fields ? await PartAsync(response, FieldMask.Parse(fields), token).ConfigureAwait(false) : response;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            return Refusals.Answer(error, folder);
        }
    }

    (RestRequest Request, RouteAction Action) Find(HttpRequestMessage message)
    {
        var uri = message.RequestUri ?? throw RestException.NotFound("Not Found");
        var path = RouteTemplate.Split(EmulatorPaths.Canonical(uri.AbsolutePath));
        var method = MethodOf(message);
        foreach (var route in _routes)
        {
            if (route.Method == method && route.Template.Match(path) is { } values)
                return (Checked(new RestRequest(message, values, QueryString.Parse(uri.Query)), route.Template), route.Action);
        }

        throw RestException.NotFound($"Not Found: {method} {uri.AbsolutePath}");
    }

    RestRequest Checked(RestRequest request, RouteTemplate template)
    {
        foreach (var (part, check) in _checks)
        {
            if (template.Text.Contains(part, StringComparison.Ordinal))
                check(request);
        }

        return request;
    }

    static async Task<HttpResponseMessage> PartAsync(HttpResponseMessage response, FieldMask mask, CancellationToken token)
    {
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "application/json" || response.Headers.Contains("x-goog-generation"))
            return response;
        using (response)
        {
            var body = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false));
            return Reply.Json(mask.Apply(body)!, (int)response.StatusCode);
        }
    }

    static string MethodOf(HttpRequestMessage message) =>
        message.Headers.TryGetValues("X-HTTP-Method-Override", out var values) ? values.First() : message.Method.Method;
}
