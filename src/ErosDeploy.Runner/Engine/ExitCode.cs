namespace ErosDeploy.Runner.Engine;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int FailedBeforeChange = 1;
    public const int WrongUse = 2;
    public const int RolledBack = 3;
    public const int Inconsistent = 4;
    public const int Paused = 5;
    public const int Cancelled = 130;

    /// <summary>Of several outcomes the gravest counts: inconsistent, then rolled back, cancelled, failed, paused.</summary>
    public static int Gravest(IEnumerable<EndState> states) =>
        states.Select(Of).OrderByDescending(Gravity).FirstOrDefault(Done);

    public static int Of(EndState state) => state switch
    {
        EndState.Succeeded => Done,
        EndState.FailedBeforeChange => FailedBeforeChange,
        EndState.RolledBack => RolledBack,
        EndState.Cancelled => Cancelled,
        EndState.Paused => Paused,
        _ => Inconsistent,
    };

    static int Gravity(int code) => code switch
    {
        Done => 0,
        Paused => 1,
        FailedBeforeChange => 2,
        Cancelled => 3,
        RolledBack => 4,
        _ => 5,
    };
}
