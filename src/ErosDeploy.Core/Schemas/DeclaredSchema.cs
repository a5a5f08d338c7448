using ErosDeploy.Core.Catalogues;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Core.Schemas;

/// <summary>The tables that scripts declare by CREATE TABLE with columns.</summary>
static class DeclaredSchema
{
    public static IReadOnlyList<TableShape> Read(ScriptText script, string filled)
    {
        try
        {
            return Parser.ParseScript(filled).Statements.OfType<CreateTable>().Where(t => t.Elements is not null).Select(Shape).ToList();
        }
        catch (SqlSyntaxException e)
        {
            throw new ErosException(ErosErrorCode.ScriptInvalid, $"{script.File}, line {e.Line}: {e.Message}", "Correct the script.", e) { Subject = script.File };
        }
    }

    /// <summary>The shape of the table that a definition of the service's own makes; null when it is none that can be read.</summary>
    public static TableShape? OfDefinition(string ddl)
    {
        try
        {
            return Parser.ParseScript(ddl).Statements is [CreateTable { Elements: not null } table] ? Shape(table) : null;
        }
        catch (Exception e) when (e is SqlSyntaxException or ErosException)
        {
            return null;
        }
    }

    static TableShape Shape(CreateTable table) =>
        new(table.Name.Last.Name, table.Elements!.Columns.Where(c => c.Schema is not null).Select(c => Column(c.Name.Name, c.Schema!)).ToList());

    static ColumnShape Column(string name, ColumnSchema schema) => schema switch
    {
        ArrayColumn array => Column(name, array.Element) with { Mode = ColumnMode.Repeated, HasDefault = array.Default is not null },
        StructColumn record => new(name, "STRUCT", Mode(schema), record.Fields.Select(f => Column(f.Name?.Name ?? "", f.Schema)).ToList(), HasDefault(schema)),
        RangeColumn => new(name, "RANGE", Mode(schema), [], HasDefault(schema)),
        SimpleColumn simple => new(name, TypeNames.Standard(simple.Type.Name.Last.Name), Mode(schema), [], HasDefault(schema)),
        _ => throw new ErosException(ErosErrorCode.ScriptInvalid, $"The column '{name}' has a type that is not supported in a declaration.", "Declare it by its plain type."),
    };

    static ColumnMode Mode(ColumnSchema schema) => schema.NotNull ? ColumnMode.Required : ColumnMode.Nullable;

    static bool HasDefault(ColumnSchema schema) => schema.Default is not null;
}
