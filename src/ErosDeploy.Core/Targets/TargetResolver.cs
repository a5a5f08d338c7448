namespace ErosDeploy.Core.Targets;

/// <summary>Parameter, then session context, then environment, then documented default; each value keeps its source.
/// Reads nothing but its arguments. A cloud target never becomes a sandbox or the other way round: where two sources disagree about which it
/// is and the nearer one does not say so by name, it is an error.</summary>
public static class TargetResolver
{
    public const string DefaultDataset = "eros_platform";
    public const string DefaultBucket = "eros-platform-backups";
    public const string DefaultLocation = "US";
    public const string SandboxProject = "eros-sandbox";

    /// <param name="environment">Looks a variable up; null when unset.</param>
    public static ErosContext Resolve(TargetInput parameters, TargetInput session, Func<string, string?> environment)
    {
        var (bigQuery, storage) = (Endpoint(environment, TargetVariables.BigQueryEndpoint), Endpoint(environment, TargetVariables.StorageEndpoint));
        var sources = WithDefault(Sources(parameters, session, environment), bigQuery ?? storage, environment(TargetVariables.DefaultSandbox));
        var kind = TargetKindRule.Decide(sources, bigQuery, storage);
        var sandbox = kind == TargetKind.Sandbox ? Pick("Sandbox", sources, s => s.Sandbox) : Unset("Sandbox");
        var settings = new List<ErosSetting>
        {
            Project(kind, sources),
            Pick("Dataset", sources, s => s.Dataset, DefaultDataset),
            Pick("Bucket", sources, s => s.Bucket, DefaultBucket),
            Pick("Location", sources, s => s.Location, DefaultLocation),
            sandbox,
            Pick("SqlPath", sources, s => s.SqlPath),
            EndpointSetting(kind, "BigQueryEndpoint", TargetVariables.BigQueryEndpoint, environment),
            EndpointSetting(kind, "StorageEndpoint", TargetVariables.StorageEndpoint, environment),
        };
        return Validated(Context(kind, settings));
    }

    static List<TargetSource> Sources(TargetInput parameters, TargetInput session, Func<string, string?> environment) =>
    [
        new(SettingSource.Parameter, parameters, name => "-" + name),
        new(SettingSource.Context, session, _ => "Set-ErosContext"),
        new(SettingSource.Environment, FromEnvironment(environment), VariableOf),
    ];

    /// <summary>A default sandbox counts only where nothing at all names a target.</summary>
    static List<TargetSource> WithDefault(List<TargetSource> sources, string? endpoint, string? sandbox) =>
        string.IsNullOrEmpty(sandbox) || endpoint is not null || sources.Any(s => s.SaysSandbox || s.SaysProject)
            ? sources
            : [.. sources, new(SettingSource.Default, new TargetInput(Sandbox: sandbox), _ => TargetVariables.DefaultSandbox)];

    static TargetInput FromEnvironment(Func<string, string?> environment) => new(
        environment(TargetVariables.Project),
        environment(TargetVariables.Dataset),
        environment(TargetVariables.Bucket),
        environment(TargetVariables.Location),
        environment(TargetVariables.Sandbox),
        environment(TargetVariables.SqlPath));

    static string VariableOf(string name) => name switch
    {
        "Project" => TargetVariables.Project,
        "Dataset" => TargetVariables.Dataset,
        "Bucket" => TargetVariables.Bucket,
        "Location" => TargetVariables.Location,
        "Sandbox" => TargetVariables.Sandbox,
        _ => TargetVariables.SqlPath,
    };

    static ErosSetting Project(TargetKind kind, IReadOnlyList<TargetSource> sources)
    {
        if (kind != TargetKind.Sandbox)
            return Pick("Project", sources, s => s.Project);
        var decider = sources.First(s => s.SaysSandbox);
        return Pick("Project", sources.Where(s => s.Source >= decider.Source), s => s.Project, SandboxProject);
    }

    static ErosSetting Pick(string name, IEnumerable<TargetSource> sources, Func<TargetInput, string?> value, string? fallback = null)
    {
        foreach (var source in sources)
        {
            if (value(source.Input) is { Length: > 0 } found)
                return new ErosSetting(name, found, source.Source, source.Origin(name));
        }
        return fallback is null ? Unset(name) : new ErosSetting(name, fallback, SettingSource.Default, "default");
    }

    static ErosSetting Unset(string name) => new(name, null, SettingSource.NotSet, "");

    static ErosSetting EndpointSetting(TargetKind kind, string name, string variable, Func<string, string?> environment) =>
        kind == TargetKind.Endpoint ? new ErosSetting(name, Endpoint(environment, variable), SettingSource.Environment, variable) : Unset(name);

    /// <summary>The emulator variables hold <c>host:port</c> or a whole address.</summary>
    static string? Endpoint(Func<string, string?> environment, string variable)
    {
        if (environment(variable) is not { Length: > 0 } text)
            return null;
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? uri.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : throw new ErosException(ErosErrorCode.TargetIncomplete, $"{variable} is not an address.", $"Set {variable} to host:port or http://host:port, or remove it.");
    }

    static ErosContext Context(TargetKind kind, IReadOnlyList<ErosSetting> settings)
    {
        var values = settings.ToDictionary(s => s.Name, s => s.Value);
        return new ErosContext
        {
            Kind = kind,
            Project = values["Project"] ?? throw NoProject(),
            Dataset = values["Dataset"]!,
            Bucket = values["Bucket"]!,
            Location = values["Location"]!,
            Sandbox = values["Sandbox"],
            SqlPath = values["SqlPath"],
            BigQueryEndpoint = values["BigQueryEndpoint"],
            StorageEndpoint = values["StorageEndpoint"],
            Settings = settings,
        };
    }

    static ErosException NoProject() => new(
        ErosErrorCode.TargetIncomplete,
        "No target: neither a project nor a sandbox folder was named.",
        $"Use -Project or -Sandbox, Set-ErosContext, or the variables {TargetVariables.Project} or {TargetVariables.Sandbox}.");

    static ErosContext Validated(ErosContext context)
    {
        Identifiers.Validate(IdentifierKind.Project, context.Project);
        Identifiers.Validate(IdentifierKind.Dataset, context.Dataset);
        Identifiers.Validate(IdentifierKind.Bucket, context.Bucket);
        Identifiers.Validate(IdentifierKind.Location, context.Location);
        return context;
    }
}
