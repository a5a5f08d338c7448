using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Tests.Targets;

public sealed class TargetResolverTests
{
    static ErosContext Resolve(TargetInput? parameters = null, TargetInput? session = null, params (string Name, string Value)[] environment) =>
        TargetResolver.Resolve(
            parameters ?? TargetInput.Empty,
            session ?? TargetInput.Empty,
            name => environment.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault());

    static ErosSetting Setting(ErosContext context, string name) => context.Settings.Single(s => s.Name == name);

    [Theory]
    [InlineData("from-param", "from-context", "from-environ", "from-param", SettingSource.Parameter, "-Project")]
    [InlineData(null, "from-context", "from-environ", "from-context", SettingSource.Context, "Set-ErosContext")]
    [InlineData("", null, "from-environ", "from-environ", SettingSource.Environment, "EROS_PROJECT_ID")]
    public void Project_comes_from_the_nearest_source(
        string? parameter, string? context, string environment, string expected, SettingSource source, string origin)
    {
        var resolved = Resolve(new(Project: parameter), new(Project: context), (TargetVariables.Project, environment));

        Assert.Equal(new ErosSetting("Project", expected, source, origin), Setting(resolved, "Project"));
        Assert.Equal(TargetKind.Cloud, resolved.Kind);
    }

    [Fact]
    public void Defaults_are_the_documented_ones_and_say_so()
    {
        var resolved = Resolve(new(Project: "my-project"));

        Assert.Equal(("eros_platform", "eros-platform-backups", "US"), (resolved.Dataset, resolved.Bucket, resolved.Location));
        Assert.All(["Dataset", "Bucket", "Location"], name => Assert.Equal(SettingSource.Default, Setting(resolved, name).Source));
    }

    [Fact]
    public void Sandbox_has_a_project_of_its_own_by_default()
    {
        var resolved = Resolve(new(Sandbox: "/tmp/box"));

        Assert.Equal((TargetKind.Sandbox, "eros-sandbox", "/tmp/box"), (resolved.Kind, resolved.Project, resolved.Sandbox));
    }

    [Fact]
    public void Sandbox_named_nearer_leaves_the_project_of_farther_sources_alone()
    {
        var resolved = Resolve(new(Sandbox: "/tmp/box"), new(Project: "production"), (TargetVariables.Project, "also-production"));

        Assert.Equal((TargetKind.Sandbox, "eros-sandbox"), (resolved.Kind, resolved.Project));
    }

    [Fact]
    public void Default_sandbox_is_the_target_where_nothing_names_one_and_says_so()
    {
        var resolved = Resolve(null, null, (TargetVariables.DefaultSandbox, "/tmp/box"));

        Assert.Equal((TargetKind.Sandbox, "eros-sandbox"), (resolved.Kind, resolved.Project));
        Assert.Equal(new ErosSetting("Sandbox", "/tmp/box", SettingSource.Default, "EROS_DEFAULT_SANDBOX"), Setting(resolved, "Sandbox"));
    }

    [Theory]
    [InlineData("my-project", null)]
    [InlineData(null, "my-project")]
    public void Named_project_leaves_the_default_sandbox_out(string? parameter, string? context)
    {
        var resolved = Resolve(new(Project: parameter), new(Project: context), (TargetVariables.DefaultSandbox, "/tmp/box"));

        Assert.Equal((TargetKind.Cloud, "my-project", null), (resolved.Kind, resolved.Project, resolved.Sandbox));
    }

    [Fact]
    public void Emulator_hosts_leave_the_default_sandbox_out()
    {
        var resolved = Resolve(
            new(Project: "my-project"), null, (TargetVariables.DefaultSandbox, "/tmp/box"), (TargetVariables.BigQueryEndpoint, "localhost:1"), (TargetVariables.StorageEndpoint, "localhost:2"));

        Assert.Equal(TargetKind.Endpoint, resolved.Kind);
    }

    [Fact]
    public void Project_and_sandbox_given_together_name_a_project_of_the_sandbox()
    {
        var resolved = Resolve(new(Sandbox: "/tmp/box", Project: "my-project"));

        Assert.Equal((TargetKind.Sandbox, "my-project"), (resolved.Kind, resolved.Project));
    }

    public static TheoryData<TargetInput, TargetInput, (string, string)[]> Disagreements => new()
    {
        { new(Project: "my-project"), new(Sandbox: "/tmp/box"), [] },
        { new(Project: "my-project"), new(), [(TargetVariables.Sandbox, "/tmp/box")] },
        { new(), new(Project: "my-project"), [(TargetVariables.Sandbox, "/tmp/box")] },
        { new(), new(), [(TargetVariables.Sandbox, "/tmp/box"), (TargetVariables.Project, "my-project")] },
        { new(), new(), [(TargetVariables.Sandbox, "/tmp/box"), (TargetVariables.BigQueryEndpoint, "localhost:1"), (TargetVariables.StorageEndpoint, "localhost:1")] },
    };

    [Theory]
    [MemberData(nameof(Disagreements), DisableDiscoveryEnumeration = true)]
    public void Cloud_and_sandbox_never_replace_each_other_silently(TargetInput parameters, TargetInput session, (string, string)[] environment)
    {
        var error = Assert.Throws<ErosException>(() => Resolve(parameters, session, environment));

        Assert.Equal(("EROS1002", true), (error.CodeText, error.NextStep.Length > 0));
    }

    [Fact]
    public void No_target_at_all_is_an_error_with_the_ways_to_name_one()
    {
        var error = Assert.Throws<ErosException>(() => Resolve());

        Assert.Equal("EROS1003", error.CodeText);
        Assert.Contains("-Sandbox", error.Message, StringComparison.Ordinal);
        Assert.Contains("EROS_PROJECT_ID", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:9050", "http://localhost:9050")]
    [InlineData("https://bq.example:443/base/", "https://bq.example/base")]
    public void Emulator_hosts_are_addresses_with_or_without_scheme(string host, string address)
    {
        var resolved = Resolve(new(Project: "my-project"), null, (TargetVariables.BigQueryEndpoint, host), (TargetVariables.StorageEndpoint, "localhost:4443"));

        Assert.Equal((TargetKind.Endpoint, address, "http://localhost:4443"), (resolved.Kind, resolved.BigQueryEndpoint, resolved.StorageEndpoint));
    }

    [Fact]
    public void One_emulator_host_alone_would_send_half_of_the_work_to_the_cloud()
    {
        var error = Assert.Throws<ErosException>(() => Resolve(new(Project: "my-project"), null, (TargetVariables.BigQueryEndpoint, "localhost:9050")));

        Assert.Equal("EROS1003", error.CodeText);
    }

    public static TheoryData<TargetInput> HostileTargets =>
    [
        new TargetInput(Project: "x; DROP TABLE"),
        new TargetInput(Project: "../.."),
        new TargetInput(Project: "my-project", Dataset: "x; DROP TABLE y"),
        new TargetInput(Project: "my-project", Dataset: "d`.`e"),
        new TargetInput(Project: "my-project", Dataset: "../.."),
        new TargetInput(Project: "my-project", Bucket: "../.."),
        new TargetInput(Project: "my-project", Bucket: "Bucket Name"),
        new TargetInput(Project: "my-project", Location: "US'--"),
        new TargetInput(Sandbox: "/tmp/box", Dataset: "$(reboot)"),
    ];

    [Theory]
    [MemberData(nameof(HostileTargets), DisableDiscoveryEnumeration = true)]
    public void Hostile_names_are_refused_before_anything_is_sent(TargetInput parameters) =>
        Assert.Equal("EROS1001", Assert.Throws<ErosException>(() => Resolve(parameters)).CodeText);
}
