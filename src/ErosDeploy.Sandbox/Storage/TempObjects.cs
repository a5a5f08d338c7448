using System.Globalization;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Temporary tables and functions of one script or session; names are without case. Rows lie in the connection's temp tables.</summary>
internal sealed class TempObjects
{
    readonly Dictionary<string, TableEntry> _tables = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, RoutineEntry> _routines = new(StringComparer.OrdinalIgnoreCase);
    long _lastId;

    /// <summary>The dataset under whose name temporary tables show in job resources.</summary>
    public string DatasetId { get; } = "_script" + Guid.NewGuid().ToString("N");

    public TableEntry? Table(string name) => _tables.GetValueOrDefault(name);

    public RoutineEntry? Routine(string name) => _routines.GetValueOrDefault(name);

    public void Put(TableEntry table) => _tables[table.Name.Table] = table;

    public void Put(RoutineEntry routine) => _routines[routine.Name.Routine] = routine;

    public bool RemoveTable(string name) => _tables.Remove(name);

    public bool RemoveRoutine(string name) => _routines.Remove(name);

    /// <summary>Negative, so that no stored table has it.</summary>
    public long TakeId() => --_lastId;

    public static string Relation(long id) => string.Create(CultureInfo.InvariantCulture, $"temp.tt_{-id}");
}
