using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql;

/// <summary>Line and column (from 1) of offsets in a text, as BigQuery counts them.</summary>
public sealed class SourceText(string text)
{
    const int TabWidth = 8;
    readonly int[] _lineStarts = LineStarts(text);

    public string Text { get; } = text;

    public (int Line, int Column) PositionOf(int offset)
    {
        var found = Array.BinarySearch(_lineStarts, offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, ColumnIn(_lineStarts[line], offset));
    }

    public (int Line, int Column) PositionOf(Node node) => PositionOf(node.Span.Start);

    public string TextOf(Node node) => node.Span.Of(Text);

    int ColumnIn(int lineStart, int offset)
    {
        var column = 1;
        for (var i = lineStart; i < offset; i++)
        {
            if (Text[i] == '\t') column += TabWidth - (column - 1) % TabWidth;
            else if (!char.IsLowSurrogate(Text[i])) column++;
        }
        return column;
    }

    static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) starts.Add(i + 1);
        }
        return [.. starts];
    }
}
