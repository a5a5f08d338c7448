namespace ErosDeploy.Core.Warehouses;

/// <summary>A view or routine as it is now.</summary>
sealed record LiveObject(DeployedObjectKind Kind, string Name, string Ddl);
