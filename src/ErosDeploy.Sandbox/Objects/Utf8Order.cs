namespace ErosDeploy.Sandbox.Objects;

/// <summary>Order of strings by their UTF-8 bytes, in which Cloud Storage lists names.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            if (x[i] != y[i])
                return Rank(x[i]).CompareTo(Rank(y[i]));
        }

        return x.Length.CompareTo(y.Length);
    }

    // surrogates encode the highest code points, but sort below U+E000..U+FFFF as UTF-16 units
    static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
