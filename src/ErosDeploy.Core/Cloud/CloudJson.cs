using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Cloud.Transfer;

namespace ErosDeploy.Core.Cloud;

/// <summary>Google's JSON: camel case, 64-bit integers as strings, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
[JsonSerializable(typeof(Dataset))]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(Table))]
[JsonSerializable(typeof(TableList))]
[JsonSerializable(typeof(Routine))]
[JsonSerializable(typeof(RoutineList))]
[JsonSerializable(typeof(RowAccessPolicyList))]
[JsonSerializable(typeof(RowAccessPolicyReference))]
[JsonSerializable(typeof(GetIamPolicyRequest))]
[JsonSerializable(typeof(IamPolicy))]
[JsonSerializable(typeof(Permissions))]
[JsonSerializable(typeof(TransferConfig))]
[JsonSerializable(typeof(TransferConfigList))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(JobCancelResponse))]
[JsonSerializable(typeof(RowPage))]
[JsonSerializable(typeof(Bucket))]
[JsonSerializable(typeof(StorageObject))]
[JsonSerializable(typeof(StorageObjectList))]
[JsonSerializable(typeof(ErrorEnvelope))]
public sealed partial class CloudJson : JsonSerializerContext;
