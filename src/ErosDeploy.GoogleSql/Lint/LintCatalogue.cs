using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint;

/// <summary>What all scripts together tell of the objects of the dataset, by the last part of their names.</summary>
sealed class LintCatalogue
{
    readonly Dictionary<string, List<CreateTable>> _tables = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, List<CreateProcedure>> _procedures = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, List<(LintScript Script, CreateStatement Made)>> _made = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> _readers = new(StringComparer.OrdinalIgnoreCase);

    public LintCatalogue(IReadOnlyList<LintScript> scripts)
    {
        foreach (var script in scripts)
        {
            foreach (var created in script.All<CreateStatement>().Where(c => !LintScript.IsTemporary(c))) Add(created);
            foreach (var made in script.Made) Listed(_made, made.Name.Last.Name).Add((script, made));
        }
        Columns = new ColumnNames(this);
    }

    public ColumnNames Columns { get; }

    /// <summary>Output of views and table functions.</summary>
    public Dictionary<string, List<Query>> Queries { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> Routines { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The statements that make an object of a name, in the order of the scripts.</summary>
    public IReadOnlyList<(LintScript Script, CreateStatement Made)> Makers(string name) => _made.GetValueOrDefault(name) ?? [];

    /// <summary>All declarations of a table, in the order of the scripts.</summary>
    public IReadOnlyList<CreateTable> Tables(string name) => _tables.GetValueOrDefault(name) ?? [];

    public IReadOnlyList<CreateProcedure> Procedures(string name) => _procedures.GetValueOrDefault(name) ?? [];

    /// <summary>The type of a table's column in upper case; null when it is not known.</summary>
    public string? TypeOf(string table, string column) =>
        Tables(table).SelectMany(t => t.Elements?.Columns ?? []).Where(c => c.Name.Is(column)).Select(c => ColumnTypes.NameOf(c.Schema)).LastOrDefault();

    /// <summary>The views and materialized views that read a table.</summary>
    public IReadOnlyCollection<string> ReadersOf(string table) => _readers.GetValueOrDefault(table) ?? [];

    void Add(CreateStatement created)
    {
        var name = created.Name.Last.Name;
        switch (created)
        {
            case CreateTable table:
                Listed(_tables, name).Add(table);
                break;
            case CreateView view:
                AddView(name, view.Query);
                break;
            case CreateMaterializedView { Query: { } query }:
                AddView(name, query);
                break;
            case CreateTableFunction function:
                Listed(Queries, name).Add(function.Query);
                Routines.Add(name);
                break;
            case CreateProcedure procedure:
                Listed(_procedures, name).Add(procedure);
                Routines.Add(name);
                break;
            case CreateFunction:
                Routines.Add(name);
                break;
        }
    }

    void AddView(string name, Query query)
    {
        Listed(Queries, name).Add(query);
        foreach (var read in query.All<TableReference>()) Listed(_readers, read.Path.Last.Name).Add(name);
    }

    static TList Listed<TList>(Dictionary<string, TList> lists, string name) where TList : new() =>
        lists.TryGetValue(name, out var list) ? list : lists[name] = new TList();
}

static class ColumnTypes
{
    /// <summary>In upper case without parameters: INT64 for INTEGER; ARRAY, STRUCT and RANGE for those.</summary>
    public static string NameOf(ColumnSchema schema) => schema switch
    {
        SimpleColumn simple => Canonical(simple.Type.Name.ToString().ToUpperInvariant()),
        ArrayColumn => "ARRAY",
        StructColumn => "STRUCT",
        _ => "RANGE",
    };

    public static string NameOf(TypeNode type) => type switch
    {
        SimpleType simple => Canonical(simple.Name.ToString().ToUpperInvariant()),
        ArrayType => "ARRAY",
        StructType => "STRUCT",
        _ => "RANGE",
    };

    static string Canonical(string name) => name switch
    {
        "INT" or "INTEGER" or "SMALLINT" or "BIGINT" or "TINYINT" or "BYTEINT" => "INT64",
        "DECIMAL" => "NUMERIC",
        "BIGDECIMAL" => "BIGNUMERIC",
        "BOOLEAN" => "BOOL",
        _ => name,
    };
}
