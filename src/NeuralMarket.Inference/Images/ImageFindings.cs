using NeuralMarket.Format.Findings;

namespace NeuralMarket.Inference.Images;

/// <summary>Why an image cannot be used: a rule and a sentence.</summary>
internal sealed record ImageProblem(string Rule, string Message)
{
    public Finding At(string where) => new(Rule, Severity.Error, where, Message, RemedyFor(Rule));

    public Reading<DecodedImage> Refuse(string where) => new(null, [At(where)]);

    private static string RemedyFor(string rule) => rule switch
    {
        ImageRules.Format => "Save the image as JPEG, PNG or WebP; renaming the file does not convert it.",
        ImageRules.Size => "Save the image in a smaller size or with stronger compression.",
        ImageRules.Pixels => "Scale the image down to at most 100 million pixels.",
        ImageRules.Cmyk => "Convert the image to RGB.",
        ImageRules.Depth => "Save the image with 8 bits a channel.",
        ImageRules.Truncated => "Copy or download the file again; its end is missing.",
        ImageRules.Cut => "Leave the image out, or use a base network whose 'resize' is at least as large as its input.",
        _ => "Open the image in an editor and save it anew, or leave it out.",
    };
}
