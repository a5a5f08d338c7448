using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Phases;

/// <summary>What a test's answer means: every row must have passed TRUE; no rows, or an error, is never a pass. Pure.</summary>
static class PhaseTestVerdict
{
    public static PhaseTestResult Of(string phase, TestDefinition test, IReadOnlyList<TestCheck> checks, TimeSpan duration) =>
        Result(phase, test, checks, duration, checks.Count == 0 ? "it answered no rows" : null);

    public static PhaseTestResult OfError(string phase, TestDefinition test, string error, TimeSpan duration) => Result(phase, test, [], duration, error);

    /// <summary>The first failing test of severity Fail, which stops the phase; null when there is none.</summary>
    public static PhaseTestResult? Stopping(IEnumerable<PhaseTestResult> results) =>
        results.FirstOrDefault(r => r is { Severity: TestSeverity.Fail, Status: not CheckStatus.Pass });

    public static string Describe(PhaseTestResult result) => result.Error ?? string.Join("; ", result.Checks.Where(c => !c.Passed).Take(3)
        .Select(c => $"{c.Name}: expected {c.Expected ?? "NULL"}, got {c.Actual ?? "NULL"}"));

    static PhaseTestResult Result(string phase, TestDefinition test, IReadOnlyList<TestCheck> checks, TimeSpan duration, string? error) => new()
    {
        Phase = phase,
        Id = test.Id,
        Title = test.Title,
        Severity = test.Severity,
        Status = error is null && checks.All(c => c.Passed) ? CheckStatus.Pass : test.Severity == TestSeverity.Warn ? CheckStatus.Warn : CheckStatus.Fail,
        Checks = checks,
        Duration = duration,
        Error = error,
    };
}
