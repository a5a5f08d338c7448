namespace ErosDeploy.Sandbox.Formats;

/// <summary>The resources that callers send.</summary>
internal static class JsonShapes
{
    static readonly Dictionary<string, JsonShape> Shapes = new(StringComparer.Ordinal)
    {
        ["Job"] = new("jobReference:JobReference configuration:Configuration"),
        ["JobReference"] = new("projectId:string jobId:string location:string"),
        ["Configuration"] = new("jobType:string dryRun:bool jobTimeoutMs:scalar labels:string{} query:Query load:Load extract:Extract copy:Copy !reservation:string !maxSlots:int"),
        ["Query"] = new(
            "query:string destinationTable:TableReference createDisposition:string writeDisposition:string defaultDataset:DatasetReference priority:string preserveNulls:bool "
            + "allowLargeResults:bool useQueryCache:bool flattenResults:bool maximumBillingTier:int maximumBytesBilled:int useLegacySql:bool parameterMode:string "
            + "queryParameters:QueryParameter[] schemaUpdateOptions:string[] timePartitioning:TimePartitioning rangePartitioning:RangePartitioning clustering:Clustering "
            + "connectionProperties:ConnectionProperty[] createSession:bool writeIncrementalResults:bool !tableDefinitions !userDefinedFunctionResources !scriptOptions "
            + "!destinationEncryptionConfiguration !continuous:bool"),
        ["QueryRequest"] = new(
            "query:string maxResults:uint defaultDataset:DatasetReference timeoutMs:uint jobTimeoutMs:scalar dryRun:bool preserveNulls:bool useQueryCache:bool useLegacySql:bool "
            + "parameterMode:string queryParameters:QueryParameter[] location:string formatOptions:FormatOptions connectionProperties:ConnectionProperty[] labels:string{} "
            + "maximumBytesBilled:int requestId:string createSession:bool jobCreationMode:string writeIncrementalResults:bool reservation:string maxSlots:int continuous:bool"),
        ["FormatOptions"] = new("useInt64Timestamp:bool timestampOutputFormat:string"),
        ["ConnectionProperty"] = new("key:string value:string"),
        ["QueryParameter"] = new("name:string parameterType:ParameterType parameterValue:ParameterValue"),
        ["ParameterType"] = new("type:string arrayType:ParameterType structTypes:StructMember[] rangeElementType:ParameterType !timestampPrecision:int=6"),
        ["StructMember"] = new("name:string type:ParameterType description:string"),
        ["ParameterValue"] = new("value:scalar arrayValues:ParameterValue[] structValues:ParameterValue{} rangeValue:RangeValue"),
        ["RangeValue"] = new("start:ParameterValue end:ParameterValue"),
        ["Load"] = new(
            "sourceUris:string[] schema:Schema destinationTable:TableReference createDisposition:string writeDisposition:string nullMarker:string fieldDelimiter:string "
            + "skipLeadingRows:int encoding:string quote:string allowQuotedNewlines:bool sourceFormat:string allowJaggedRows:bool ignoreUnknownValues:bool autodetect:bool "
            + "schemaUpdateOptions:string[] timePartitioning:TimePartitioning rangePartitioning:RangePartitioning clustering:Clustering useAvroLogicalTypes:bool decimalTargetTypes:string[] "
            + "!columnNameCharacterMap:string=COLUMN_NAME_CHARACTER_MAP_UNSPECIFIED !connectionProperties !copyFilesOnly:bool !createSession:bool !dateFormat:string !datetimeFormat:string "
            + "!destinationEncryptionConfiguration !destinationTableProperties !fileSetSpecType:string=FILE_SET_SPEC_TYPE_FILE_SYSTEM_MATCH "
            + "!hivePartitioningOptions !jsonExtension:string=JSON_EXTENSION_UNSPECIFIED !maxBadRecords:int !nullMarkers:string[] !parquetOptions "
            + "!preserveAsciiControlCharacters:bool !projectionFields:string[] !referenceFileSchemaUri:string !schemaInline:string !schemaInlineFormat:string "
            + "!sourceColumnMatch:string=SOURCE_COLUMN_MATCH_UNSPECIFIED !timeFormat:string !timeZone:string !timestampFormat:string !timestampTargetPrecision:any[]"),
        ["Extract"] = new(
            "sourceTable:TableReference destinationUri:string destinationUris:string[] printHeader:bool fieldDelimiter:string destinationFormat:string compression:string "
            + "useAvroLogicalTypes:bool !sourceModel !modelExtractOptions"),
        ["Copy"] = new(
            "sourceTable:TableReference sourceTables:TableReference[] destinationTable:TableReference createDisposition:string writeDisposition:string operationType:string "
            + "destinationExpirationTime:string !destinationEncryptionConfiguration"),
        ["DatasetReference"] = new("projectId:string datasetId:string"),
        ["TableReference"] = new("projectId:string datasetId:string tableId:string"),
        ["RoutineReference"] = new("projectId:string datasetId:string routineId:string"),
        ["TimePartitioning"] = new("type:string field:string expirationMs:int requirePartitionFilter:bool"),
        ["RangePartitioning"] = new("field:string range:Range"),
        ["Range"] = new("start:int end:int interval:int"),
        ["Clustering"] = new("fields:string[]"),
        ["Schema"] = new("fields:Field[] !foreignTypeInfo"),
        ["Field"] = new(
            "name:string type:string mode:string fields:Field[] description:string defaultValueExpression:string collation:string roundingMode:string policyTags:PolicyTags "
            + "maxLength:int precision:int scale:int rangeElementType:RangeElement !dataPolicies !dataGovernanceTags !generatedColumn !foreignTypeDefinition !timestampPrecision:int=6"),
        ["PolicyTags"] = new("names:string[]"),
        ["RangeElement"] = new("type:string"),
        ["Dataset"] = new(
            "datasetReference:DatasetReference location:string friendlyName:string description:string labels:string{} defaultTableExpirationMs:int "
            + "defaultPartitionExpirationMs:int maxTimeTravelHours:int defaultCollation:string defaultRoundingMode:string storageBillingModel:string isCaseInsensitive:bool "
            + "access:object[] !defaultEncryptionConfiguration !linkedDatasetSource !externalDatasetReference !externalCatalogDatasetOptions !resourceTags:string{}"),
        ["Table"] = new(
            "tableReference:TableReference friendlyName:string description:string labels:string{} schema:Schema timePartitioning:TimePartitioning "
            + "rangePartitioning:RangePartitioning requirePartitionFilter:bool clustering:Clustering expirationTime:int view:View materializedView:MaterializedView "
            + "tableConstraints:Constraints resourceTags:string{} defaultCollation:string defaultRoundingMode:string !maxStaleness:string !externalDataConfiguration "
            + "!biglakeConfiguration !encryptionConfiguration !tableReplicationInfo !model !externalCatalogTableOptions !partitionDefinition"),
        ["View"] = new("query:string useLegacySql:bool useExplicitColumnNames:bool !userDefinedFunctionResources !privacyPolicy !foreignDefinitions"),
        ["MaterializedView"] = new("query:string enableRefresh:bool refreshIntervalMs:int allowNonIncrementalDefinition:bool !maxStaleness:string"),
        ["Constraints"] = new("primaryKey:PrimaryKey foreignKeys:ForeignKey[]"),
        ["PrimaryKey"] = new("columns:string[]"),
        ["ForeignKey"] = new("name:string referencedTable:TableReference columnReferences:ColumnReference[]"),
        ["ColumnReference"] = new("referencingColumn:string referencedColumn:string"),
        ["Routine"] = new(
            "routineReference:RoutineReference routineType:string language:string definitionBody:string arguments:Argument[] returnType:DataType returnTableType:TableType "
            + "description:string determinismLevel:string strictMode:bool importedLibraries:string[] !remoteFunctionOptions !sparkOptions !pythonOptions !externalRuntimeOptions "
            + "!dataGovernanceType:string=DATA_GOVERNANCE_TYPE_UNSPECIFIED !securityMode:string=SECURITY_MODE_UNSPECIFIED"),
        ["Argument"] = new("name:string argumentKind:string mode:string dataType:DataType tableType:TableType isAggregate:bool"),
        ["DataType"] = new("typeKind:string arrayElementType:DataType rangeElementType:DataType structType:StructType"),
        ["StructType"] = new("fields:StandardField[]"),
        ["TableType"] = new("columns:StandardField[]"),
        ["StandardField"] = new("name:string type:DataType"),
        ["TestPermissions"] = new("permissions:string[]"),
        ["RowAccessPolicy"] = new("rowAccessPolicyReference:RowAccessPolicyReference filterPredicate:string grantees:string[] force:bool"),
        ["RowAccessPolicyReference"] = new("projectId:string datasetId:string tableId:string policyId:string"),
        ["InsertAll"] = new("rows:InsertRow[] skipInvalidRows:bool ignoreUnknownValues:bool traceId:string !templateSuffix:string"),
        ["InsertRow"] = new("insertId:string json:object"),
        ["Bucket"] = new("name:string location:string storageClass:string labels:string{} versioning:Switch hierarchicalNamespace:Switch !encryption"),
        ["Switch"] = new("!enabled:bool"),
        ["Object"] = new(
            "name:string contentType:string contentEncoding:string contentDisposition:string contentLanguage:string cacheControl:string storageClass:string "
            + "customTime:string metadata:string{} md5Hash:string crc32c:string temporaryHold:bool eventBasedHold:bool"),
        ["Compose"] = new("sourceObjects:SourceObject[] destination:Object"),
        ["SourceObject"] = new("name:string generation:int objectPreconditions:object"),
        ["Transfer"] = new(
            "name:string displayName:string dataSourceId:string destinationDatasetId:string params:object schedule:string scheduleOptions:ScheduleOptions disabled:bool "
            + "notificationPubsubTopic:string emailPreferences:object dataRefreshWindowDays:int"),
        ["ScheduleOptions"] = new("startTime:string endTime:string disableAutoScheduling:bool"),
    };

    public static JsonShape Bucket => Shapes["Bucket"];

    public static JsonShape Object => Shapes["Object"];

    public static JsonShape Compose => Shapes["Compose"];

    public static JsonShape Transfer => Shapes["Transfer"];

    public static JsonShape Job => Shapes["Job"];

    public static JsonShape QueryRequest => Shapes["QueryRequest"];

    public static JsonShape Configuration => Shapes["Configuration"];

    public static JsonShape Dataset => Shapes["Dataset"];

    public static JsonShape Table => Shapes["Table"];

    public static JsonShape Routine => Shapes["Routine"];

    public static JsonShape TestPermissions => Shapes["TestPermissions"];

    public static JsonShape RowAccessPolicy => Shapes["RowAccessPolicy"];

    public static JsonShape InsertAll => Shapes["InsertAll"];

    public static JsonShape? Find(string name) => Shapes.GetValueOrDefault(name);
}
