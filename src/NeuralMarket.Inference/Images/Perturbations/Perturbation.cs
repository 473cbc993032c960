namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>
/// A change of a photo such as the same phone might have made a second later: held at an angle, in other light, moved, compressed. Pure pixel code, the same
/// on every machine. A change works on the photo before it is resized (<see cref="OnSource"/>) or on the network's own pixels (<see cref="OnCut"/>).
/// </summary>
public abstract class Perturbation
{
    /// <summary>The stable name as it stands in reports, for example <c>tilt+10</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Raised when the same photo comes out differently.</summary>
    public virtual int Version => 1;

    /// <summary>What a person would say, for example "held 10 degrees to the right".</summary>
    public abstract string Description { get; }

    /// <summary>Changes the decoded photo.</summary>
    public virtual DecodedImage OnSource(DecodedImage image) => image;

    /// <summary>Changes the pixels that were resized and cut out for the network.</summary>
    public virtual DecodedImage OnCut(DecodedImage image) => image;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
