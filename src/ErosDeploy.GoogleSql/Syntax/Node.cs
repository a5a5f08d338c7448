namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>A piece of the source text, in UTF-16 code units.</summary>
public readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public static Span Between(int start, int end) => new(start, end - start);

    public string Of(string text) => text.Substring(Start, Length);
}

/// <summary>
/// Base of all syntax. Equality is structural (lists by their elements) and ignores <see cref="Span"/>, so two
/// occurrences of one expression are equal.
/// </summary>
public abstract record Node
{
    public Span Span { get; init; }

    public virtual bool Equals(Node? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();
}

/// <summary>One name; back-ticks and their escapes are resolved, case is kept.</summary>
public sealed record Identifier(string Name, bool Quoted = false) : Node
{
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public bool Equals(Identifier? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>
/// Name of a table, view, routine, schema, model, column path, ... A whole path in one back-tick pair (`p.d.t`) is split where the
/// grammar wants an object's name, and dashes of unquoted project names are part of the first name.
/// </summary>
public sealed record ObjectPath(ValueList<Identifier> Names) : Node
{
    public Identifier Last => Names[^1];

    public override string ToString() => string.Join('.', Names.Select(n => n.Name));
}

/// <summary>`@{name=value, ...}` or `@n`; BigQuery accepts and mostly ignores hints.</summary>
public sealed record Hint(ValueList<OptionEntry> Entries) : Node;

/// <summary>One `name = value` of OPTIONS(...) or of a hint; <see cref="Operator"/> is `=`, `+=` or `-=`.</summary>
public sealed record OptionEntry(Identifier Name, Expression Value, string Operator = "=") : Node;
