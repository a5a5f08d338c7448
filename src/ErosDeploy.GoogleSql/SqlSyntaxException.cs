namespace ErosDeploy.GoogleSql;

/// <summary>
/// Text that is not GoogleSQL. <see cref="Exception.Message"/> is in BigQuery's words without the position ("Syntax error: Unexpected keyword FROM");
/// the service appends "at [line:column]", both counted from 1, columns in characters with tabs to the next multiple of eight.
/// </summary>
public sealed class SqlSyntaxException(string message, int position, int line, int column, string advice = "") : Exception(message)
{
    /// <summary>Offset into the text, 0 to its length.</summary>
    public int Position { get; } = position;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What the service says behind the position; mostly empty.</summary>
    public string Advice { get; } = advice;

    public string MessageWithPosition => $"{Message} at [{Line}:{Column}]{Advice}";
}
