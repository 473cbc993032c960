using System.Collections;

namespace NeuralMarket.Format.Categories;

/// <summary>One row of a <c>map_clsloc.txt</c>.</summary>
/// <param name="Tag">The category's tag.</param>
/// <param name="Index">The output index: 1 to K for an output, 0 for a category that is there for triggering alone.</param>
/// <param name="Name">The display name, underscores already spaces.</param>
public sealed record Category(Tag Tag, int Index, string Name);

/// <summary>The rows of a checked <c>map_clsloc.txt</c>, in file order.</summary>
public sealed class CategoryList : IReadOnlyList<Category>
{
    private readonly Category[] _rows;
    private readonly Dictionary<Tag, Category> _byTag;

    /// <summary>Takes rows with distinct tags.</summary>
    /// <exception cref="ArgumentException">Two rows share a tag.</exception>
    public CategoryList(IEnumerable<Category> rows)
    {
        _rows = [.. rows];
        _byTag = _rows.ToDictionary(row => row.Tag);
        Outputs = [.. _rows.Where(row => row.Index > 0).OrderBy(row => row.Index)];
    }

    /// <summary>The rows with an index above 0, by index: element k has output index k+1.</summary>
    public IReadOnlyList<Category> Outputs { get; }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public Category this[int index] => _rows[index];

    /// <summary>The row with this tag, or <see langword="null"/>.</summary>
    public Category? Find(Tag tag) => _byTag.TryGetValue(tag, out Category? row) ? row : null;

    /// <inheritdoc/>
    public IEnumerator<Category> GetEnumerator() => ((IEnumerable<Category>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _rows.GetEnumerator();
}
