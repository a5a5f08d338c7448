using ErosDeploy.Sandboxes;
using Microsoft.Extensions.Time.Testing;

namespace ErosDeploy.Tests.Sandboxes;

public sealed class OpenSandboxesTests : IDisposable
{
    static readonly TimeSpan LongAfter = TimeSpan.FromMinutes(1);

    readonly TemporaryFolder _folder = new();
    readonly FakeTimeProvider _time = new();
    readonly OpenSandboxes _open;

    public OpenSandboxesTests() => _open = new OpenSandboxes(_time);

    public void Dispose()
    {
        _open.CloseIdle();
        _folder.Dispose();
    }

    [Fact]
    public void Two_users_at_once_share_the_folder()
    {
        using var first = _open.Take(_folder.Path);
        using var second = _open.Take(_folder.Path + "/./");
        Assert.Same(first.Cloud, second.Cloud);
    }

    [Fact]
    public void The_next_user_soon_after_finds_it_open()
    {
        var first = _open.Take(_folder.Path);
        first.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        using var second = _open.Take(_folder.Path);
        Assert.Same(first.Cloud, second.Cloud);
        _time.Advance(LongAfter);
        using var third = _open.Take(_folder.Path);
        Assert.Same(first.Cloud, third.Cloud);
    }

    [Fact]
    public void It_is_closed_a_while_after_the_last_user()
    {
        var first = _open.Take(_folder.Path);
        first.Dispose();
        first.Dispose();
        _time.Advance(LongAfter);
        using var second = _open.Take(_folder.Path);
        Assert.NotSame(first.Cloud, second.Cloud);
    }

    [Fact]
    public void Closing_the_idle_leaves_the_used_alone()
    {
        using var used = _open.Take(_folder.Path);
        _open.CloseIdle();
        using var again = _open.Take(_folder.Path);
        Assert.Same(used.Cloud, again.Cloud);
    }

    [Fact]
    public void A_link_to_the_folder_is_the_folder()
    {
        using var links = new TemporaryFolder();
        var link = Path.Combine(links.Path, "link");
        Directory.CreateSymbolicLink(link, _folder.Path);
        using var first = _open.Take(_folder.Path);
        using var second = _open.Take(link);
        Assert.Same(first.Cloud, second.Cloud);
    }
}
