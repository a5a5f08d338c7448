using ErosDeploy.Runner.Engine;

namespace ErosDeploy.Runner.Tests.Engine;

public sealed class DefaultSandboxTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-default-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_demo_s_sandbox_is_found_where_nothing_else_is_named() =>
        Assert.Equal(MakeSandbox(), DefaultSandbox.Find(_folder, _ => null));

    [Fact]
    public void A_folder_without_a_warehouse_is_no_sandbox()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "eros-sandbox"));
        Assert.Null(DefaultSandbox.Find(_folder, _ => null));
    }

    [Theory]
    [InlineData("EROS_DEFAULT_SANDBOX")]
    [InlineData("EROS_SANDBOX")]
    [InlineData("EROS_PROJECT_ID")]
    [InlineData("BIGQUERY_EMULATOR_HOST")]
    [InlineData("STORAGE_EMULATOR_HOST")]
    public void Any_other_target_keeps_it_out(string variable)
    {
        MakeSandbox();
        Assert.Null(DefaultSandbox.Find(_folder, name => name == variable ? "set" : null));
    }

    string MakeSandbox()
    {
        var sandbox = Directory.CreateDirectory(Path.Combine(_folder, "eros-sandbox")).FullName;
        File.WriteAllText(Path.Combine(sandbox, "warehouse.duckdb"), "");
        return sandbox;
    }
}
