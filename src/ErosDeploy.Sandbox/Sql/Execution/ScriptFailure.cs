using System.Globalization;
using System.Text.RegularExpressions;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>An error on its way out of a script, until a handler takes it.</summary>
internal sealed partial class ScriptFailure(ScriptError error, string reason, string? location) : Exception(error.Message)
{
    public ScriptError Error { get; } = error;

    /// <summary>An error of a statement: with "Query error:" and, unless it has one, the statement's position.</summary>
    public static ScriptFailure At(BigQueryException failure, StatementScope scope, Statement statement)
    {
        var position = scope.PositionOf(statement);
        var message = HasPosition().IsMatch(failure.Message) ? failure.Message : failure.Message + Suffix(position);
        return new ScriptFailure(new ScriptError("Query error: " + message, scope.Source.TextOf(statement), [position]), failure.Reason, failure.Location);
    }

    /// <summary>An error that RAISE made; its message is given as it is.</summary>
    public static ScriptFailure Raised(string message, StatementScope scope, Raise statement) =>
        new(new ScriptError(message, scope.Source.TextOf(statement), [scope.PositionOf(statement)]), "invalidQuery", "query");

    public ScriptFailure CalledFrom(ScriptPosition caller) => new(Error with { Stack = [.. Error.Stack, caller] }, reason, location);

    /// <summary>What the job fails with.</summary>
    public BigQueryException ToJobError() =>
        new(reason, HasPosition().IsMatch(Error.Message) ? Error.Message : Error.Message + Suffix(Error.Stack[0]), location, this);

    static string Suffix(ScriptPosition position) => position.Location is null
        ? string.Create(CultureInfo.InvariantCulture, $" at [{position.Line}:{position.Column}]")
        : string.Create(CultureInfo.InvariantCulture, $" at [{position.Location}:{position.Line}:{position.Column}]");

    [GeneratedRegex(@" at \[[^\]]*\d+:\d+\]$")]
    private static partial Regex HasPosition();
}
