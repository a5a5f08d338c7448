namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Procedural statements.</summary>
public sealed class ScriptingTests
{
    [Theory]
    [InlineData("DECLARE a, b INT64 DEFAULT 1", "(Declare [a b] INT64 1)")]
    [InlineData("DECLARE a DEFAULT [1]", "(Declare [a] (ArrayConstructor [1]))")]
    [InlineData(
        "DECLARE a ARRAY<STRUCT<x INT64, y STRING>>",
        "(Declare [a] (ArrayType (StructType [(StructTypeField x INT64) (StructTypeField y STRING)])))")]
    [InlineData("SET a = 1", "(SetVariable a 1)")]
    [InlineData("SET (a, b) = (1, 2)", "(SetVariables [a b] (StructConstructor [(StructArgument 1) (StructArgument 2)] IsTuple))")]
    [InlineData(
        "SET (a, b) = (SELECT AS STRUCT 1, 2)",
        "(SetVariables [a b] (ScalarSubquery (Query (Select [(SelectExpression 1) (SelectExpression 2)] As=Struct))))")]
    [InlineData("SET @@time_zone = 'UTC'", "(SetSystemVariable (SystemVariable [time_zone]) 'UTC')")]
    [InlineData(
        "IF a THEN SELECT 1; ELSEIF b THEN SELECT 2; ELSE SELECT 3; END IF",
        "(If [(ConditionalBranch a [(QueryStatement (Query (Select [(SelectExpression 1)])))]) (ConditionalBranch b [(QueryStatement (Query (Select [(SelectExpression 2)])))])] [(QueryStatement (Query (Select [(SelectExpression 3)])))])")]
    [InlineData("IF (a) THEN END IF", "(If [(ConditionalBranch a)])")]
    [InlineData(
        "CASE WHEN a THEN SELECT 1; ELSE SELECT 2; END CASE",
        "(CaseStatement [(ConditionalBranch a [(QueryStatement (Query (Select [(SelectExpression 1)])))])] [(QueryStatement (Query (Select [(SelectExpression 2)])))])")]
    [InlineData(
        "CASE x WHEN 1 THEN SELECT CASE WHEN b THEN 1 END; WHEN 2 THEN BREAK; END CASE",
        "(CaseStatement x [(ConditionalBranch 1 [(QueryStatement (Query (Select [(SelectExpression (CaseExpression [(WhenClause b 1)]))])))]) (ConditionalBranch 2 [(Break)])])")]
    [InlineData(
        "BEGIN DECLARE a INT64; SELECT a; EXCEPTION WHEN ERROR THEN SELECT @@error.message; RAISE; END",
        "(BeginBlock [(Declare [a] INT64) (QueryStatement (Query (Select [(SelectExpression a)])))] [(QueryStatement (Query (Select [(SelectExpression (SystemVariable [error message]))]))) (Raise)])")]
    [InlineData("LOOP BREAK; LEAVE; CONTINUE; ITERATE; END LOOP", "(Loop [(Break) (Break) (Continue) (Continue)])")]
    [InlineData("l: LOOP BREAK l; END LOOP l", "(Loop [(Break l)] Label=l)")]
    [InlineData("WHILE a < 3 DO SET a = a + 1; END WHILE", "(While (BinaryExpression Less a 3) [(SetVariable a (BinaryExpression Add a 1))])")]
    [InlineData("REPEAT SET a = 1; UNTIL a > 3 END REPEAT", "(Repeat [(SetVariable a 1)] (BinaryExpression Greater a 3))")]
    [InlineData(
        "FOR r IN (SELECT 1 AS x) DO SELECT r.x; END FOR",
        "(ForIn r (Query (Select [(SelectExpression 1 x)])) [(QueryStatement (Query (Select [(SelectExpression r.x)])))])")]
    [InlineData("b: BEGIN SELECT 1; END b", "(BeginBlock [(QueryStatement (Query (Select [(SelectExpression 1)])))] Label=b)")]
    [InlineData("RETURN", "(Return)")]
    [InlineData("RAISE USING MESSAGE = CONCAT('a', b)", "(Raise (FunctionCall CONCAT ['a' b]))")]
    [InlineData("EXECUTE IMMEDIATE 'SELECT 1'", "(ExecuteImmediate 'SELECT 1')")]
    [InlineData("EXECUTE IMMEDIATE s INTO a, b USING 1, x AS y", "(ExecuteImmediate s [a b] [(ExecuteArgument 1) (ExecuteArgument x y)])")]
    [InlineData(
        "EXECUTE IMMEDIATE CONCAT('a', 'b') USING @p",
        "(ExecuteImmediate (FunctionCall CONCAT ['a' 'b']) [(ExecuteArgument (NamedParameter p))])")]
    [InlineData(
        "BEGIN BEGIN TRANSACTION; INSERT t VALUES (1); COMMIT; EXCEPTION WHEN ERROR THEN ROLLBACK TRANSACTION; END",
        "(BeginBlock [(BeginTransaction) (Insert t (InsertRows [(InsertRow [1])])) (CommitTransaction)] [(RollbackTransaction)])")]
    [InlineData(
        "CREATE PROCEDURE p() BEGIN IF TRUE THEN RETURN; END IF; BEGIN SELECT 1; END; END; SELECT 2",
        "(CreateProcedure p (BeginBlock [(If [(ConditionalBranch TRUE [(Return)])]) (BeginBlock [(QueryStatement (Query (Select [(SelectExpression 1)])))])])) ; (QueryStatement (Query (Select [(SelectExpression 2)])))")]
    public void Statements(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));
}
