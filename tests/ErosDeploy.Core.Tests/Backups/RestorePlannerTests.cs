using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Tests.Warehouses;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class RestorePlannerTests
{
    static TableShape Shape(string name, string type = "INT64") => new(name, [new ColumnShape("a", type, ColumnMode.Nullable, [])]);

    static TableState Saved(string name) => State(name, "INT64", "plain", 2);

    static TableState Live(string name, string type = "INT64", string layout = "plain") => State(name, type, layout, 5);

    static TableState State(string name, string type, string layout, long rows) =>
        new(name, Shape(name, type), layout, rows) { Resource = TableResourceTests.Table(name), Policies = [] };

    static RestorePlan Plan(
        IReadOnlyList<TableState> saved, IReadOnlyList<TableState> live, IReadOnlyList<LiveObject>? objects = null, string[]? selected = null, params DeployedObject[] ours) =>
        RestorePlanner.Plan(new RestoreFacts
        {
            Target = "p.d",
            Manifest = ManifestTests.Sample() with { TableNames = [.. saved.Select(t => t.Name), "v"] },
            Saved = saved,
            LiveTables = live,
            LiveObjects = objects ?? [],
            Selected = selected ?? [],
            CreatedByPhases = ours.ToHashSet(),
        });

    [Fact]
    public void Each_table_gets_what_its_state_asks_for()
    {
        var plan = Plan(
            [Saved("same"), Saved("gone"), Saved("retyped"), Saved("repartitioned")],
            [Live("same"), Live("retyped", "STRING"), Live("repartitioned", layout: "clustered by a"), Live("by_phase"), Live("by_someone")],
            ours: new DeployedObject(DeployedObjectKind.Table, "by_phase"));

        Assert.Equal(
            [
                ("same", RestoreTableAction.ReplaceRows),
                ("gone", RestoreTableAction.Create),
                ("retyped", RestoreTableAction.Recreate),
                ("repartitioned", RestoreTableAction.Recreate),
                ("by_phase", RestoreTableAction.Drop),
            ],
            plan.Tables.Select(t => (t.Name, t.Action)));
        Assert.Equal(["column retyped.a is STRING, expected INT64"], plan.Tables[2].Differences);
        Assert.Equal(["Table by_someone is not in the backup and no phase creates it: it stays."], plan.Warnings);
    }

    [Fact]
    public void Each_definition_gets_what_its_state_asks_for()
    {
        var saved = Assert.Single(ManifestTests.Sample().Views);
        RestoreObjectAction ActionWith(params LiveObject[] live) => Plan([], [], live).Objects.Single(o => o.Name == "v").Action;

        Assert.Equal(RestoreObjectAction.Create, ActionWith());
        Assert.Equal(RestoreObjectAction.Keep, ActionWith(new LiveObject(saved.Kind, saved.Name, saved.Ddl)));
        Assert.Equal(RestoreObjectAction.RestoreDefinition, ActionWith(new LiveObject(saved.Kind, saved.Name, "CREATE VIEW other")));
    }

    [Fact]
    public void Only_what_phases_create_is_dropped()
    {
        LiveObject[] live = [new(DeployedObjectKind.Function, "ours", "CREATE FUNCTION"), new(DeployedObjectKind.Procedure, "theirs", "CREATE PROCEDURE")];

        var plan = Plan([], [], live, ours: new DeployedObject(DeployedObjectKind.Procedure, "ours"));

        Assert.Equal(["ours"], plan.Objects.Where(o => o.Action == RestoreObjectAction.Drop).Select(o => o.Name));
        Assert.Contains(plan.Warnings, w => w.StartsWith("Procedure theirs", StringComparison.Ordinal));
    }

    [Fact]
    public void Selected_tables_leave_everything_else_alone()
    {
        var plan = Plan([Saved("a"), Saved("b")], [Live("a"), Live("b"), Live("new")], selected: ["b"], ours: new DeployedObject(DeployedObjectKind.Table, "new"));

        Assert.Equal(["b"], plan.Tables.Select(t => t.Name));
        Assert.Empty(plan.Objects);
    }
}
