using NeuralMarket.Format.Findings;

namespace NeuralMarket.Cli.Commands;

/// <summary>Rules that authors meet beside those of the format library: of files that nobody can read, of images, and of what a submission needs before review.</summary>
internal static class OtherRules
{
    public static IReadOnlyList<RuleDescription> All { get; } =
    [
        new("container.reader", "The reader can make sense of the file.", "A file on which the reader breaks, which is a mistake of the reader as well.", "Build the package with \"neuralmarket pack\", and report the file."),
        new("container.file", "The file can be read.", "A misspelt path, a folder, or a file that belongs to somebody else.", "Check the path and its permissions."),
        new("weights.source", "`pack` finds exactly one layer that fits map_clsloc.txt in the files that it is given.", "A checkpoint with two layers of three outputs, or a .npy file with an object in it.", "Name the tensors with `--weight-name` and `--bias-name`, or save the last layer alone."),
        new("image.file", "The file can be read.", "A misspelt path, or a folder.", "Check the path and its permissions."),
        new("image.format", "An image is JPEG, PNG or WebP, whatever its name says.", "A BMP with the name changed to .jpg.", "Convert it."),
        new("image.size", "An image file is at most 256 MiB.", "A raw scan.", "Use a smaller image."),
        new("image.pixels", "An image has at most 100 million pixels.", "A panorama of 20,000 × 10,000 pixels.", "Use a smaller image."),
        new("image.cmyk", "An image has no CMYK or YCCK colours.", "A JPEG made for print.", "Convert it to RGB."),
        new("image.depth", "An image has at most 8 bits a channel.", "A 16-bit PNG.", "Convert it to 8 bits."),
        new("image.truncated", "An image file is whole.", "A download that broke off.", "Fetch it again."),
        new("image.damaged", "An image's headers and data are sound.", "A file with damaged sectors.", "Fetch it again, or leave it out."),
        new("image.cut", "The network's cut fits into the resized image.", "`input 3 224 224` with `resize 200`.", "Let the network resize to at least the larger side of its input."),
        new("submission.description", "A submission has a description of what the patch identifies.", "A manifest without `description`.", "Add it to manifest.json, or send it with `neuralmarket submit --description`."),
        new("submission.tested-on-android", "The patch was tried on an Android device.", "`testedOn` names iPhones alone.", "Try it on one, and add the device to `testedOn`."),
        new("submission.tested-on-ios", "The patch was tried on an iOS device.", "`testedOn` names Pixels alone.", "Try it on one, and add the device to `testedOn`."),
    ];
}
