using System.Globalization;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A place in a script or procedure; Location is the procedure's name, null in the script itself.</summary>
internal sealed record ScriptPosition(int Line, int Column, string? Location)
{
    public override string ToString() => Location is null
        ? string.Create(CultureInfo.InvariantCulture, $"At [{Line}:{Column}]")
        : string.Create(CultureInfo.InvariantCulture, $"At {Location}[{Line}:{Column}]");
}

/// <summary>An error that a handler can look at through @@error; the innermost place first.</summary>
internal sealed record ScriptError(string Message, string StatementText, IReadOnlyList<ScriptPosition> Stack)
{
    public string FormattedStackTrace => string.Join('\n', Stack);

    public string StackTraceSql(SqlType type)
    {
        var items = Stack.Select(p =>
            $"{{'line': {SqlText.Literal(p.Line)}, 'column': {SqlText.Literal(p.Column)}, 'filename': NULL, 'location': {SqlText.Literal(p.Location)}}}");
        return $"CAST([{string.Join(", ", items)}] AS {type.DuckType})";
    }
}
