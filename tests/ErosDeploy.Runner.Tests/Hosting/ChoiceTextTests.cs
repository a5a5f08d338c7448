using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using ErosDeploy.Runner.Hosting;

namespace ErosDeploy.Runner.Tests.Hosting;

public sealed class ChoiceTextTests
{
    static readonly Collection<ChoiceDescription> Choices =
        [new("&Yes", "go on"), new("Yes to &All", "go on with everything"), new("&No", "leave it")];

    [Theory]
    [InlineData("y", 0)]
    [InlineData("YES", 0)]
    [InlineData(" a ", 1)]
    [InlineData("yes to all", 1)]
    [InlineData("n", 2)]
    [InlineData("", 2)]
    [InlineData("x", null)]
    public void Answers_match_by_letter_or_word(string answer, int? expected) =>
        Assert.Equal(expected, ChoiceText.Match(answer, Choices, preset: 2));

    [Fact]
    public void Without_a_preset_an_empty_answer_is_none() => Assert.Null(ChoiceText.Match("", Choices, preset: -1));

    [Fact]
    public void The_question_names_the_choices_and_the_preset() =>
        Assert.EndsWith("[Y] Yes  [A] Yes to All  [N] No (default is \"N\"):", ChoiceText.Question("Confirm", "Restore?", Choices, 2));
}
