using System.Text;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Publication;

/// <summary>The manifest under which a package is published: in the name of the account that sent it, with the words that came with it where it has none.</summary>
internal static class PublishedManifest
{
    /// <summary>Makes it; the result is checked by the package's own rules, since names and mails come from people.</summary>
    public static Manifest Of(Submission submission, Manifest sent) => sent with
    {
        Author = submission.Author!.DisplayName.Normalize(NormalizationForm.FormC),
        Description = sent.Description ?? submission.Description?.ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC),
    };
}
