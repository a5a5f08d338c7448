using System.Globalization;
using ErosDeploy.Views;

namespace ErosDeploy.Tests.Views;

public sealed class ReadableTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0 B")]
    [InlineData(1023L, "1023 B")]
    [InlineData(1024L, "1.00 KiB")]
    [InlineData(1500L, "1.46 KiB")]
    [InlineData(10_234L, "9.99 KiB")]
    [InlineData(10_240L, "10.0 KiB")]
    [InlineData(1_048_570L, "1.00 MiB")]
    [InlineData(41_000_000L, "39.1 MiB")]
    [InlineData(long.MaxValue, "8.00 EiB")]
    public void A_size_has_three_digits_and_a_unit(long? bytes, string text) => Assert.Equal(text, Readable.Size(bytes));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(340, "340 ms")]
    [InlineData(999.7, "1.0 s")]
    [InlineData(4_210, "4.2 s")]
    [InlineData(59_960, "1 min 00 s")]
    [InlineData(185_000, "3 min 05 s")]
    [InlineData(7_620_000, "2 h 07 min")]
    public void A_span_has_its_own_unit(double milliseconds, string text) => Assert.Equal(text, Readable.Span(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void An_instant_is_UTC() =>
        Assert.Equal("2026-01-31 02:05:09Z", Readable.Instant(new DateTimeOffset(2026, 1, 30, 18, 5, 9, TimeSpan.FromHours(-8))));

    [Fact]
    public void The_culture_of_the_user_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(("1.46 KiB", "4.2 s", "44,651", "0.25"), (Readable.Size(1500), Readable.Span(TimeSpan.FromSeconds(4.2)), Readable.Count(44651), Readable.Value(.25)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
