using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>What a script must keep to before anything of it runs: where DECLARE stands, what BREAK and CONTINUE leave.</summary>
internal sealed class ScriptRules
{
    readonly SourceText _source;
    readonly Stack<(string? Label, bool IsLoop)> _around = new();

    ScriptRules(SourceText source) => _source = source;

    public static void Check(IReadOnlyList<Statement> statements, SourceText source) => new ScriptRules(source).CheckBlock(statements);

    /// <summary>Declarations come first.</summary>
    void CheckBlock(IReadOnlyList<Statement> statements) => CheckAll(statements, statements.TakeWhile(s => s is Declare).Count());

    void CheckAll(IReadOnlyList<Statement>? statements, int declarations = 0)
    {
        foreach (var statement in (statements ?? []).Skip(declarations)) Check(statement);
    }

    void Check(Statement statement)
    {
        switch (statement)
        {
            case Declare: throw Fail(statement, "Variable declarations are allowed only at the start of a block or script");
            case If choice: CheckBranches(choice.Branches, choice.Else); break;
            case CaseStatement choice: CheckBranches(choice.Branches, choice.Else); break;
            case BeginBlock block: Within(block, () => CheckBody(block)); break;
            case Loop loop: Within(loop, () => CheckAll(loop.Statements)); break;
            case While loop: Within(loop, () => CheckAll(loop.Statements)); break;
            case Repeat loop: Within(loop, () => CheckAll(loop.Statements)); break;
            case ForIn loop: Within(loop, () => CheckAll(loop.Statements)); break;
            case Break jump: CheckJump(jump, jump.Label, reachesBlocks: true); break;
            case Continue jump: CheckJump(jump, jump.Label, reachesBlocks: false); break;
            case CreateProcedure { Body: { } body }: new ScriptRules(_source).CheckBody(body); break;
        }
    }

    void CheckBranches(IEnumerable<ConditionalBranch> branches, IReadOnlyList<Statement>? otherwise)
    {
        foreach (var branch in branches) CheckAll(branch.Statements);
        CheckAll(otherwise);
    }

    void CheckBody(BeginBlock block)
    {
        CheckBlock(block.Statements);
        CheckAll(block.Handler);
    }

    void Within(LabelledStatement statement, Action check)
    {
        if (statement.Label is { } label && _around.Any(a => label.Is(a.Label ?? ""))) throw Fail(label, $"Nested blocks or loops cannot share the label {label.Name}");
        _around.Push((statement.Label?.Name, statement is not BeginBlock));
        check();
        _around.Pop();
    }

    void CheckJump(Statement jump, Identifier? label, bool reachesBlocks)
    {
        var word = _source.TextOf(jump).Split()[0].ToUpperInvariant();
        if (label is null && !_around.Any(a => a.IsLoop)) throw Fail(jump, $"{word} is only allowed inside of a loop body");
        if (label is not null && !_around.Any(a => (a.IsLoop || reachesBlocks) && label.Is(a.Label ?? ""))) throw Fail(label, $"Unrecognized label {label.Name} in {word}");
    }

    BigQueryException Fail(Node node, string message)
    {
        var (line, column) = _source.PositionOf(node);
        return BigQueryException.InvalidQuery(message, line, column);
    }
}
