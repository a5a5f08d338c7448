using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Linting;

namespace ErosDeploy.Core.Tests.Linting;

/// <summary>The module's own scripts: clean, but for the defects that the baseline is there to have.</summary>
public sealed class RepositoryLintTests
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    static async Task<LintService> OpenAsync() => new(await CatalogueFolder.OpenAsync(RepositoryFolder.Sql, Token));

    [Fact]
    public async Task Only_the_meant_defects_of_the_baseline_are_found()
    {
        var found = await (await OpenAsync()).AllAsync(Token);
        Assert.Equal(
            [
                "baseline/04_caption_selection.sql(3): L701",
                "baseline/04_caption_selection.sql(51): L401",
                "baseline/04_caption_selection.sql(51): L402",
                "baseline/05_caption_locks.sql(11): L401",
                "baseline/05_caption_locks.sql(23): L401",
                "baseline/05_caption_locks.sql(23): L402",
            ],
            found.Select(f => $"{f.File}({f.Line}): {f.Code}").Distinct());
    }
}
