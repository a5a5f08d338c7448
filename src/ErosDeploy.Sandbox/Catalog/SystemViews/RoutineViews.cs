using ErosDeploy.Sandbox.Catalog.Ddl;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>ROUTINES, ROUTINE_OPTIONS and PARAMETERS.</summary>
internal static class RoutineViews
{
    public static IEnumerable<SystemViewDefinition> All =>
    [
        new("ROUTINES", ColumnsFrom(
            "specific_catalog specific_schema specific_name routine_catalog routine_schema routine_name routine_type data_type routine_body "
            + "routine_definition external_language is_deterministic security_type created:TIMESTAMP last_altered:TIMESTAMP ddl connection"),
            s => s.Routines.Select(Routine)),
        new("ROUTINE_OPTIONS", ColumnsFrom("specific_catalog specific_schema specific_name option_name option_type option_value"),
            s => s.Routines.SelectMany(r => EntryOptions.Of(r).Select(o => Named(r, o.Name, o.Type, o.Value)))),
        new("PARAMETERS", ColumnsFrom(
            "specific_catalog specific_schema specific_name ordinal_position:INT64 parameter_mode is_result parameter_name data_type parameter_default "
            + "is_aggregate"),
            s => s.Routines.SelectMany(Parameters)),
    ];

    static object?[] Named(RoutineEntry routine, params object?[] values) => [routine.Name.Project, routine.Name.Dataset, routine.Name.Routine, .. values];

    static object?[] Routine(RoutineEntry routine) => Named(routine,
        routine.Name.Project, routine.Name.Dataset, routine.Name.Routine, TypeOf(routine), routine.ReturnType?.ToString(),
        routine.Language == "SQL" ? "SQL" : "EXTERNAL", routine.Body, routine.Language == "SQL" ? null : routine.Language,
        routine.DeterminismLevel switch { "DETERMINISTIC" => "YES", "NOT_DETERMINISTIC" => "NO", _ => null },
        null, routine.CreatedAt, routine.ModifiedAt, DdlText.Of(routine), null);

    static string TypeOf(RoutineEntry routine) => routine.Kind switch
    {
        RoutineKind.Procedure => "PROCEDURE",
        RoutineKind.TableFunction => "TABLE FUNCTION",
        RoutineKind.AggregateFunction => "AGGREGATE FUNCTION",
        _ => "FUNCTION",
    };

    static IEnumerable<object?[]> Parameters(RoutineEntry routine)
    {
        if (routine.ReturnType is { } result) yield return Named(routine, 0L, null, "YES", null, result.ToString(), null, null);
        foreach (var (argument, i) in routine.Arguments.Select((a, i) => (a, i)))
        {
            var mode = routine.Kind == RoutineKind.Procedure ? argument.Mode.ToString().ToUpperInvariant() : null;
            yield return Named(routine, i + 1L, mode, "NO", argument.Name, argument.Type?.ToString() ?? "ANY TYPE", null, null);
        }
    }
}
