using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>Every test of the phases as it was before them and is after: red, then green.</summary>
internal static class PhaseTestSummary
{
    public static void Write(IAnsiConsole console, IEnumerable<PhaseTestResult> before, IEnumerable<PhaseTestResult> after)
    {
        var then = after.ToDictionary(test => (test.Phase, test.Id));
        var table = new Table().RoundedBorder().Title("Tests of the phases").AddColumns("Phase", "Test", "Before", "After", "What holds");
        foreach (var test in before)
            table.AddRow(new Text(test.Phase), new Text(test.Id), Status(test), Status(then.GetValueOrDefault((test.Phase, test.Id))), new Text(test.Title));
        console.Write(table);
    }

    static Text Status(PhaseTestResult? test) => test is null
        ? new Text("not run", Color.Grey)
        : new Text(test.Status.ToString(), test.Status == CheckStatus.Pass ? Color.Green : test.Status == CheckStatus.Warn ? Color.Yellow : Color.Red);
}
