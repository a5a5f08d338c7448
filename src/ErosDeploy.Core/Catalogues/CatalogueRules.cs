using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Catalogues;

/// <summary>What JSON's shape cannot say about a catalogue. Pure: files are asked for through a function.</summary>
static class CatalogueRules
{
    public const int SupportedVersion = 1;

    public static IEnumerable<string> Faults(Catalogue catalogue, Func<string, bool> fileExists)
    {
        if (catalogue.Version != SupportedVersion)
            return [$"version: {catalogue.Version} is not supported; this module reads version {SupportedVersion}"];
        return NamedFiles(catalogue).SelectMany(file => FileFaults(file.Place, file.File, fileExists))
            .Concat(Duplicates("phases", catalogue.Phases.Select(p => p.Name)))
            .Concat(catalogue.Phases.SelectMany((phase, i) => PhaseFaults(phase, $"phases[{i}] ({phase.Name})")))
            .Concat(Duplicates("health", catalogue.Health.Select(h => $"{h.Section}/{h.Id}")))
            .Concat(Duplicates("afterRestore", catalogue.AfterRestore.Select(s => s.Id)))
            .Concat(Ids("afterRestore", catalogue.AfterRestore.Select(s => s.Id)))
            .Concat(catalogue.AfterRestore.SelectMany(s => Names($"afterRestore ({s.Id})", IdentifierKind.Table, s.Tables)))
            .Concat(catalogue.AfterRestore.Where(s => s.Tables.Count == 0).Select(s => $"afterRestore ({s.Id}): it names no tables, so it would never run"))
            .Concat(Names("criticalTables", IdentifierKind.Table, catalogue.CriticalTables))
            .Concat(catalogue.Preflight is { BackupMaxAgeHours: not (> 0 and <= 8760) } ? ["preflight.backupMaxAgeHours: it must be more than 0 and at most 8760"] : [])
            .Concat(GradeFaults(catalogue.Score.Grades))
            .Concat(WatchRules.Faults(catalogue))
            .Concat(Duplicates("watch.triggers", catalogue.Watch.Triggers.Select(t => t.Id)))
            .Concat(Ids("watch.triggers", catalogue.Watch.Triggers.Select(t => t.Id)));
    }

    static IEnumerable<(string Place, string File)> NamedFiles(Catalogue catalogue)
    {
        foreach (var (list, name) in new[] { (catalogue.Schema, "schema"), (catalogue.Baseline, "baseline"), (catalogue.Sample, "sample") })
        {
            for (var i = 0; i < list.Count; i++)
                yield return ($"{name}[{i}]", list[i]);
        }
        foreach (var phase in catalogue.Phases)
        {
            foreach (var step in phase.Steps)
                yield return ($"{phase.Name}/{step.Id}", step.File);
            foreach (var test in phase.Tests)
                yield return ($"{phase.Name}/test {test.Id}", test.File);
            foreach (var benchmark in phase.Benchmarks)
                yield return ($"{phase.Name}/benchmark {benchmark.Id}", benchmark.File);
        }
        foreach (var script in catalogue.AfterRestore)
            yield return ($"afterRestore/{script.Id}", script.File);
        foreach (var check in catalogue.Health)
            yield return ($"health/{check.Section}/{check.Id}", check.File);
    }

    static IEnumerable<string> FileFaults(string place, string file, Func<string, bool> exists)
    {
        if (!IsInside(file))
            yield return $"{place}: '{file}' is not a path inside the folder of eros.json";
        else if (!exists(file))
            yield return $"{place}: the file '{file}' does not exist";
    }

    static bool IsInside(string file) =>
        file.Length > 0 && !Path.IsPathRooted(file) && !file.Contains('\\', StringComparison.Ordinal) && !file.Contains(':', StringComparison.Ordinal)
        && !file.Split('/').Any(part => part is "" or "." or "..");

    static IEnumerable<string> PhaseFaults(PhaseDefinition phase, string place) =>
        Duplicates(place + ".steps", phase.Steps.Select(s => s.Id))
            .Concat(Duplicates(place + ".tests", phase.Tests.Select(t => t.Id)))
            .Concat(Duplicates(place + ".benchmarks", phase.Benchmarks.Select(b => b.Id)))
            .Concat(Ids(place, [phase.Name, .. phase.Steps.Select(s => s.Id), .. phase.Tests.Select(t => t.Id)]))
            .Concat(phase.Steps.SelectMany(step => StepFaults(step, $"{place}.steps ({step.Id})")))
            .Concat(phase.Tests.Count == 0 ? [$"{place}: it has no tests, so nothing would prove it"] : []);

    static IEnumerable<string> StepFaults(StepDefinition step, string place) =>
        Names(place + ".changes", IdentifierKind.Table, step.Changes)
            .Concat(step.Creates.SelectMany(o => Names(place + ".creates", IsRoutine(o.Kind) ? IdentifierKind.Routine : IdentifierKind.Table, [o.Name])));

    static bool IsRoutine(DeployedObjectKind kind) => kind is DeployedObjectKind.Function or DeployedObjectKind.TableFunction or DeployedObjectKind.Procedure;

    static IEnumerable<string> Ids(string place, IEnumerable<string> ids) =>
        ids.Where(id => id.Length is 0 or > 60 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            .Select(id => $"{place}: the id '{id}' may have letters, digits, hyphens and underscores only, 60 at most");

    static IEnumerable<string> Names(string place, IdentifierKind kind, IEnumerable<string> names) =>
        from name in names
        let fault = Identifiers.Fault(kind, name)
        where fault is not null
        select $"{place}: '{name}' is not a name: {fault}";

    static IEnumerable<string> Duplicates(string place, IEnumerable<string> ids) =>
        ids.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{place}: '{g.Key}' occurs {g.Count()} times");

    static IEnumerable<string> GradeFaults(IReadOnlyList<GradeDefinition> grades) =>
        grades.Any(g => g.Minimum <= 0) ? [] : ["score.grades: no grade starts at 0"];
}
