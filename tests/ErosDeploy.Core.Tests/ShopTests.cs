namespace ErosDeploy.Core.Tests;

/// <summary>Tests that have a shop of their own each.</summary>
public abstract class ShopTests : IAsyncLifetime
{
    private protected Shop Shop { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Shop = await Shop.OpenAsync(Token);
        await PrepareAsync();
    }

    public ValueTask DisposeAsync()
    {
        Shop.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>What these tests need besides the shop's sample.</summary>
    private protected virtual ValueTask PrepareAsync() => default;
}
