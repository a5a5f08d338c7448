using System.Runtime.CompilerServices;
using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Recursive descent over the tokens of one text; partial classes by area of the grammar.</summary>
sealed partial class SyntaxParser
{
    /// <summary>Nested parentheses, subqueries, types and blocks.</summary>
    const int MaxNesting = 250;

    /// <summary>Height of the tree, which chains of operators add to without nesting.</summary>
    const int MaxHeight = 1000;

    readonly string _text;
    readonly Token[] _tokens;
    readonly SourceText? _source;
    int _pos;
    int _nesting;
    int _height;
    int _parameters;
    int[]? _matches;

    internal SyntaxParser(string text) : this(text, Lexer.Tokenize(text))
    {
    }

    /// <summary>Some tokens of a text, the last of kind End; spans index into the whole text.</summary>
    /// <param name="source">The text's lines, where they are known already.</param>
    internal SyntaxParser(string text, Token[] tokens, SourceText? source = null)
    {
        _text = text;
        _tokens = tokens;
        _source = source;
    }

    Token Current => _tokens[_pos];

    Token Previous => _tokens[_pos - 1];

    /// <summary>Where the node begins that is about to be parsed.</summary>
    int Here => Current.Start;

    Span From(int start) => Span.Between(start, _pos == 0 ? start : Math.Max(start, Previous.End));

    Token PeekToken(int ahead) => _tokens[Math.Min(_pos + ahead, _tokens.Length - 1)];

    bool At(string word) => Current.Is(word, _text);

    bool AtAhead(int ahead, string word) => PeekToken(ahead).Is(word, _text);

    bool At(string first, string second) => At(first) && AtAhead(1, second);

    bool At(string first, string second, string third) => At(first, second) && AtAhead(2, third);

    bool AtAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (At(word)) return true;
        }
        return false;
    }

    bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>Whether the token stands right behind the one before it.</summary>
    bool Touches(int index) => _tokens[index].Start == _tokens[index - 1].End;

    bool Take(string word)
    {
        if (!At(word)) return false;
        _pos++;
        return true;
    }

    bool Take(string first, string second)
    {
        if (!At(first, second)) return false;
        _pos += 2;
        return true;
    }

    bool Take(string first, string second, string third)
    {
        if (!At(first, second, third)) return false;
        _pos += 3;
        return true;
    }

    void Expect(string word)
    {
        if (!Take(word)) throw Expected(word);
    }

    /// <summary>Behind an expression or a name, where so much may follow that the service lists nothing.</summary>
    void Require(string word)
    {
        if (!Take(word)) throw Unexpected();
    }

    void ExpectAll(params ReadOnlySpan<string> words)
    {
        foreach (var word in words) Expect(word);
    }

    /// <summary>Items separated by commas, at least one.</summary>
    ValueList<T> CommaList<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (Take(",")) items.Add(item());
        return items.ToValueList();
    }

    /// <summary>`(item, ...)`, at least one item.</summary>
    ValueList<T> Parenthesized<T>(Func<T> item)
    {
        Expect("(");
        var items = CommaList(item);
        Close(")");
        return items;
    }

    /// <summary>The end of a comma list.</summary>
    void Close(string closer)
    {
        if (!Take(closer)) throw Expected(closer, ",");
    }

    /// <summary>Goes one level deeper; <see cref="Leave"/> comes back. An error ends the whole parse, so it needs no finally.</summary>
    void Enter()
    {
        if (++_nesting > MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
    }

    T Leave<T>(T node)
    {
        _nesting--;
        return node;
    }

    void Grow(int height)
    {
        _height = height;
        if (height > MaxHeight) throw TooDeep();
    }

    /// <summary>The index of the closing token of the bracket at an index, or of the end.</summary>
    int MatchOf(int index) => (_matches ??= MatchBrackets())[index];

    int[] MatchBrackets()
    {
        var matches = new int[_tokens.Length];
        var open = new Stack<int>();
        for (var i = 0; i < _tokens.Length; i++)
        {
            matches[i] = _tokens.Length - 1;
            if (_tokens[i].Kind != TokenKind.Symbol) continue;
            if (_tokens[i].Word is "(" or "[" or "{") open.Push(i);
            else if (_tokens[i].Word is ")" or "]" or "}" && open.TryPop(out var opener)) matches[opener] = i;
        }
        return matches;
    }

    Token TokenAfter(int index) => _tokens[Math.Min(index + 1, _tokens.Length - 1)];
}
