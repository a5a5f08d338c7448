namespace ErosDeploy.GoogleSql.Tests;

public sealed class ScriptSplitterTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2", "SELECT 1;| SELECT 2")]
    [InlineData("SELECT 1;\n-- done\n", "SELECT 1;|\n-- done\n")]
    [InlineData("SELECT ';', \"a;b\", `c;d`; /* ; */ SELECT 1 -- ;\n; # ;", "SELECT ';', \"a;b\", `c;d`;| /* ; */ SELECT 1 -- ;\n;| # ;")]
    [InlineData("SELECT '''a;\nb'''; x", "SELECT '''a;\nb''';| x")]
    [InlineData("BEGIN SELECT 1; SELECT 2; END; SELECT 3;", "BEGIN SELECT 1; SELECT 2; END;| SELECT 3;")]
    [InlineData("BEGIN TRANSACTION; SELECT 1; COMMIT;", "BEGIN TRANSACTION;| SELECT 1;| COMMIT;")]
    [InlineData("BEGIN; COMMIT", "BEGIN;| COMMIT")]
    [InlineData("CREATE PROCEDURE p(x INT64) OPTIONS(strict_mode=FALSE) BEGIN DECLARE a INT64; BEGIN SELECT 1; END; END; SELECT 1",
        "CREATE PROCEDURE p(x INT64) OPTIONS(strict_mode=FALSE) BEGIN DECLARE a INT64; BEGIN SELECT 1; END; END;| SELECT 1")]
    [InlineData("CREATE OR REPLACE PROCEDURE begin.p() BEGIN END; x", "CREATE OR REPLACE PROCEDURE begin.p() BEGIN END;| x")]
    [InlineData("IF CASE WHEN a THEN b END THEN SELECT 1; ELSEIF c THEN x; ELSE y; END IF; z", "IF CASE WHEN a THEN b END THEN SELECT 1; ELSEIF c THEN x; ELSE y; END IF;| z")]
    [InlineData("IF (SELECT COUNT(*) FROM t) > 0 THEN a; END IF; b", "IF (SELECT COUNT(*) FROM t) > 0 THEN a; END IF;| b")]
    [InlineData("SELECT CASE WHEN a THEN b ELSE c END, IF(a, b, c); d", "SELECT CASE WHEN a THEN b ELSE c END, IF(a, b, c);| d")]
    [InlineData("CASE x WHEN 1 THEN SELECT CASE WHEN b THEN 1 END; WHEN 2 THEN c; ELSE d; END CASE; e", "CASE x WHEN 1 THEN SELECT CASE WHEN b THEN 1 END; WHEN 2 THEN c; ELSE d; END CASE;| e")]
    [InlineData("LOOP a; IF b THEN LEAVE; END IF; END LOOP; c", "LOOP a; IF b THEN LEAVE; END IF; END LOOP;| c")]
    [InlineData("l: WHILE a DO b; END WHILE l; c", "l: WHILE a DO b; END WHILE l;| c")]
    [InlineData("REPEAT a; UNTIL CASE WHEN b THEN c END END REPEAT; d", "REPEAT a; UNTIL CASE WHEN b THEN c END END REPEAT;| d")]
    [InlineData("FOR r IN (SELECT 1) DO a; END FOR; b", "FOR r IN (SELECT 1) DO a; END FOR;| b")]
    [InlineData("BEGIN a; EXCEPTION WHEN ERROR THEN b; c; END; d", "BEGIN a; EXCEPTION WHEN ERROR THEN b; c; END;| d")]
    [InlineData("CREATE TABLE loop (begin INT64); a", "CREATE TABLE loop (begin INT64);| a")]
    [InlineData("CREATE TABLE FUNCTION f() AS SELECT 1; a", "CREATE TABLE FUNCTION f() AS SELECT 1;| a")]
    [InlineData("(SELECT 1); a", "(SELECT 1);| a")]
    [InlineData("", "")]
    [InlineData(" ", " ")]
    public void Pieces_are_top_level_statements(string script, string pieces)
    {
        var found = ScriptSplitter.Split(script);
        Assert.Equal(pieces, string.Join('|', found));
        Assert.Equal(script, string.Concat(found));
    }

    [Fact]
    public void Text_that_is_no_tokens_is_refused_with_its_place()
    {
        var error = Assert.Throws<SqlSyntaxException>(() => ScriptSplitter.Split("SELECT 1;\nSELECT 'a"));
        Assert.Equal("Syntax error: Unclosed string literal at [2:8]", error.MessageWithPosition);
    }
}
