using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>
/// GoogleSQL syntax to DuckDB SQL for one statement. Every method throws <see cref="BigQueryException"/> in BigQuery's words with the position in
/// the text that the nodes' spans index into.
/// </summary>
internal sealed class Translator(TranslationContext context, SourceText source)
{
    public TranslatedQuery Query(Query query) => throw new NotImplementedException($"{context} {source} {query}");

    /// <summary>An expression over variables and parameters, such as of SET, IF or a default; no columns.</summary>
    public TranslatedExpression Expression(Expression expression) => throw new NotImplementedException($"{expression}");

    /// <summary>As above, coerced as on assignment to <paramref name="target"/> ("Value of type STRING cannot be assigned to x, which has type INT64").</summary>
    public TranslatedExpression Assignment(Expression expression, SqlType target, string name) => throw new NotImplementedException($"{expression} {target} {name}");

    /// <summary>An expression over the columns of one table, which the SQL names by their physical names: a partition or filter expression.</summary>
    public TranslatedExpression OverColumns(Expression expression, IReadOnlyList<ColumnEntry> columns) => throw new NotImplementedException($"{expression} {columns}");

    /// <summary>INSERT, UPDATE, DELETE or MERGE.</summary>
    public TranslatedChange Change(Statement statement) => throw new NotImplementedException($"{statement}");

    /// <summary>Rows of a query (a SELECT under a destination, an append) as an insert into an existing table, by column name.</summary>
    public TranslatedChange Append(Query query, TableEntry target) => throw new NotImplementedException($"{query} {target}");

    /// <summary>The type of a SQL function's result; checks the body. Null when an argument is of ANY TYPE.</summary>
    public SqlType? FunctionResult(CreateFunction function) => throw new NotImplementedException($"{function}");

    /// <summary>The columns of a table function's result; checks the query. Null when an argument is of ANY TYPE or ANY TABLE.</summary>
    public IReadOnlyList<OutputColumn>? TableFunctionResult(CreateTableFunction function) => throw new NotImplementedException($"{function}");

    /// <summary>A type as written; throws for a name that is no type.</summary>
    public SqlType Type(TypeNode type) => throw new NotImplementedException($"{type}");
}
