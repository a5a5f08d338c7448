using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>
/// What a function takes and gives, written as `STRING, INT64, [INT64] -> STRING`. An argument is a type, a variable (one capital letter, alone or in
/// ARRAY&lt;>, RANGE&lt;>), or PART, a date part such as MONTH or WEEK(MONDAY). `[X]` may be left out, `X...` comes any number of times, also none.
/// `[name X = default]` can be given by name too; the default, GoogleSQL, stands in where a later argument is given.
/// </summary>
internal sealed partial class Signature
{
    readonly Argument[] _arguments;
    readonly TypePattern _result;

    Signature(string shown, Argument[] arguments, TypePattern result) => (Shown, _arguments, _result) = (shown, arguments, result);

    internal enum Occurrence { Required, Optional, Repeated }

    internal sealed record Argument(TypePattern Type, Occurrence Occurrence, string? Name = null, string? Default = null);

    /// <summary>The arguments as error messages show them: variables are T1, T2.</summary>
    internal string Shown { get; }

    internal int Least => _arguments.Count(a => a.Occurrence == Occurrence.Required);

    /// <summary>Null when there is no limit.</summary>
    internal int? Most => _arguments.Any(a => a.Occurrence == Occurrence.Repeated) ? null : _arguments.Length;

    internal static Signature Parse(string text)
    {
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        var left = text[..arrow].Trim();
        var arguments = left.Length == 0 ? [] : Split(left).Select(One).ToArray();
        return new(Templated(Named.Replace(left, "[$1]")), arguments, TypePattern.Parse(text[(arrow + 2)..].Trim()));
    }

    static readonly System.Text.RegularExpressions.Regex Named = new(@"\[[a-z_0-9]+ ([A-Z0-9<>]+) = [^\]]*\]", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    /// <summary>Named arguments at their places; null when this signature does not have them all.</summary>
    internal IReadOnlyList<Expression>? Arrange(IReadOnlyList<Expression> given)
    {
        var arranged = given.TakeWhile(a => a is not NamedArgument).ToList();
        var named = given.Skip(arranged.Count).OfType<NamedArgument>().ToList();
        for (var i = arranged.Count; named.Count > 0; i++)
        {
            if (i >= _arguments.Length || _arguments[i] is not { Name: { } name, Default: { } missing }) return null;
            var found = named.Find(n => n.Name.Is(name));
            arranged.Add(found is null ? Parser.ParseExpression(missing) : found.Value);
            if (found is not null) named.Remove(found);
        }
        return arranged;
    }

    internal bool IsPart(int position) => PatternAt(position)?.IsPart == true;

    internal TypePattern? PatternAt(int position) =>
        position < _arguments.Length ? _arguments[position].Type
        : _arguments.Length > 0 && _arguments[^1].Occurrence == Occurrence.Repeated ? _arguments[^1].Type : null;

    internal bool TakesCount(int count) => count >= Least && (Most is not { } most || count <= most);

    /// <summary>The types that the arguments become and the result's type; null when they do not fit. Lower cost fits better.</summary>
    internal (int Cost, SqlType[] Types, SqlType Result)? Match(IReadOnlyList<Typed?> arguments, Func<IReadOnlyCollection<Typed>, SqlType?> common)
    {
        if (!TakesCount(arguments.Count)) return null;
        var variables = new Dictionary<char, List<Typed>>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is { } argument && !PatternAt(i)!.Gather(argument, variables)) return null;
        }
        var chosen = new Dictionary<char, SqlType>();
        foreach (var (name, values) in variables)
        {
            if (values.Count == 0) continue;
            if (common(values) is not { } type) return null;
            chosen[name] = type;
        }
        return Fit(arguments, chosen);
    }

    (int Cost, SqlType[] Types, SqlType Result)? Fit(IReadOnlyList<Typed?> arguments, Dictionary<char, SqlType> chosen)
    {
        var cost = 0;
        var hasDecimal = HasDecimal(arguments);
        var types = new SqlType[arguments.Count];
        for (var i = 0; i < arguments.Count; i++)
        {
            types[i] = SqlType.Int64;
            if (arguments[i] is not { } argument) continue;
            types[i] = PatternAt(i)!.Resolve(chosen);
            if (Cost(argument, types[i]) is not { } one) return null;
            if (!hasDecimal && IsFloatForDecimal(argument, types[i])) return null;
            cost += one;
        }
        return (cost, types, _result.Resolve(chosen));
    }

    static bool HasDecimal(IReadOnlyList<Typed?> arguments) => arguments.Any(a => a?.Type.Kind is TypeKind.Numeric or TypeKind.BigNumeric);

    /// <summary>1.5 counts as NUMERIC only beside a NUMERIC.</summary>
    static bool IsFloatForDecimal(Typed argument, SqlType type) => argument.Literal is GoogleSql.Syntax.FloatLiteral && type.Kind is TypeKind.Numeric or TypeKind.BigNumeric;

    internal static int? Cost(Typed argument, SqlType type)
    {
        if (argument.Type == type && !argument.IsNull) return 0;
        if (argument.IsNull) return 0;
        if (argument.IsEmptyArray && type.IsArray) return 0;
        if (!Binder.CanBecome(argument, type)) return null;
        var distance = argument.Type.Kind == TypeKind.Int64 && type.IsNumber ? Nearness(type) : Coercions.Distance(argument.Type, type);
        return argument.Literal is not null || argument.Parts is not null ? 1 + (distance ?? 1) : 2 + 4 * (distance ?? 1);
    }

    /// <summary>Functions without an INT64 signature take whole numbers as FLOAT64 first.</summary>
    static int Nearness(SqlType type) => type.Kind switch { TypeKind.Float64 => 1, TypeKind.Numeric => 2, _ => 3 };

    /// <summary>Why the arguments do not fit, as one line of the error message.</summary>
    internal string Complaint(IReadOnlyList<Typed?> arguments)
    {
        var count = arguments.Count;
        if (count < Least) return $"Signature requires {(Most == Least ? "exactly" : "at least")} {Plural(Least)}, found {Plural(count)}";
        if (Most is { } most && count > most) return $"Signature requires {(most == Least ? "exactly" : "at most")} {Plural(most)}, found {Plural(count)}";
        for (var i = 0; i < count; i++)
        {
            if (arguments[i] is { } argument && PatternAt(i)!.Concrete is { } wanted && (Cost(argument, wanted) is null || !HasDecimal(arguments) && IsFloatForDecimal(argument, wanted)))
                return $"Argument {i + 1}: Unable to coerce type {argument.Type} to expected type {wanted}";
        }
        var values = Enumerable.Range(0, count).Where(i => arguments[i] is { IsNull: false } && PatternAt(i) is { IsPart: false, Concrete: null }).Select(i => arguments[i]!.Type.ToString()).Distinct().Order(StringComparer.Ordinal);
        return $"Unable to find common supertype for templated argument <T1>\n      Input types for <T1>: {{{string.Join(", ", values)}}}";
    }

    static string Templated(string arguments) => string.Join(", ", Split(arguments).Select(argument => argument switch
    {
        [.., '.', '.', '.'] => $"[{Templated(argument[..^3])}, ...]",
        _ => VariableName().Replace(argument, m => m.Value == "T" ? "T1" : "T2"),
    }));

    [System.Text.RegularExpressions.GeneratedRegex(@"\b[A-Z]\b", System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex VariableName();

    static string Plural(int count) => count == 1 ? "1 argument" : FormattableString.Invariant($"{count} arguments");

    static Argument One(string text) => text switch
    {
        ['[', .. var inner, ']'] when inner.Split(' ', 4) is [var name, var type, "=", var missing] => new(TypePattern.Parse(type), Occurrence.Optional, name, missing),
        ['[', .. var inner, ']'] => new(TypePattern.Parse(inner), Occurrence.Optional),
        _ when text.EndsWith("...", StringComparison.Ordinal) => new(TypePattern.Parse(text[..^3]), Occurrence.Repeated),
        _ => new(TypePattern.Parse(text), Occurrence.Required),
    };

    static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[i] != ',' || depth > 0) continue;
            yield return text[start..i].Trim();
            start = i + 1;
        }
        yield return text[start..].Trim();
    }
}
