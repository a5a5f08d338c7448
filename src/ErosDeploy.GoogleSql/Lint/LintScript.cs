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

    /// <summary>Names of temporary tables and routines that the script makes.</summary>
    public HashSet<string> Temporary { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static LintScript Of(LintSource source)
    {
        var script = new LintScript(source, Placeholders.Masked(source.Text));
        script.Parse();
        foreach (var created in script.All<CreateStatement>().Where(IsTemporary)) script.Temporary.Add(created.Name.Last.Name);
        return script;
    }

    public IEnumerable<T> All<T>() where T : Node => Statements.SelectMany(s => s.All<T>());

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
            Statements.Add(new SyntaxParser(Text, [.. tokens, new Token(TokenKind.End, tokens[^1].End, tokens[^1].End)]).Whole(p => p.OnlyStatement()));
        }
        catch (SqlSyntaxException e)
        {
            Broken.Add(new BrokenStatement(e, tokens));
        }
    }
}
