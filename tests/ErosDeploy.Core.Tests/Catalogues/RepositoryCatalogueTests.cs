using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Schemas;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Tests.Catalogues;

/// <summary>The catalogue that ships: every file of it is there, parses, and says which objects it makes.</summary>
public sealed class RepositoryCatalogueTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_script_parses_and_uses_known_placeholders_only()
    {
        var folder = await CatalogueFolder.OpenAsync(RepositoryFolder.Sql, Token);
        var catalogue = folder.Catalogue;
        var files = catalogue.Baseline.Concat(catalogue.Sample).Concat(catalogue.Health.Select(h => h.File)).Concat(catalogue.AfterRestore.Select(s => s.File))
            .Concat(catalogue.Phases.SelectMany(p => p.Steps.Select(s => s.File).Concat(p.Tests.Select(t => t.File)).Concat(p.Benchmarks.Select(b => b.File)))).ToList();

        foreach (var file in files)
            Assert.NotEmpty(Parser.ParseScript((await folder.ScriptAsync(file, Token)).For(SandboxServices.Target)).Statements);
        Assert.True(files.Count > 50);
    }

    [Fact]
    public async Task The_declared_schema_is_the_one_of_the_domain()
    {
        var folder = await CatalogueFolder.OpenAsync(RepositoryFolder.Sql, Token);
        var script = await folder.ScriptAsync(Assert.Single(folder.Catalogue.Schema), Token);

        var tables = DeclaredSchema.Read(script, script.For(SandboxServices.Target)).ToDictionary(t => t.Name);

        Assert.Equal(
            ["account_metrics", "active_caption_assignments", "caption_bandit_stats", "caption_bank", "caption_performance_log"],
            tables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["caption_id INT64 NOT NULL", "caption_text STRING NOT NULL", "category STRING", "price_tier STRING", "has_urgency BOOL", "is_active BOOL", "created_at TIMESTAMP"],
            tables["caption_bank"].Columns.Select(c => $"{c.Name} {c}"));
        Assert.True(tables["caption_bank"].Columns.Single(c => c.Name == "is_active").HasDefault);
    }
}
