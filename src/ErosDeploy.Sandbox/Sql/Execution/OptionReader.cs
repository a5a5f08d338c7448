using System.Globalization;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Reads OPTIONS(...) into entries; a name that is not known is an error.</summary>
internal sealed class OptionReader(StatementContext context)
{
    static readonly HashSet<string> OtherTableOptions = new(StringComparer.OrdinalIgnoreCase)
    {
        "kms_key_name", "enable_refresh", "refresh_interval_minutes", "allow_non_incremental_definition", "enable_change_history",
        "enable_fine_grained_mutations", "tags", "privacy_policy", "storage_uri", "file_format", "table_format",
    };

    public TableEntry Apply(TableEntry table, IEnumerable<OptionEntry> options) => options.Aggregate(table, Apply);

    public DatasetEntry Apply(DatasetEntry dataset, IEnumerable<OptionEntry> options) => options.Aggregate(dataset, Apply);

    public RoutineEntry Apply(RoutineEntry routine, IEnumerable<OptionEntry> options) => options.Aggregate(routine, Apply);

    public ColumnEntry Apply(ColumnEntry column, IEnumerable<OptionEntry> options) => options.Aggregate(column, Apply);

    TableEntry Apply(TableEntry table, OptionEntry option) => Key(option) switch
    {
        "description" => table with { Description = Text(option) },
        "friendly_name" => table with { FriendlyName = Text(option) },
        "labels" => table with { Labels = Labels(option, table.Labels) },
        "expiration_timestamp" => table with { ExpiresAt = Instant(option.Value) },
        "partition_expiration_days" when table.TimePartitioning is { } time => table with { TimePartitioning = time with { ExpirationMs = Days(option) } },
        "require_partition_filter" => table with { RequirePartitionFilter = Value(option.Value) is true },
        "default_rounding_mode" => table with { DefaultRoundingMode = Text(option) },
        "max_staleness" => table with { OtherOptions = With(table.OtherOptions, option), MaxStalenessSeconds = Seconds(option.Value) },
        _ when OtherTableOptions.Contains(option.Name.Name) => table with { OtherOptions = With(table.OtherOptions, option) },
        _ => throw Unknown(option),
    };

    DatasetEntry Apply(DatasetEntry dataset, OptionEntry option) => Key(option) switch
    {
        "description" => dataset with { Description = Text(option) },
        "friendly_name" => dataset with { FriendlyName = Text(option) },
        "labels" => dataset with { Labels = Labels(option, dataset.Labels) },
        "location" => dataset with { Location = Text(option) ?? dataset.Location },
        "default_table_expiration_days" => dataset with { DefaultTableExpirationMs = Days(option) },
        "default_partition_expiration_days" => dataset with { DefaultPartitionExpirationMs = Days(option) },
        "max_time_travel_hours" => dataset with { MaxTimeTravelHours = Whole(option) },
        "storage_billing_model" => dataset with { StorageBillingModel = Text(option) },
        "default_rounding_mode" => dataset with { DefaultRoundingMode = Text(option) },
        "is_case_insensitive" => dataset with { IsCaseInsensitive = Value(option.Value) is true },
        _ => throw Unknown(option),
    };

    RoutineEntry Apply(RoutineEntry routine, OptionEntry option) => Key(option) switch
    {
        "description" => routine with { Description = Text(option) },
        "strict_mode" => routine with { StrictMode = Value(option.Value) is not false },
        _ => routine with { Options = With(routine.Options, option) },
    };

    ColumnEntry Apply(ColumnEntry column, OptionEntry option) => Key(option) switch
    {
        "description" => column with { Description = Text(option) },
        "rounding_mode" => column with { RoundingMode = Text(option) },
        "policy_tags" => column with { PolicyTags = [.. Strings(option.Value)] },
        _ => throw Unknown(option),
    };

    /// <summary>The instant of a TIMESTAMP expression, to the microsecond; null for NULL.</summary>
    public DateTimeOffset? Instant(Expression expression)
    {
        var sql = context.Translator.Assignment(expression, Types.SqlType.Timestamp, "timestamp").Sql;
        return JobContext.Explained(() => context.Connection.Scalar($"SELECT epoch_us({sql})", context.Token)) is long us
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(us)
            : null;
    }

    long? Seconds(Expression interval)
    {
        if (interval is NullLiteral) return null;
        var sql = context.Translator.Assignment(interval, Types.SqlType.Interval, "max_staleness").Sql;
        return JobContext.Explained(() => context.Connection.Scalar($"SELECT CAST(epoch({sql}) AS BIGINT)", context.Token)) as long?;
    }

    public string? Text(OptionEntry option) => option.Value switch
    {
        StringLiteral literal => literal.Value,
        _ => Value(option.Value) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null,
    };

    Dictionary<string, string> With(IReadOnlyDictionary<string, string> options, OptionEntry option)
    {
        var next = options.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal);
        if (option.Value is NullLiteral) next.Remove(Key(option));
        else next[Key(option)] = context.TextOf(option.Value);
        return next;
    }

    static Dictionary<string, string> Labels(OptionEntry option, IReadOnlyDictionary<string, string> before)
    {
        var given = option.Value switch
        {
            NullLiteral => [],
            ArrayConstructor array => array.Elements.Select(Label).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal),
            _ => throw BigQueryException.InvalidQuery("The option labels needs an array of pairs of strings"),
        };
        if (option.Operator != "+=") return given;
        foreach (var (key, value) in before) given.TryAdd(key, value);
        return given;
    }

    static KeyValuePair<string, string> Label(Expression element) =>
        element is StructConstructor { Arguments: [{ Value: StringLiteral key }, { Value: StringLiteral value }] }
            ? new(key.Value, value.Value)
            : throw BigQueryException.InvalidQuery("The option labels needs an array of pairs of strings");

    /// <summary>The values of an array of strings.</summary>
    public IReadOnlyList<string> Strings(Expression expression) => expression switch
    {
        ArrayConstructor array when array.Elements.All(e => e is StringLiteral) => [.. array.Elements.Cast<StringLiteral>().Select(s => s.Value)],
        _ => Value(expression) is IEnumerable<string> values ? [.. values] : [],
    };

    long? Days(OptionEntry option) =>
        Value(option.Value) is { } days ? (long)(Convert.ToDouble(days, CultureInfo.InvariantCulture) * TimeSpan.FromDays(1).TotalMilliseconds) : null;

    long? Whole(OptionEntry option) => Value(option.Value) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public object? Value(Expression expression)
    {
        if (expression is NullLiteral) return null;
        var sql = context.Translator.Expression(expression).Sql;
        return JobContext.Explained(() => context.Connection.Scalar($"SELECT {sql}", context.Token));
    }

    static string Key(OptionEntry option) => option.Name.Name.ToLowerInvariant();

    static BigQueryException Unknown(OptionEntry option) => BigQueryException.InvalidQuery($"Unknown option: {option.Name.Name}");
}
