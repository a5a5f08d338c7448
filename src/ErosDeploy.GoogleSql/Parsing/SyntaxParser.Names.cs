using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Identifiers, object paths, options, hints.</summary>
sealed partial class SyntaxParser
{
    bool AtName => Current.IsName;

    Identifier Name()
    {
        if (!AtName) throw Unexpected();
        return NameAt(_pos++);
    }

    Identifier NameAt(int index)
    {
        var token = _tokens[index];
        return token.Kind == TokenKind.QuotedIdentifier
            ? new Identifier(Unescaper.Name(_text, token, FailAt), Quoted: true) { Span = Span.Between(token.Start, token.End) }
            : new Identifier(_text[token.Start..token.End]) { Span = Span.Between(token.Start, token.End) };
    }

    Exception FailAt(int position, string message) => Error(position, "Syntax error: " + message);

    /// <summary>After a dot keywords are names.</summary>
    Identifier NameAfterDot() => AtName || Current.Kind == TokenKind.Keyword ? NameAt(_pos++) : throw Unexpected();

    ValueList<Identifier> DottedNames()
    {
        var names = new List<Identifier> { Name() };
        while (Take(".")) names.Add(NameAfterDot());
        return names.ToValueList();
    }

    ValueList<Identifier> NameList() => Parenthesized(Name);

    ValueList<Identifier> OptionalNameList() => At("(") ? NameList() : [];

    Identifier? OptionalAlias()
    {
        if (Take("AS")) return Name();
        return AtName ? Name() : null;
    }

    /// <summary>`a.b`, `my-project.a.b`, `p.d.t` in one back-tick pair.</summary>
    internal ObjectPath ObjectName()
    {
        var start = Here;
        var names = new List<Identifier>();
        AddPathPart(names, Current.Kind == TokenKind.Identifier ? DashedName() : Name());
        while (Take(".")) AddPathPart(names, NameAfterDot());
        return new ObjectPath(names.ToValueList()) { Span = From(start) };
    }

    /// <summary>A name with the dashes of a project's name, and the numbers between them; `a-1.b` comes as one token `1.`, so dots may be inside.</summary>
    Identifier DashedName()
    {
        var first = _pos++;
        while (At("-") && Touches(_pos) && Touches(_pos + 1) && PeekToken(1).Kind is TokenKind.Identifier or TokenKind.Keyword or TokenKind.Integer or TokenKind.Float)
        {
            _pos += 2;
            while (Touches(_pos) && Previous.Kind is TokenKind.Integer or TokenKind.Float && Current.Kind is TokenKind.Identifier) _pos++;
        }
        var span = Span.Between(_tokens[first].Start, Previous.End);
        return new Identifier(span.Of(_text)) { Span = span };
    }

    static void AddPathPart(List<Identifier> names, Identifier part)
    {
        if (!part.Name.Contains('.'))
        {
            names.Add(part);
            return;
        }
        var offset = part.Span.Start + (part.Quoted ? 1 : 0);
        foreach (var name in PathText.Split(part.Name))
        {
            if (name.Length > 0) names.Add(part with { Name = name, Span = new Span(offset, name.Length) });
            offset += name.Length + 1;
        }
    }

    /// <summary>`OPTIONS(name = value, ...)`, or nothing.</summary>
    ValueList<OptionEntry> OptionalOptions() => At("OPTIONS") ? Options() : [];

    ValueList<OptionEntry> Options()
    {
        Expect("OPTIONS");
        return OptionEntries();
    }

    ValueList<OptionEntry> OptionEntries()
    {
        Expect("(");
        if (Take(")")) return [];
        var entries = CommaList(Option);
        Close(")");
        return entries;
    }

    OptionEntry Option()
    {
        var start = Here;
        var name = Name();
        if (!AtAny("=", "+=", "-=")) throw Expected("=");
        var assignment = _tokens[_pos++].Word!;
        return new OptionEntry(name, Expression(), assignment) { Span = From(start) };
    }

    /// <summary>`@5`, `@{a=1}` or `@5 @{a=1}`, or nothing.</summary>
    Hint? OptionalHint()
    {
        if (!At("@") || PeekToken(1).Kind != TokenKind.Integer && !AtAhead(1, "{")) return null;
        var start = Here;
        _pos++;
        if (Current.Kind == TokenKind.Integer)
        {
            var shards = new OptionEntry(new Identifier("num_shards"), Literal()) { Span = From(start) };
            return new Hint([shards, .. OptionalHint()?.Entries ?? []]) { Span = From(start) };
        }
        Expect("{");
        var entries = CommaList(HintEntry);
        Close("}");
        return new Hint(entries) { Span = From(start) };
    }

    OptionEntry HintEntry()
    {
        var start = Here;
        var name = Name();
        if (Take(".")) name = name with { Name = $"{name.Name}.{Name().Name}" };
        Expect("=");
        return new OptionEntry(name, Expression()) { Span = From(start) };
    }
}
