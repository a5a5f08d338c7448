namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>`DECLARE a, b [type] [DEFAULT expression]`; at least one of type and default.</summary>
public sealed record Declare(ValueList<Identifier> Names, TypeNode? Type, Expression? Default) : Statement;

/// <summary>`SET name = expression`.</summary>
public sealed record SetVariable(Identifier Name, Expression Value) : Statement;

/// <summary>`SET (a, b) = expression`: a struct, or a subquery of as many columns.</summary>
public sealed record SetVariables(ValueList<Identifier> Names, Expression Value) : Statement;

/// <summary>`SET @@name = expression`.</summary>
public sealed record SetSystemVariable(SystemVariable Variable, Expression Value) : Statement;

/// <summary>`IF condition THEN ... [ELSEIF ...] [ELSE ...] END IF`; the IF itself is the first branch, absent ELSE is null.</summary>
public sealed record If(ValueList<ConditionalBranch> Branches, ValueList<Statement>? Else) : Statement;

/// <summary>`condition THEN statements` of IF and of a CASE statement (there a value to compare with, if the CASE has an operand).</summary>
public sealed record ConditionalBranch(Expression Condition, ValueList<Statement> Statements) : Node;

/// <summary>`CASE [operand] WHEN ... THEN statements ... [ELSE statements] END CASE`.</summary>
public sealed record CaseStatement(Expression? Operand, ValueList<ConditionalBranch> Branches, ValueList<Statement>? Else) : Statement;

/// <summary>Blocks and loops can carry a label, which BREAK and CONTINUE name.</summary>
public abstract record LabelledStatement : Statement
{
    public Identifier? Label { get; init; }
}

/// <summary>`BEGIN ... [EXCEPTION WHEN ERROR THEN ...] END`; <see cref="Handler"/> is null without EXCEPTION.</summary>
public sealed record BeginBlock(ValueList<Statement> Statements, ValueList<Statement>? Handler) : LabelledStatement;

public sealed record Loop(ValueList<Statement> Statements) : LabelledStatement;

public sealed record While(Expression Condition, ValueList<Statement> Statements) : LabelledStatement;

public sealed record Repeat(ValueList<Statement> Statements, Expression Until) : LabelledStatement;

/// <summary>`FOR name IN (query) DO ... END FOR`.</summary>
public sealed record ForIn(Identifier Variable, Query Query, ValueList<Statement> Statements) : LabelledStatement;

/// <summary>`BREAK`, `LEAVE`.</summary>
public sealed record Break(Identifier? Label) : Statement;

/// <summary>`CONTINUE`, `ITERATE`.</summary>
public sealed record Continue(Identifier? Label) : Statement;

public sealed record Return : Statement;

/// <summary>`RAISE [USING MESSAGE = expression]`.</summary>
public sealed record Raise(Expression? Message) : Statement;

/// <summary>`EXECUTE IMMEDIATE sql [INTO a, b] [USING values]`.</summary>
public sealed record ExecuteImmediate(Expression Sql, ValueList<Identifier> Into, ValueList<ExecuteArgument> Using) : Statement;

/// <summary>`value` or `value AS name`.</summary>
public sealed record ExecuteArgument(Expression Value, Identifier? Name) : Node;
