namespace ErosDeploy.Benchmarks; internal static class Program { static void Main() { } }
