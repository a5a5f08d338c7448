using ErosDeploy.Sandboxes;

namespace ErosDeploy.Tests.Commands;

public sealed class NewSandboxTests : IDisposable
{
    readonly HostedSession _session = new();
    readonly TemporaryFolder _folder = new();

    string Folder => Path.Combine(_folder.Path, "sandbox");

    public void Dispose()
    {
        _session.Dispose();
        OpenSandboxes.OfProcess.Close(Folder);
        _folder.Dispose();
    }

    [Fact]
    public void WhatIf_lists_the_scripts_and_makes_no_folder()
    {
        var plan = _session.Run($"New-ErosSandbox '{Folder}' -Sample -WhatIf").Single<SandboxPlan>();
        Assert.Equal((Folder, SandboxAction.Create, true), (plan.Folder, plan.Action, plan.Sample));
        Assert.Contains("baseline/01_tables.sql", plan.Scripts);
        Assert.Contains("sample/01_sample.sql", plan.Scripts);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_scale_goes_with_the_sample_alone()
    {
        Assert.Equal(10, _session.Run($"New-ErosSandbox '{Folder}' -Sample -Scale 10 -WhatIf").Single<SandboxPlan>().Scale);
        Assert.Null(_session.Run($"New-ErosSandbox '{Folder}' -WhatIf").Single<SandboxPlan>().Scale);
        foreach (var parameters in new[] { "-Sample -Scale 0", "-Scale 10" })
        {
            var refused = _session.Run($"New-ErosSandbox '{Folder}' {parameters} -WhatIf");
            Assert.True(refused.Thrown is not null || refused.Errors.Count > 0, parameters);
            Assert.Empty(refused.Output);
        }
    }

    [Theory]
    [InlineData("0.05")]
    [InlineData("'1.5'")]
    public void A_scale_that_is_no_whole_number_is_refused_as_that(string scale)
    {
        var refused = _session.Run($"New-ErosSandbox '{Folder}' -Sample -Scale {scale} -WhatIf");
        Assert.Contains("-Scale is a whole number from 1", (refused.Thrown ?? refused.Errors[0]).Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_folder_with_other_things_in_it_is_left_alone()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "letter.txt"), "dear");
        _session.Run($"New-ErosSandbox '{Folder}'").Failed(ErosErrorCode.SandboxNotFound);
        _session.Run($"New-ErosSandbox '{Folder}' -Force").Failed(ErosErrorCode.SandboxNotFound);
        Assert.Equal("letter.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(Folder))));
    }

    [Theory]
    [InlineData("-Dataset 'x; DROP TABLE caption_bank'")]
    [InlineData("-Dataset '../..'")]
    [InlineData("-Bucket '../..'")]
    public void A_hostile_name_makes_no_folder(string parameters)
    {
        _session.Run($"New-ErosSandbox '{Folder}' {parameters}").Failed(ErosErrorCode.InvalidIdentifier);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_catalogue_that_is_not_there_makes_no_folder()
    {
        _session.Run($"New-ErosSandbox '{Folder}' -SqlPath '{_folder.Path}'").Failed(ErosErrorCode.CatalogueNotFound);
        Assert.False(Directory.Exists(Folder));
    }
}
