using ErosDeploy.Runner.CommandLine;

namespace ErosDeploy.Runner.Tests.CommandLine;

public sealed class ArgumentReaderTests
{
    [Fact]
    public void Command_takes_the_rest_as_text() =>
        Assert.Equal(new RunText("Get-ErosPhase -Sandbox x"), ArgumentReader.Read(["-Command", "Get-ErosPhase", "-Sandbox x"]));

    [Fact]
    public void File_keeps_its_arguments_apart()
    {
        var file = Assert.IsType<RunFile>(ArgumentReader.Read(["-File", "deploy.ps1", "-Phase", "one two"]));
        Assert.Equal("deploy.ps1", file.Path);
        Assert.Equal(["-Phase", "one two"], file.Arguments);
    }

    [Fact]
    public void Demo_and_serve_have_a_default_folder()
    {
        Assert.Equal(new RunDemo(ArgumentReader.DefaultSandbox), ArgumentReader.Read(["demo"]));
        Assert.Equal(new RunServe(ArgumentReader.DefaultSandbox, ArgumentReader.DefaultPort), ArgumentReader.Read(["serve"]));
    }

    [Fact]
    public void Serve_takes_folder_and_port_in_any_order()
    {
        Assert.Equal(new RunServe("box", 0), ArgumentReader.Read(["serve", "box", "--port", "0"]));
        Assert.Equal(new RunServe("box", 65535), ArgumentReader.Read(["serve", "--port", "65535", "box"]));
    }

    [Theory]
    [InlineData]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("deploy")]
    [InlineData("demo", "a", "b")]
    [InlineData("demo", "-x")]
    [InlineData("serve", "--port")]
    [InlineData("serve", "--port", "65536")]
    [InlineData("serve", "--port", "-1")]
    [InlineData("serve", "a", "b")]
    public void Wrong_use_is_named(params string[] arguments) =>
        Assert.NotEmpty(Assert.IsType<WrongUse>(ArgumentReader.Read(arguments)).Reason);
}
