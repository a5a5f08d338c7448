namespace ErosDeploy.Runner; internal static class Program { static int Main() => 2; }
