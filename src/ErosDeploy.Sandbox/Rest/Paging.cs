using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>Pages of a list: maxResults and pageToken in, the page and the next token out.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Page, string? Next) Of<T>(IEnumerable<T> all, RestRequest request, int standard)
    {
        var start = (int)Offset(request.Query["pageToken"]);
        var size = (int)Math.Clamp(request.CountQuery("maxResults") ?? standard, 1, int.MaxValue - 1);
        var page = all.Skip(start).Take(size + 1).ToList();
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, Token(start + size));
    }

    public static string Token(long offset) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"at:{offset}"))).TrimEnd('=');

    public static long Offset(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        var bytes = new byte[token.Length];
        var padded = token.PadRight((token.Length + 3) / 4 * 4, '=');
        if (Convert.TryFromBase64String(padded, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is ['a', 't', ':', .. var digits]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return offset;
        throw RestException.Invalid($"Invalid value for pageToken: {token}", "pageToken");
    }
}
