using System.Text.RegularExpressions;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Only a literal STRING turns into a date or time by itself, and only one that is written as such.</summary>
sealed partial class TextAsDateRule() : LintRule(Invalid, Untyped)
{
    static readonly LintCode Invalid = new("L601", LintSeverity.Error, "A STRING that is no date or time", "Write DATE '2026-01-31', TIMESTAMP '2026-01-31 02:05:00+00', or use PARSE_DATE and its kin.");
    static readonly LintCode Untyped = new("L602", LintSeverity.Warning, "A STRING literal into a date or time", "Write the type before it (DATE '2026-01-31'): it stops working as soon as it is a variable, a parameter or part of an expression.");

    static readonly Dictionary<string, Regex> Forms = new() { ["DATE"] = Date(), ["DATETIME"] = Datetime(), ["TIMESTAMP"] = Timestamp(), ["TIME"] = Time() };

    static readonly HashSet<string> TextFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "CONCAT", "FORMAT", "FORMAT_DATE", "FORMAT_DATETIME", "FORMAT_TIME", "FORMAT_TIMESTAMP", "LOWER", "UPPER", "TRIM", "LTRIM", "RTRIM", "SUBSTR", "REPLACE", "REGEXP_EXTRACT", "JSON_VALUE", "LPAD", "RPAD",
    };

    [GeneratedRegex(@"^\s*\d{4}-\d{1,2}-\d{1,2}\s*$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^\s*\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d{1,6})?)?\s*$")]
    private static partial Regex Datetime();

    [GeneratedRegex(@"^\s*\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,6})?)?)?\s*([Zz]|UTC|[+-]\d{1,2}(:?\d{2})?|[A-Za-z_]+/[A-Za-z_/+-]+)?\s*$")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"^\s*\d{1,2}:\d{1,2}:\d{1,2}(\.\d{1,6})?\s*$")]
    private static partial Regex Time();

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        Assigned(script, catalogue).Select(a => Hit(a.What, a.Type, a.Value)).OfType<LintHit>();

    static IEnumerable<(string What, string? Type, Expression Value)> Assigned(LintScript script, LintCatalogue catalogue) =>
        script.All<Insert>().SelectMany(i => Inserted(i, catalogue))
            .Concat(script.All<Update>().SelectMany(u => Items(u.Table, u.Items, catalogue)))
            .Concat(script.All<Merge>().SelectMany(m => Merged(m, catalogue)))
            .Concat(script.All<ColumnDefinition>().Where(c => c.Schema.Default is not null).Select(c => (c.Name.Name, (string?)ColumnTypes.NameOf(c.Schema), c.Schema.Default!)))
            .Concat(script.All<Declare>().Where(d => d is { Type: not null, Default: not null }).Select(d => (d.Names[0].Name, (string?)ColumnTypes.NameOf(d.Type!), d.Default!)));

    static IEnumerable<(string, string?, Expression)> Inserted(Insert insert, LintCatalogue catalogue) => insert.Source switch
    {
        InsertRows rows => rows.Rows.SelectMany(row => Values(insert.Table, insert.Columns, row.Values, catalogue)),
        InsertQuery { Query.Body: Select select } => Values(insert.Table, insert.Columns, select.Items.Select(i => i is SelectExpression e ? e.Expression : new StarArgument()), catalogue),
        _ => [],
    };

    static IEnumerable<(string, string?, Expression)> Merged(Merge merge, LintCatalogue catalogue) => merge.Whens.SelectMany(when => when.Action switch
    {
        MergeInsert insert => Values(merge.Target, insert.Columns, insert.Row.Values, catalogue),
        MergeUpdate update => Items(merge.Target, update.Items, catalogue),
        _ => [],
    });

    static IEnumerable<(string, string?, Expression)> Items(ObjectPath table, ValueList<UpdateItem> items, LintCatalogue catalogue) =>
        items.Where(i => i.Target.Count <= 2).Select(i => (i.Target[^1].Name, catalogue.TypeOf(table.Last.Name, i.Target[^1].Name), i.Value));

    static IEnumerable<(string, string?, Expression)> Values(ObjectPath table, ValueList<Identifier> columns, IEnumerable<Expression> values, LintCatalogue catalogue) =>
        columns.Zip(values.TakeWhile(v => v is not StarArgument), (column, value) => (column.Name, catalogue.TypeOf(table.Last.Name, column.Name), value));

    static LintHit? Hit(string what, string? type, Expression value) => value switch
    {
        _ when type is null || !Forms.TryGetValue(type, out _) => null,
        StringLiteral literal when !Forms[type].IsMatch(literal.Value) => Invalid.At(value.Span.Start, $"{what} is {type}, and '{literal.Value}' is none."),
        StringLiteral literal => Untyped.At(value.Span.Start, $"{what} is {type}, and '{literal.Value}' is a STRING."),
        _ when IsText(value) => Invalid.At(value.Span.Start, $"{what} is {type}, and this is a STRING, which does not turn into one by itself."),
        _ => null,
    };

    static bool IsText(Expression value) => value switch
    {
        CastExpression cast => ColumnTypes.NameOf(cast.Type) == "STRING",
        FunctionCall { Function.Names: [var name] } => TextFunctions.Contains(name.Name),
        BinaryExpression { Operator: BinaryOperator.Concat, Left: StringLiteral } => true,
        _ => false,
    };
}
