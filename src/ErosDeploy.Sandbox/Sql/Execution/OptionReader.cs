using System.Text.Json.Nodes;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Catalog.Ddl;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Reads OPTIONS(...) into entries, by the list of what the kind of object has: a name that is not known or not done is an error.</summary>
internal sealed class OptionReader(StatementContext context)
{
    static readonly SqlType TextArray = SqlType.Array(SqlType.String);

    public TableEntry Apply(TableEntry table, IReadOnlyList<OptionEntry> options) => Apply(table, options, ListOf(table.Kind), Apply);

    public DatasetEntry Apply(DatasetEntry dataset, IReadOnlyList<OptionEntry> options, OptionList list) => Apply(dataset, options, list, Apply);

    public RoutineEntry Apply(RoutineEntry routine, IReadOnlyList<OptionEntry> options) => Apply(routine, options, ListOf(routine), Apply);

    public ColumnEntry Apply(ColumnEntry column, IReadOnlyList<OptionEntry> options) => Apply(column, options, OptionList.Column, Apply);

    public ColumnEntry ApplyToView(ColumnEntry column, IReadOnlyList<OptionEntry> options) => Apply(column, options, OptionList.ViewColumn, Apply);

    static T Apply<T>(T entry, IReadOnlyList<OptionEntry> options, OptionList list, Func<T, OptionEntry, SqlType, T> apply)
    {
        list.Check(options);
        return options.Aggregate(entry, (current, option) => apply(current, option, list.TypeOf(option)));
    }

    static OptionList ListOf(TableKind kind) => kind switch
    {
        TableKind.View => OptionList.View,
        TableKind.MaterializedView => OptionList.MaterializedView,
        TableKind.Snapshot => OptionList.Snapshot,
        _ => OptionList.Table,
    };

    static OptionList ListOf(RoutineEntry routine) => routine switch
    {
        { Kind: RoutineKind.Procedure } => OptionList.Procedure,
        { Language: "JAVASCRIPT" or "JS" } => OptionList.JavaScript,
        { Language: "PYTHON" } => OptionList.Python,
        _ => OptionList.SqlRoutine,
    };

    TableEntry Apply(TableEntry table, OptionEntry option, SqlType type) => Key(option) switch
    {
        "description" => table with { Description = Text(option, type) },
        "friendly_name" => table with { FriendlyName = Text(option, type) },
        "labels" => table with { Labels = Pairs(option, type, table.Labels) },
        "tags" => table with { ResourceTags = Pairs(option, type, table.ResourceTags) },
        "expiration_timestamp" => table with { ExpiresAt = Instant(option.Value) },
        "partition_expiration_days" => table with { TimePartitioning = Expiring(table, option, type) },
        "require_partition_filter" => table with { RequirePartitionFilter = RequiresFilter(table, option, type) },
        "default_rounding_mode" => table with { DefaultRoundingMode = Rounding(option, type) },
        "max_staleness" => table with { OtherOptions = With(table.OtherOptions, option, type), MaxStalenessSeconds = Seconds(option, type) },
        _ => table with { OtherOptions = With(table.OtherOptions, option, type) },
    };

    DatasetEntry Apply(DatasetEntry dataset, OptionEntry option, SqlType type) => Key(option) switch
    {
        "description" => dataset with { Description = Text(option, type) },
        "friendly_name" => dataset with { FriendlyName = Text(option, type) },
        "labels" => dataset with { Labels = Pairs(option, type, dataset.Labels) },
        "location" => dataset with { Location = Location(option, type) },
        "default_table_expiration_days" => dataset with { DefaultTableExpirationMs = Days(option, type) },
        "default_partition_expiration_days" => dataset with { DefaultPartitionExpirationMs = Days(option, type) },
        "max_time_travel_hours" => dataset with { MaxTimeTravelHours = DatasetRules.TimeTravel((long?)Value(option, type)) },
        "storage_billing_model" => dataset with { StorageBillingModel = DatasetRules.BillingModel(Text(option, type)) },
        "default_rounding_mode" => dataset with { DefaultRoundingMode = Rounding(option, type) },
        "is_case_insensitive" => dataset with { IsCaseInsensitive = DatasetRules.CaseInsensitive(Value(option, type) is true) },
        _ => throw new ArgumentOutOfRangeException(nameof(option), Key(option), null),
    };

    RoutineEntry Apply(RoutineEntry routine, OptionEntry option, SqlType type) => Key(option) switch
    {
        "description" => routine with { Description = Text(option, type) },
        "strict_mode" => routine with { StrictMode = Value(option, type) is not false },
        _ => routine with { Options = With(routine.Options, option, type) },
    };

    ColumnEntry Apply(ColumnEntry column, OptionEntry option, SqlType type) => Key(option) switch
    {
        "description" => column with { Description = Text(option, type) },
        "rounding_mode" => column with { RoundingMode = ColumnRounding(column, option, type) },
        "policy_tags" => column with { PolicyTags = Strings(option, type) },
        _ => throw new ArgumentOutOfRangeException(nameof(option), Key(option), null),
    };

    TimePartitioning? Expiring(TableEntry table, OptionEntry option, SqlType type) => table.TimePartitioning is { } time
        ? time with { ExpirationMs = Days(option, type) }
        : throw BigQueryException.InvalidQuery("Option partition_expiration_days is only valid for tables that are partitioned by time");

    bool RequiresFilter(TableEntry table, OptionEntry option, SqlType type)
    {
        var requires = Value(option, type) is true;
        if (requires && !table.IsPartitioned) throw BigQueryException.InvalidQuery("Option require_partition_filter is only valid for partitioned tables");
        return requires;
    }

    string Location(OptionEntry option, SqlType type) => Text(option, type) is not { } location ? context.Names.Location : DatasetRules.Location(location);

    string? Rounding(OptionEntry option, SqlType type) => RoundingModes.Checked(Text(option, type));

    string? ColumnRounding(ColumnEntry column, OptionEntry option, SqlType type)
    {
        if (RoundingModes.Apply(column.Type)) return Rounding(option, type);
        throw BigQueryException.InvalidQuery($"Option rounding_mode is only valid for columns of type NUMERIC and BIGNUMERIC, but {column.Name} has type {column.Type}");
    }

    /// <summary>The instant of a TIMESTAMP expression, to the microsecond; null for NULL.</summary>
    public DateTimeOffset? Instant(Expression expression)
    {
        var sql = context.Translator.Assignment(expression, SqlType.Timestamp, "timestamp").Sql;
        return Scalar($"epoch_us({sql})") is long us ? DateTimeOffset.UnixEpoch.AddMicroseconds(us) : null;
    }

    long? Seconds(OptionEntry option, SqlType type) => Scalar($"CAST(epoch({Sql(option, type)}) AS BIGINT)") as long?;

    public string? Text(OptionEntry option, SqlType type) => (string?)Value(option, type);

    Dictionary<string, string> With(IReadOnlyDictionary<string, string> options, OptionEntry option, SqlType type)
    {
        var next = options.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal);
        if (Scalar(Sql(option, type)) is null) next.Remove(Key(option));
        else next[Key(option)] = type == TextArray ? $"[{string.Join(", ", Strings(option, type).Select(GoogleText.String))}]" : context.TextOf(option.Value);
        return next;
    }

    /// <summary>Labels and tags: pairs of strings, the last of a key winning; with += over those that were there.</summary>
    Dictionary<string, string> Pairs(OptionEntry option, SqlType type, IReadOnlyDictionary<string, string> before)
    {
        var pairs = option.Operator == "+=" ? before.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        foreach (var pair in Json(option, type)) pairs[(string)pair![0]!] = (string?)pair[1] ?? "";
        return pairs;
    }

    /// <summary>The values of an array of strings.</summary>
    public IReadOnlyList<string> Strings(OptionEntry option, SqlType type) => [.. Json(option, type).Select(text => (string?)text ?? "")];

    /// <summary>An array's elements, STRUCTs as arrays of their fields.</summary>
    JsonArray Json(OptionEntry option, SqlType type)
    {
        var element = type.Element!.IsStruct
            ? $"[{string.Join(", ", type.Element!.PhysicalFieldNames.Select(f => $"struct_extract(e, {SqlText.Literal(f)})"))}]"
            : "e";
        var text = Scalar($"CAST(to_json(list_transform({Sql(option, type, arrays: true)}, lambda e: {element})) AS VARCHAR)");
        return text is string json ? (JsonArray)JsonNode.Parse(json)! : [];
    }

    long? Days(OptionEntry option, SqlType type) => Value(option, type) is double days ? (long)(days * TimeSpan.FromDays(1).TotalMilliseconds) : null;

    /// <summary>The value of an option that is no array, as DuckDB gives it.</summary>
    public object? Value(OptionEntry option, SqlType type) => Scalar(Sql(option, type));

    string Sql(OptionEntry option, SqlType type, bool arrays = false)
    {
        if (option.Operator == "-=" || option.Operator == "+=" && !arrays)
            throw BigQueryException.InvalidQuery($"Operators '+=' and '-=' are not allowed for option {option.Name.Name}");
        return context.Translator.Option(option, type).Sql;
    }

    object? Scalar(string sql) => JobContext.Explained(() => context.Connection.Scalar($"SELECT {sql}", context.Token));

    static string Key(OptionEntry option) => option.Name.Name.ToLowerInvariant();
}
