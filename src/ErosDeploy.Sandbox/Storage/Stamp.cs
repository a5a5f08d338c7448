using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Times and etags of entries.</summary>
internal static class Stamp
{
    public static DatasetEntry Created(DatasetEntry entry, DateTimeOffset at) => entry with { CreatedAt = at, ModifiedAt = at, Etag = Etag() };

    public static TableEntry Created(TableEntry entry, DateTimeOffset at) => entry with { CreatedAt = at, ModifiedAt = at, Etag = Etag() };

    public static RoutineEntry Created(RoutineEntry entry, DateTimeOffset at) => entry with { CreatedAt = at, ModifiedAt = at, Etag = Etag() };

    public static DatasetEntry Changed(DatasetEntry entry, DateTimeOffset at) => entry with { ModifiedAt = at, Etag = Etag() };

    public static TableEntry Changed(TableEntry entry, DateTimeOffset at) => entry with { ModifiedAt = at, Etag = Etag() };

    public static RoutineEntry Changed(RoutineEntry entry, DateTimeOffset at) => entry with { ModifiedAt = at, Etag = Etag() };

    public static string Etag() => Convert.ToBase64String(Guid.NewGuid().ToByteArray());
}
