using ErosDeploy.Sandboxes;

namespace ErosDeploy.Tests.Sandboxes;

public sealed class SandboxPackageTests
{
    public static TheoryData<Exception> MissingParts =>
    [
        new FileNotFoundException("gone", "ErosDeploy.Sandbox, Version=0.1.0.0"),
        new FileNotFoundException("gone", "DuckDB.NET.Data, Version=1.5.6.0"),
        new DllNotFoundException("duckdb"),
        new TypeInitializationException("DuckDB.NET.Native.NativeMethods", new DllNotFoundException("duckdb")),
    ];

    [Theory]
    [MemberData(nameof(MissingParts))]
    public void A_missing_part_is_named_with_what_to_install(Exception part)
    {
        var error = Assert.Throws<ErosException>(() => SandboxPackage.Need<int>(() => throw part));
        Assert.Equal(ErosErrorCode.SandboxUnavailable, error.Code);
        Assert.Contains("Install the package ErosDeploy.Sandbox", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_failure_is_left_alone() =>
        Assert.Throws<FileNotFoundException>(() => SandboxPackage.Need<int>(() => throw new FileNotFoundException("gone", "/data/some.sql")));
}
