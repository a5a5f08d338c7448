using ErosDeploy.Core.Cloud.Identity;

namespace ErosDeploy.Targets;

/// <summary>Whose identity a command acts with. Pure.</summary>
internal static class Identities
{
    static readonly IdentityRequest None = new();

    /// <summary>What the command names, else what the session names, else application default credentials.</summary>
    public static IdentityRequest Choose(IdentityRequest given, IdentityRequest session, TargetKind kind)
    {
        Check(given, kind);
        return kind != TargetKind.Cloud ? None : given == None ? session : given;
    }

    public static void Check(IdentityRequest given, TargetKind kind)
    {
        given.Validate();
        if (kind != TargetKind.Cloud && given != None)
            throw new ErosException(
                ErosErrorCode.InvalidParameter,
                "Credentials were given, but the target is not in the cloud.",
                "Leave out -KeyFile, -AccessToken and -ImpersonateServiceAccount, or name a project instead of the sandbox.");
    }
}
