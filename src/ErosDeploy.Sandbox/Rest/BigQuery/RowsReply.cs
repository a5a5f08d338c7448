using System.Text;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>A response with rows that are already in wire form, TIMESTAMPs in microseconds.</summary>
internal static class RowsReply
{
    public static HttpResponseMessage Of(JsonObject head, IReadOnlyList<byte[]> rows, IReadOnlyList<SqlType> types, TimestampForm form)
    {
        var text = Encoding.UTF8.GetBytes(Reply.Text(head));
        if (rows.Count == 0)
            return Reply.JsonBytes(text);
        using var body = new MemoryStream(text.Length + rows.Sum(row => row.Length + 1) + 16);
        body.Write(text, 0, text.Length - 1);
        body.Write(text.Length > 2 ? ",\"rows\":["u8 : "\"rows\":["u8);
        var rewrites = form != TimestampForm.Microseconds && types.Any(WireTimestamps.Matter);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0)
                body.WriteByte((byte)',');
            body.Write(rewrites ? Rewritten(rows[i], types, form) : rows[i]);
        }

        body.Write("]}"u8);
        return Reply.JsonBytes(body.ToArray());
    }

    public static IReadOnlyList<SqlType> Types(JsonObject schema) =>
        [.. SchemaReader.Columns(schema).Select((ColumnEntry column) => column.Type)];

    static byte[] Rewritten(byte[] row, IReadOnlyList<SqlType> types, TimestampForm form)
    {
        var json = JsonNode.Parse(row)!.AsObject();
        WireTimestamps.Rewrite(json, types, form);
        return Encoding.UTF8.GetBytes(Reply.Text(json));
    }
}
