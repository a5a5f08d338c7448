using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Catalogues;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(Catalogue))]
sealed partial class CatalogueJson : JsonSerializerContext;

/// <summary><c>table_function</c> for TableFunction; numbers are refused.</summary>
sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
