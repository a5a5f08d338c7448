namespace ErosDeploy.Core.Targets;

/// <summary>A resolved, validated target, and the quoted names of what lies in it.</summary>
public sealed record ErosTarget
{
    public ErosTarget(string project, string dataset, string bucket, string location)
    {
        Project = Identifiers.Validate(IdentifierKind.Project, project);
        Dataset = Identifiers.Validate(IdentifierKind.Dataset, dataset);
        Bucket = Identifiers.Validate(IdentifierKind.Bucket, bucket);
        Location = Identifiers.Validate(IdentifierKind.Location, location);
    }

    public string Project { get; }

    public string Dataset { get; }

    public string Bucket { get; }

    public string Location { get; }

    public static ErosTarget Of(ErosContext context) => new(context.Project, context.Dataset, context.Bucket, context.Location);

    /// <summary>The same project and bucket, another dataset.</summary>
    public ErosTarget Beside(string dataset) => new(Project, dataset, Bucket, Location);

    public string QuotedDataset => Identifiers.Quote((IdentifierKind.Project, Project), (IdentifierKind.Dataset, Dataset));

    public string QuotedTable(string table) =>
        Identifiers.Quote((IdentifierKind.Project, Project), (IdentifierKind.Dataset, Dataset), (IdentifierKind.Table, table));

    public string QuotedRoutine(string routine) =>
        Identifiers.Quote((IdentifierKind.Project, Project), (IdentifierKind.Dataset, Dataset), (IdentifierKind.Routine, routine));

    public override string ToString() => $"{Project}.{Dataset}";
}
