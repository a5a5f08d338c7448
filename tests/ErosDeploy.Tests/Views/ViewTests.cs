using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;

namespace ErosDeploy.Tests.Views;

public sealed class ViewTests
{
    static readonly IReadOnlyList<XElement> Views =
        [.. Directory.EnumerateFiles(BuiltModule.Bin, "*.format.ps1xml").Order().SelectMany(f => XDocument.Load(f).Descendants("View"))];

    public static TheoryData<string> TypeNames => [.. Views.Select(TypeName).Distinct()];

    [Fact]
    public void Every_record_has_a_view()
    {
        var records = typeof(BackupInfo).Assembly.GetExportedTypes().Where(t => t.GetMethod("<Clone>$") is not null).Select(t => t.FullName!);
        Assert.Empty(records.Except(Views.Select(TypeName)));
    }

    [Fact]
    public void The_manifest_names_every_view_file()
    {
        using var session = new HostedSession();
        var named = session.Run($"(Test-ModuleManifest '{BuiltModule.Manifest}').ExportedFormatFiles").All<string>().Select(Path.GetFileName);
        Assert.Equal(Directory.EnumerateFiles(BuiltModule.Bin, "*.format.ps1xml").Select(Path.GetFileName).Order(), named.Order());
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void A_table_has_six_columns_at_most(string typeName) =>
        Assert.All(Of(typeName).Descendants("TableHeaders"), headers => Assert.InRange(headers.Elements().Count(), 2, 6));

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Every_cell_has_a_value_to_show(string typeName)
    {
        var sample = Samples.ByTypeName[typeName];
        var type = sample.GetType();
        Assert.All(Of(typeName).Descendants("PropertyName"), name => Assert.NotNull(type.GetProperty(name.Value)));
        using var session = new HostedSession(state => state.Variables.Add(new SessionStateVariableEntry("sample", sample, null)));
        foreach (var script in Of(typeName).Descendants("ScriptBlock"))
        {
            var outcome = session.Run($"$sample | ForEach-Object {{ {script.Value} }}");
            Assert.True(outcome.Thrown is null && outcome.Errors.Count == 0, $"{script.Value}: {outcome.Thrown}");
            Assert.True(outcome.Output.Count <= 1, script.Value);
        }
    }

    [Fact]
    public void A_backup_shows_in_one_row()
    {
        var text = Shown("ErosDeploy.BackupInfo");
        Assert.Equal(["Id", "Kind", "State", "Taken", "Rows", "Size"], Words(text[0]));
        Assert.Equal(["2026-01-31_020500", "Regular", "Complete", "2026-01-31", "02:05:00Z", "44,651", "39.1", "MiB"], Words(text[2]));
    }

    [Fact]
    public void A_measurement_shows_its_gates_in_one_row()
    {
        var text = Shown("ErosDeploy.PhaseMeasurement");
        Assert.Equal(["phase2", "Improved", "Pass", "-21.4", "%", "eros_platform_eros_run_phase2_before"], Words(text[2]));
        Assert.Contains("-30.1 % to -12.0 %", Shown("ErosDeploy.BenchmarkResult")[2], StringComparison.Ordinal);
        Assert.Contains("8, 1 failed: No.", Shown("ErosDeploy.MeasuredSide")[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_s_result_shows_how_it_ended()
    {
        var text = Shown("ErosDeploy.PhaseResult");
        Assert.Equal(["phase1", "RolledBack", "1", "run,", "0", "skipped", "0", "of", "1", "pass", "4.2", "s", "20260131t020500"], Words(text[2]));
    }

    [Fact]
    public void A_phase_s_plan_shows_its_risk_and_what_is_not_known()
    {
        Assert.Equal(["phase1", "some-project.eros_platform", "1", "run,", "0", "skipped", "1", "High", "ready;", "1", "unknown"], Words(Shown("ErosDeploy.PhasePlan")[2]));
        Assert.Equal(["01-wilson-score", "Pending", "Run", "High", "<=", "39.1", "MiB", "Wilson", "score"], Words(Shown("ErosDeploy.PlannedStep")[2]));
    }

    [Fact]
    public void A_context_shows_as_a_list_with_its_sources()
    {
        var text = Shown("ErosDeploy.ErosContext");
        Assert.Contains(text, line => Words(line) is ["Project", ":", "some-project"]);
        Assert.Contains(text, line => Words(line) is ["Sources", ":", "Project:", "Parameter"]);
    }

    static IReadOnlyList<string> Shown(string typeName)
    {
        var host = new CapturingHost();
        using var session = new HostedSession(state => state.Variables.Add(new SessionStateVariableEntry("sample", Samples.ByTypeName[typeName], null)), host);
        Assert.Null(session.Run("$sample | Out-Default").Thrown);
        return [.. host.Text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(Plain)];
    }

    static string Plain(string line) => new System.Management.Automation.Internal.StringDecorated(line).ToString(OutputRendering.PlainText);

    static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static string TypeName(XElement view) => view.Descendants("TypeName").Single().Value;

    static IEnumerable<XElement> Of(string typeName) => Views.Where(v => TypeName(v) == typeName);
}
