using ErosDeploy.GoogleSql.Lexing;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Finds the semicolons that end top-level statements by following which words open and close blocks.</summary>
sealed class StatementEnds(string text, Token[] tokens)
{
    enum Place
    {
        /// <summary>Where a statement, or a word that continues or ends a block, must come.</summary>
        Start,
        /// <summary>Inside a statement, up to its semicolon.</summary>
        Body,
        /// <summary>A condition or a FOR's query, up to THEN or DO.</summary>
        Header,
        /// <summary>The condition of a REPEAT, up to its END.</summary>
        Until,
        /// <summary>A CREATE PROCEDURE up to its parameters, whose name may be any word.</summary>
        Procedure,
        /// <summary>A CREATE PROCEDURE between its parameters and its body.</summary>
        ProcedureBody,
    }

    Place _place = Place.Start;
    int _blocks;
    int _cases;
    int _parentheses;
    int _at;

    /// <summary>Offsets behind the semicolons.</summary>
    internal IEnumerable<int> Find()
    {
        for (_at = 0; _at < tokens.Length; _at++)
        {
            if (Is(";"))
            {
                if (_blocks == 0) yield return tokens[_at].End;
                Begin();
            }
            else Follow();
        }
    }

    bool Is(string word, int ahead = 0) => _at + ahead < tokens.Length && tokens[_at + ahead].Is(word, text);

    /// <summary>Behind a dot any word is a name.</summary>
    bool IsField => _at > 0 && tokens[_at - 1] is { Kind: TokenKind.Symbol, Word: "." };

    void Begin()
    {
        _place = Place.Start;
        _cases = _parentheses = 0;
    }

    void Open(Place inside)
    {
        _blocks++;
        _place = inside;
        _cases = _parentheses = 0;
    }

    void Close()
    {
        _blocks = Math.Max(0, _blocks - 1);
        _place = Place.Body;
    }

    void Follow()
    {
        if (Is("(")) OpenParenthesis();
        else if (Is(")")) CloseParenthesis();
        else if (IsField) return;
        else if (_place == Place.Start) FollowStart();
        else if (_place is Place.Header or Place.Until) FollowCondition();
        else if (_place == Place.ProcedureBody && _parentheses == 0 && Is("BEGIN")) Open(Place.Start);
    }

    void OpenParenthesis()
    {
        _parentheses++;
        if (_place == Place.Start) _place = Place.Body;
    }

    void CloseParenthesis()
    {
        _parentheses--;
        if (_place == Place.Procedure && _parentheses == 0) _place = Place.ProcedureBody;
    }

    void FollowStart()
    {
        if (Is("@")) SkipHint();
        else if (Is(":", 1)) _at++;
        else if (Is("END")) Close();
        else if (Is("ELSE")) Begin();
        else if (Is("ELSEIF") || Is("WHEN") || Is("EXCEPTION")) _place = Place.Header;
        else if (Is("UNTIL")) _place = Place.Until;
        else if (Is("LOOP") || Is("REPEAT") || Is("BEGIN") && !BeginsTransaction) Open(Place.Start);
        else if (Is("IF") || Is("WHILE") || Is("FOR") || Is("CASE")) Open(Place.Header);
        else _place = CreatesProcedure ? Place.Procedure : Place.Body;
    }

    /// <summary>`@{...}` or `@n` before a statement.</summary>
    void SkipHint()
    {
        if (!Is("{", 1)) _at++;
        else while (_at < tokens.Length - 1 && !Is("}") && !Is(";", 1)) _at++;
    }

    bool CreatesProcedure
    {
        get
        {
            if (!Is("CREATE")) return false;
            var ahead = 1;
            while (Is("OR", ahead) || Is("REPLACE", ahead) || Is("TEMP", ahead) || Is("TEMPORARY", ahead)) ahead++;
            return Is("PROCEDURE", ahead);
        }
    }

    bool BeginsTransaction => Is("TRANSACTION", 1) || Is(";", 1) || _at + 2 >= tokens.Length;

    void FollowCondition()
    {
        if (Is("CASE")) _cases++;
        else if (Is("END") && _cases > 0) _cases--;
        else if (Is("END") && _place == Place.Until) Close();
        else if ((Is("THEN") || Is("DO")) && _cases == 0 && _parentheses == 0 && _place == Place.Header) Begin();
    }
}
