using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>What one image is to a patch, and what the patch and the base network did on it.</summary>
/// <param name="Image">The image.</param>
/// <param name="Role">What its tag is to the patch.</param>
/// <param name="BaseAnswer">0-based position of the base network's answer.</param>
/// <param name="BaseRight">Whether that is one of the base categories that the image's tag is or reaches.</param>
/// <param name="Fired">Whether the patch fired, its parents included.</param>
/// <param name="Answer">0-based position of the patch's largest output, whether it fired or not.</param>
/// <param name="Probabilities">The patch's outputs [K], whether it fired or not.</param>
public sealed record ImageObservation(
    LabelledImage Image, TagRole Role, int BaseAnswer, bool BaseRight, bool Fired, int Answer, ReadOnlyMemory<float> Probabilities)
{
    /// <summary>Whether the image counts for one output, the patch fired, and that output is its answer.</summary>
    public bool Correct => Fired && IsFinite && Role.Output == Answer;

    /// <summary>Whether it counts for one output and the patch fired.</summary>
    public bool Answered => Fired && Role.IsLabelled;

    /// <summary>The largest probability; not a number when the layer overflowed.</summary>
    public float Confidence => Probabilities.Span[Answer];

    /// <summary>Whether every probability is a finite number.</summary>
    public bool IsFinite
    {
        get
        {
            foreach (float value in Probabilities.Span)
            {
                if (!float.IsFinite(value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}

/// <summary>What images of one tag are to a patch (base-network.md, command-line.md).</summary>
/// <param name="InDomain">The tag is or reaches a trigger category or an output.</param>
/// <param name="Outputs">0-based positions of the outputs that it is or reaches.</param>
public sealed record TagRole(bool InDomain, IReadOnlyList<int> Outputs)
{
    /// <summary>The one output for which such images count; <see langword="null"/> when there is none or more than one.</summary>
    public int? Output => Outputs.Count == 1 ? Outputs[0] : null;

    /// <summary>Whether such images count for exactly one output.</summary>
    public bool IsLabelled => Outputs.Count == 1;

    /// <summary>Whether such images reach several outputs and count for none.</summary>
    public bool IsAmbiguous => Outputs.Count > 1;
}
