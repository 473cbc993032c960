using NeuralMarket.Format.Categories;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>What the tags of a set are to one patch, each worked out once.</summary>
internal sealed class TagRoles
{
    private readonly IsARelations _relations;
    private readonly CategoryList _categories;
    private readonly HashSet<Tag> _domain;
    private readonly Dictionary<Tag, TagRole> _roles = [];

    public TagRoles(LineageStep step, IsARelations relations)
    {
        _relations = relations;
        _categories = step.Package.Categories;
        _domain =
        [
            .. step.TriggerPositions.Select(position => step.ReadOutputs.Outputs[position].Tag),
            .. _categories.Outputs.Select(output => output.Tag),
        ];
    }

    public TagRole Of(Tag tag)
    {
        if (!_roles.TryGetValue(tag, out TagRole? role))
        {
            ISet<Tag> reached = _relations.SelfAndAncestors(tag);
            role = new TagRole(reached.Overlaps(_domain), OutputPositions.Reached(reached, _categories));
            _roles.Add(tag, role);
        }

        return role;
    }
}

/// <summary>From tags to output positions.</summary>
internal static class OutputPositions
{
    /// <summary>The 0-based positions, ascending, of the outputs that stand among the tags.</summary>
    public static int[] Reached(ISet<Tag> tags, CategoryList categories) =>
        [.. tags.Select(categories.Find).Where(row => row is { Index: > 0 }).Select(row => row!.Index - 1).Order()];
}
