namespace ErosDeploy.Benchmarks;

/// <summary>Work of a known size: where a time is asked for, it is asked for in units of this.</summary>
internal static class Calibration
{
    const int Passes = 100;

    static readonly string Text = new('x', 1_000_000);

    /// <summary>A hundred passes over a million characters: a tenth of a second where a character takes a nanosecond.</summary>
    public static void TenthOfASecond()
    {
        var hash = new HashCode();
        for (var pass = 0; pass < Passes; pass++)
        {
            var sum = 0;
            foreach (var character in Text)
                sum = unchecked((sum * 31) + character);
            hash.Add(sum);
        }

        GC.KeepAlive(hash.ToHashCode());
    }
}
