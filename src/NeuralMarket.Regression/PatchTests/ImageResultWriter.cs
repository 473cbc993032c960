using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Writes single images' results with tags and names for positions.</summary>
internal sealed class ImageResultWriter(PatchTestRequest request)
{
    private readonly IReadOnlyList<Category> _outputs = request.Package.Categories.Outputs;
    private readonly IReadOnlyList<Category> _baseOutputs = request.Network.Categories.Outputs;

    public ImageResult Write(ImageObservation image)
    {
        (string truth, string truthName) = Truth(image);
        Category baseAnswer = _baseOutputs[image.BaseAnswer];
        return new ImageResult(
            image.Image.RelativePath,
            image.Image.Sha256,
            truth,
            truthName,
            image.Fired,
            image.Fired ? _outputs[image.Answer].Tag.ToString() : null,
            image.Fired ? _outputs[image.Answer].Name : null,
            baseAnswer.Tag.ToString(),
            baseAnswer.Name,
            [.. image.Probabilities.ToArray().Select(value => float.IsFinite(value) ? value : (float?)null)]);
    }

    public AmbiguousImage WriteAmbiguous(ImageObservation image) => new(
        image.Image.RelativePath, image.Image.Sha256, image.Image.Tag.ToString(), [.. image.Role.Outputs.Select(output => _outputs[output].Tag.ToString())]);

    private (string Tag, string Name) Truth(ImageObservation image)
    {
        if (image.Role.Output is { } output)
        {
            return (_outputs[output].Tag.ToString(), _outputs[output].Name);
        }

        string tag = image.Image.Tag.ToString();
        return (tag, request.Images.Categories.Find(image.Image.Tag)?.Name ?? tag);
    }
}
