using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>A type in a signature: concrete, a variable, an array or range of one, or a date part.</summary>
internal sealed record TypePattern
{
    internal SqlType? Concrete { get; private init; }

    internal bool IsPart { get; private init; }

    char Variable { get; init; }

    TypeKind? Wrapper { get; init; }

    internal static TypePattern Parse(string text)
    {
        if (text == "PART") return new() { IsPart = true };
        if (text is [var letter] && char.IsAsciiLetterUpper(letter)) return new() { Variable = letter };
        if (text.Length == 8 && text.StartsWith("ARRAY<", StringComparison.Ordinal)) return new() { Variable = text[6], Wrapper = TypeKind.Array };
        if (text.Length == 8 && text.StartsWith("RANGE<", StringComparison.Ordinal)) return new() { Variable = text[6], Wrapper = TypeKind.Range };
        if (text.StartsWith("ARRAY<", StringComparison.Ordinal)) return new() { Concrete = SqlType.Array(TypeText.FromName(text[6..^1])!) };
        return new() { Concrete = TypeText.FromName(text) ?? throw new ArgumentException($"no type: {text}") };
    }

    /// <summary>Notes what the variable stands for; false when the argument cannot be this.</summary>
    internal bool Gather(Typed argument, Dictionary<char, List<Typed>> variables)
    {
        if (Concrete is not null || IsPart) return true;
        if (!variables.TryGetValue(Variable, out var list)) variables[Variable] = list = [];
        if (Wrapper is null)
        {
            list.Add(argument);
            return true;
        }
        if (argument.IsNull || argument.IsEmptyArray) return true;
        if (argument.Type.Kind != Wrapper) return false;
        if (argument.Parts is { } parts) list.AddRange(parts);
        else list.Add(new(argument.Type.Element!, "NULL"));
        return true;
    }

    internal SqlType Resolve(Dictionary<char, SqlType> chosen)
    {
        if (Concrete is not null) return Concrete;
        var type = chosen.GetValueOrDefault(Variable) ?? SqlType.Int64;
        return Wrapper switch { TypeKind.Array => SqlType.Array(type), TypeKind.Range => SqlType.Range(type), _ => type };
    }
}
