using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Gives the columns of one query physical names that differ from each other without case.</summary>
internal sealed class OutputNames
{
    readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    int _count;

    internal BoundOutput Add(string? name, SqlType type)
    {
        var position = _count++;
        var physical = string.IsNullOrEmpty(name) ? $"f{position}_" : name;
        for (var suffix = 1; !_taken.Add(physical); suffix++) physical = $"{(string.IsNullOrEmpty(name) ? "f" + position : name)}_{suffix}";
        return new(string.IsNullOrEmpty(name) ? null : name, physical, type);
    }
}
