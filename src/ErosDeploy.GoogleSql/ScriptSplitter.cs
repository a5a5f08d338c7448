using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Parsing;

namespace ErosDeploy.GoogleSql;

/// <summary>Cuts a script into its top-level statements without cutting blocks, procedure bodies, strings or comments in half.</summary>
public static class ScriptSplitter
{
    /// <summary>
    /// Pieces whose concatenation is the text, whatever the text: each holds one statement with the white space and comments before it and its semicolon;
    /// a last piece may hold only white space and comments. Statements need not be valid. A block that nothing ends, a string, a comment or a character
    /// that is none of the language reaches to the end of the text: what follows cannot be told from its inside.
    /// </summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        foreach (var end in new StatementEnds(text, Lexer.Tokenize(text)).Find())
        {
            pieces.Add(text[start..end]);
            start = end;
        }
        if (start < text.Length) pieces.Add(text[start..]);
        return pieces;
    }

    /// <summary>How many top-level statements a text has, valid or not.</summary>
    public static int CountStatements(string text)
    {
        var tokens = Lexer.Tokenize(text);
        var (count, next) = (0, 0);
        foreach (var end in new StatementEnds(text, tokens).Find().Append(text.Length))
        {
            var first = next;
            while (next < tokens.Length - 1 && tokens[next].Start < end) next++;
            if (next > first && !(next == first + 1 && tokens[first].Is(";", text))) count++;
        }
        return count;
    }
}
