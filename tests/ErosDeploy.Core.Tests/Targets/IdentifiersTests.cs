using ErosDeploy.Core.Targets;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.Core.Tests.Targets;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData(IdentifierKind.Project, "my-project-1", true)]
    [InlineData(IdentifierKind.Project, "example.com:my-project", true)]
    [InlineData(IdentifierKind.Project, ":my-project", false)]
    [InlineData(IdentifierKind.Project, "My-Project", false)]
    [InlineData(IdentifierKind.Project, "short", false)]
    [InlineData(IdentifierKind.Project, "1project", false)]
    [InlineData(IdentifierKind.Project, "project-", false)]
    [InlineData(IdentifierKind.Dataset, "_hidden_1", true)]
    [InlineData(IdentifierKind.Dataset, "a-b", false)]
    [InlineData(IdentifierKind.Table, "Ünïcode table-1", true)]
    [InlineData(IdentifierKind.Table, "表", true)]
    [InlineData(IdentifierKind.Table, "a.b", false)]
    [InlineData(IdentifierKind.Table, "a`b", false)]
    [InlineData(IdentifierKind.Table, "a/b", false)]
    [InlineData(IdentifierKind.Table, "", false)]
    [InlineData(IdentifierKind.Routine, "f_1", true)]
    [InlineData(IdentifierKind.Routine, "f()", false)]
    [InlineData(IdentifierKind.Column, "a & b: c%", true)]
    [InlineData(IdentifierKind.Column, "a`b", false)]
    [InlineData(IdentifierKind.Column, "a\\b", false)]
    [InlineData(IdentifierKind.Bucket, "a.b-c_1", true)]
    [InlineData(IdentifierKind.Bucket, "a..b", false)]
    [InlineData(IdentifierKind.Bucket, "-ab", false)]
    [InlineData(IdentifierKind.Location, "europe-west1", true)]
    [InlineData(IdentifierKind.BackupId, "pre_rollback_2026-01-31_020500", true)]
    [InlineData(IdentifierKind.BackupId, "../x", false)]
    public void A_name_is_legal_or_refused_with_code(IdentifierKind kind, string value, bool legal)
    {
        if (legal)
            Assert.Equal(value, Identifiers.Validate(kind, value));
        else
            Assert.Equal("EROS1001", Assert.Throws<ErosException>(() => Identifiers.Validate(kind, value)).CodeText);
    }

    [Fact]
    public void Quoted_names_hold_no_second_back_tick_whatever_is_given()
    {
        var kinds = Enum.GetValues<IdentifierKind>();
        Prop.ForAll<string, byte>((text, kind) =>
        {
            try
            {
                var quoted = Identifiers.Quote((kinds[kind % kinds.Length], text ?? ""));
                return quoted.Length >= 3 && quoted[0] == '`' && quoted[^1] == '`' && quoted[1..^1].IndexOfAny(['`', '\\', '\n', '\0']) < 0;
            }
            catch (ErosException e)
            {
                return e.Code == ErosErrorCode.InvalidIdentifier;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Control_characters_of_a_refused_name_do_not_reach_the_message()
    {
        var error = Assert.Throws<ErosException>(() => Identifiers.Validate(IdentifierKind.Table, "a\u001b[2Jb\nc"));

        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
