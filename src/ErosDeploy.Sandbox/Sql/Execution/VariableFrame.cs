using System.Globalization;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A script variable; its value lies in a DuckDB session variable of a name of its own.</summary>
internal sealed record ScriptVariable(string Name, SqlType Type, string Slot)
{
    /// <summary>DuckDB SQL that reads it.</summary>
    public string Sql => $"CAST(getvariable('{Slot}') AS {Type.DuckType})";

    /// <summary>DuckDB SQL that assigns the value of an expression of its type.</summary>
    public string Assign(string sql) => $"SET VARIABLE {Slot} = ({sql})";
}

/// <summary>The variables of a block or procedure call; names are without case, and inner ones hide outer ones.</summary>
internal sealed class VariableFrame(VariableFrame? outer)
{
    static long _slots;

    readonly Dictionary<string, ScriptVariable> _variables = new(StringComparer.OrdinalIgnoreCase);

    public ScriptVariable? Find(string name) => _variables.GetValueOrDefault(name) ?? outer?.Find(name);

    public BoundVariable? Bind(string name) => Find(name) is { } variable ? new(variable.Type, variable.Sql) : null;

    public bool Declares(string name) => _variables.ContainsKey(name);

    public ScriptVariable Declare(string name, SqlType type)
    {
        var slot = string.Create(CultureInfo.InvariantCulture, $"v{Interlocked.Increment(ref _slots)}");
        return _variables[name] = new ScriptVariable(name, type.Plain, slot);
    }

    /// <summary>The variables of this frame alone.</summary>
    public IEnumerable<ScriptVariable> Own => _variables.Values;
}
