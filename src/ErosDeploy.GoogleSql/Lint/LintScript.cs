using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Parsing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint;

/// <summary>A piece of a script that is no statement, with its tokens.</summary>
sealed record BrokenStatement(SqlSyntaxException Error, ArraySegment<Token> Tokens);

/// <summary>
/// A script cut and parsed statement by statement, so that what is wrong in one hides nothing in another. Placeholders are masked by names of
/// their length: every span is a place in the file.
/// </summary>
sealed class LintScript
{
    LintScript(LintSource source, string text) => (Source, Text, Names) = (source, text, new SourceText(source.Text));

    public LintSource Source { get; }

    /// <summary>The text with placeholders masked.</summary>
    public string Text { get; }

    public SourceText Names { get; }

    public List<Statement> Statements { get; } = [];

    public List<BrokenStatement> Broken { get; } = [];

    /// <summary>Every node of every statement, in the order of the text: walked once for all rules.</summary>
    public IReadOnlyList<Node> Nodes { get; private set; } = [];

    /// <summary>Names of temporary tables and routines that the script makes.</summary>
    public HashSet<string> Temporary { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static LintScript Of(LintSource source)
    {
        var script = new LintScript(source, Placeholders.Masked(source.Text));
        script.Parse();
        script.Nodes = [.. script.Statements.SelectMany(s => s.DescendantsAndSelf())];
        foreach (var created in script.All<CreateStatement>().Where(IsTemporary)) script.Temporary.Add(created.Name.Last.Name);
        return script;
    }

    /// <summary>The top-level statements that make an object which stays.</summary>
    public IEnumerable<CreateStatement> Made => Statements.OfType<CreateStatement>().Where(c => !IsTemporary(c) && Effects.KindOf(c) is not null);

    public IEnumerable<T> All<T>() where T : Node => Nodes.OfType<T>();

    /// <summary>Whether a path names an object that is gone when the script has ended.</summary>
    public bool IsTemporaryName(ObjectPath path) => path.Names.Count == 1 && Temporary.Contains(path.Last.Name) || path.Names[0].Is("_SESSION");

    public static bool IsTemporary(CreateStatement created) => created is
        CreateTable { Temporary: true } or CreateFunction { Temporary: true } or CreateView { Temporary: true } or CreateExternalTable { Temporary: true } or CreateModel { Temporary: true };

    void Parse()
    {
        var tokens = Lexer.Tokenize(Text);
        var from = 0;
        foreach (var end in new StatementEnds(Text, tokens).Find().Append(Text.Length))
        {
            var to = from;
            while (to < tokens.Length - 1 && tokens[to].Start < end) to++;
            if (to > from) ParseOne(new ArraySegment<Token>(tokens, from, to - from));
            from = to;
        }
    }

    void ParseOne(ArraySegment<Token> tokens)
    {
        if (tokens is [{ Kind: TokenKind.Symbol, Word: ";" }]) return;
        try
        {
            Statements.Add(new SyntaxParser(Text, [.. tokens, new Token(TokenKind.End, tokens[^1].End, tokens[^1].End)], Names).Whole(p => p.OnlyStatement()));
        }
        catch (SqlSyntaxException e)
        {
            Broken.Add(new BrokenStatement(e, tokens));
        }
    }
}
