using ErosDeploy.GoogleSql.Syntax;
using Assert = Xunit.Assert;

namespace ErosDeploy.Core.Tests.Payload;

public sealed class PayloadScriptTests
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<string> Scripts => [.. SqlFolder.Scripts()];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_is_GoogleSQL_with_known_placeholders(string file) =>
        Assert.NotEmpty((await SqlFolder.ParseAsync(file, Token)).Statements);

    [Fact]
    public async Task Steps_create_what_they_name()
    {
        foreach (var step in (await SqlFolder.OpenAsync(Token)).Catalogue.Phases.SelectMany(p => p.Steps))
        {
            var created = (await SqlFolder.ParseAsync(step.File, Token)).Statements.OfType<CreateStatement>().Select(Described);

            Assert.Equal(step.Creates.Select(o => $"{o.Kind} {o.Name}").Order(StringComparer.Ordinal), created.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Objects_that_phases_create_are_described_and_can_be_created_again()
    {
        foreach (var step in (await SqlFolder.OpenAsync(Token)).Catalogue.Phases.SelectMany(p => p.Steps))
        {
            foreach (var created in (await SqlFolder.ParseAsync(step.File, Token)).Statements.OfType<CreateStatement>())
            {
                Assert.Contains(created.Options, o => o.Name.Name == "description");
                Assert.True(created.OrReplace || created.IfNotExists, $"{step.File}: {created.Name} cannot be created twice");
            }
        }
    }

    [Fact]
    public async Task Parameters_of_phases_never_look_like_columns()
    {
        foreach (var file in SqlFolder.Scripts().Where(f => f.StartsWith("phase", StringComparison.Ordinal)))
        {
            var names = (await SqlFolder.ParseAsync(file, Token)).Statements.SelectMany(Parameters).Select(p => p.Name.Name);

            Assert.All(names, name => Assert.StartsWith("p_", name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Checks_and_benchmarks_only_read()
    {
        var catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;

        foreach (var file in catalogue.Health.Select(h => h.File).Concat(catalogue.Phases.SelectMany(p => p.Benchmarks).Select(b => b.File)))
            Assert.IsType<QueryStatement>(Assert.Single((await SqlFolder.ParseAsync(file, Token)).Statements));
    }

    [Fact]
    public async Task Tests_end_in_their_answer()
    {
        foreach (var test in (await SqlFolder.OpenAsync(Token)).Catalogue.Phases.SelectMany(p => p.Tests))
            Assert.IsType<QueryStatement>((await SqlFolder.ParseAsync(test.File, Token)).Statements[^1]);
    }

    static IEnumerable<RoutineParameter> Parameters(Statement statement) => statement switch
    {
        CreateFunction function => function.Parameters,
        CreateTableFunction function => function.Parameters,
        CreateProcedure procedure => procedure.Parameters,
        _ => [],
    };

    static string Described(CreateStatement statement) => statement switch
    {
        CreateTable => $"{DeployedObjectKind.Table} {Name(statement)}",
        CreateView => $"{DeployedObjectKind.View} {Name(statement)}",
        CreateMaterializedView => $"{DeployedObjectKind.MaterializedView} {Name(statement)}",
        CreateFunction => $"{DeployedObjectKind.Function} {Name(statement)}",
        CreateTableFunction => $"{DeployedObjectKind.TableFunction} {Name(statement)}",
        CreateProcedure => $"{DeployedObjectKind.Procedure} {Name(statement)}",
        _ => throw new NotSupportedException($"{statement.GetType().Name} is not a kind of object that a step may create."),
    };

    static string Name(CreateStatement statement) => statement.Name.ToString().Split('.')[^1];
}
