using System.Collections.Concurrent;
using System.Reflection;

namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>Walks over trees for those who look for some kinds of nodes and do not care where they stand.</summary>
public static class SyntaxWalk
{
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = new();

    /// <summary>The nodes that a node is made of.</summary>
    public static IEnumerable<Node> Children(this Node node)
    {
        foreach (var part in Parts.GetOrAdd(node.GetType(), PartsOf))
        {
            switch (part.GetValue(node))
            {
                case Node child:
                    yield return child;
                    break;
                case IEnumerable<Node> children:
                    foreach (var child in children) yield return child;
                    break;
            }
        }
    }

    /// <summary>The node, and everything below it before what stands to its right.</summary>
    public static IEnumerable<Node> DescendantsAndSelf(this Node node)
    {
        var left = new Stack<Node>();
        left.Push(node);
        while (left.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children().Reverse()) left.Push(child);
        }
    }

    public static IEnumerable<T> All<T>(this Node node) where T : Node => node.DescendantsAndSelf().OfType<T>();

    static PropertyInfo[] PartsOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && IsPart(p.PropertyType))];

    static bool IsPart(Type type) => type.IsAssignableTo(typeof(Node)) || type.IsAssignableTo(typeof(IEnumerable<Node>));
}
