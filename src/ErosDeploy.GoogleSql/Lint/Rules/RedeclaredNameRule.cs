using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>BigQuery refuses a variable that a block around it, or the procedure's parameters, have already.</summary>
sealed class RedeclaredNameRule() : LintRule(Redeclared)
{
    static readonly LintCode Redeclared = new("L403", LintSeverity.Error, "A variable declared twice", "Give it another name.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue)
    {
        var hits = new List<LintHit>();
        Block(script.Statements, new HashSet<string>(StringComparer.OrdinalIgnoreCase), hits);
        return hits;
    }

    static void Block(IEnumerable<Statement> statements, HashSet<string> names, List<LintHit> hits)
    {
        foreach (var statement in statements)
        {
            if (statement is Declare declare) Declared(declare, names, hits);
            else if (statement is CreateProcedure { Body: { } body } procedure) Block([body], new HashSet<string>(procedure.Parameters.Select(p => p.Name.Name), StringComparer.OrdinalIgnoreCase), hits);
            else foreach (var inner in InnerLists(statement)) Block(inner, new HashSet<string>(names, StringComparer.OrdinalIgnoreCase), hits);
        }
    }

    static IEnumerable<IEnumerable<Statement>> InnerLists(Statement statement) => statement switch
    {
        BeginBlock block => [block.Statements, block.Handler ?? []],
        If choice => choice.Branches.Select(b => (IEnumerable<Statement>)b.Statements).Append(choice.Else ?? []),
        CaseStatement choice => choice.Branches.Select(b => (IEnumerable<Statement>)b.Statements).Append(choice.Else ?? []),
        _ => [statement.Children().OfType<Statement>()],
    };

    static void Declared(Declare declare, HashSet<string> names, List<LintHit> hits)
    {
        foreach (var name in declare.Names.Where(n => !names.Add(n.Name)))
            hits.Add(Redeclared.At(name.Span.Start, $"{name} is declared already."));
    }
}
