using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Categories;

/// <summary>The <c>child parent</c> pairs of an <c>is_a.txt</c>: an image of the child is one of the parent, too, through any number of steps.</summary>
public sealed class IsARelations
{
    private readonly Dictionary<Tag, Tag[]> _parents;

    /// <summary>Takes pairs without a cycle.</summary>
    public IsARelations(IEnumerable<(Tag Child, Tag Parent)> pairs) =>
        _parents = pairs.GroupBy(pair => pair.Child).ToDictionary(group => group.Key, group => group.Select(pair => pair.Parent).Distinct().ToArray());

    /// <summary>No relations at all.</summary>
    public static IsARelations None { get; } = new([]);

    /// <summary>Reads an <c>is_a.txt</c>; a cycle is an error.</summary>
    public static Reading<IsARelations> Read(ReadOnlyMemory<byte> text) => IsAText.Read(text);

    /// <summary>The tag itself and all that it reaches.</summary>
    public ISet<Tag> SelfAndAncestors(Tag tag)
    {
        HashSet<Tag> reached = [tag];
        Stack<Tag> open = new([tag]);
        while (open.Count > 0)
        {
            foreach (Tag parent in _parents.TryGetValue(open.Pop(), out Tag[]? parents) ? parents : [])
            {
                if (reached.Add(parent))
                {
                    open.Push(parent);
                }
            }
        }

        return reached;
    }

    /// <summary>The pairs, by child and parent number.</summary>
    public IEnumerable<(Tag Child, Tag Parent)> Pairs =>
        _parents.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value.OrderBy(parent => parent).Select(parent => (pair.Key, parent)));
}
