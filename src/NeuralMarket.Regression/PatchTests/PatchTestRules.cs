namespace NeuralMarket.Regression.PatchTests;

/// <summary>The stable codes for why a patch cannot be tested.</summary>
public static class PatchTestRules
{
    /// <summary>The package names another base network, or its rows have another length.</summary>
    public const string Base = "regression.base";

    /// <summary>The patch is triggered by another patch that was not given.</summary>
    public const string ParentMissing = "regression.parent-missing";

    /// <summary>The parents form a cycle.</summary>
    public const string ParentCycle = "regression.parent-cycle";

    /// <summary>More than four patches stand above each other.</summary>
    public const string ParentDepth = "regression.parent-depth";

    /// <summary>No trigger category stands in the network whose outputs the trigger reads.</summary>
    public const string TriggerOverlap = "regression.trigger-overlap";

    /// <summary>The package to compare with cannot be tested; the place says which rule it breaks.</summary>
    public const string Against = "regression.against";

    /// <summary>The store lacks images of the set.</summary>
    public const string FeaturesMissing = "regression.features-missing";

    /// <summary>No image of the set can be used.</summary>
    public const string NoImages = "regression.no-images";
}
