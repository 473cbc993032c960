using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// Kinds of photos within one output that it gets right less often than the rest of that output: Fisher's exact test for each, with Holm's correction for their
/// number (statistics.md, "Verdict"). It never fails a patch.
/// </summary>
internal sealed class SlicesCheck : IRegressionCheck
{
    private const int FewestImages = 10;
    private const double Error = 0.05;

    public string Name => "slices";

    public CheckMode DefaultMode => CheckMode.Shadow;

    public string Meaning => "Within one output, is there a kind of photo (a breed, a make) that it gets right far less often than the rest? With many kinds one is always the weakest, so only what cannot be chance is shown.";

    public CheckResult Run(CheckContext context)
    {
        SliceFigures[] slices = [.. Slices(context.Measurements)];
        SliceFigures[] weak = [.. slices.Where(slice => slice.PValue < Error).OrderBy(slice => slice.PValue)];
        return new CheckResult(
            weak.Length == 0 ? Outcome.Pass : Outcome.Attention,
            slices.Length == 0 ? "No output has kinds of photos to tell apart."
            : weak.Length == 0 ? $"None of {Wording.Count(slices.Length, "kind")} of photos is answered worse than the rest of its output beyond chance."
            : $"It is weaker on {Wording.List([.. weak.Take(5).Select(slice => $"{slice.Name} ({slice.Correct} of {slice.Images} right)")])} than on the rest of the same output. Ask for more images of {(weak.Length == 1 ? "it" : "them")} in training.")
        {
            Adds = report => report with { Slices = slices },
        };
    }

    private static IEnumerable<SliceFigures> Slices(PatchMeasurements measurements)
    {
        List<(Tag Tag, int Output, Proportion Slice, double P)> tested = [];
        foreach (IGrouping<int, ImageObservation> output in measurements.Observations.Where(image => image.Role.IsLabelled).GroupBy(image => image.Role.Output!.Value))
        {
            IGrouping<Tag, ImageObservation>[] tags = [.. output.GroupBy(image => image.Image.Tag)];
            Proportion all = Count(output);
            tested.AddRange(tags
                .Where(tag => tags.Length > 1 && tag.Count() >= FewestImages)
                .Select(tag => (tag.Key, output.Key, Count(tag), FisherExact.Lower(Count(tag), new Proportion(all.Successes - Count(tag).Successes, all.Trials - Count(tag).Trials)))));
        }

        double[] adjusted = Holm.Adjust([.. tested.Select(slice => slice.P)]);
        return tested.Zip(adjusted).Select(pair => new SliceFigures(
            pair.First.Tag.ToString(),
            measurements.NameOf(pair.First.Tag),
            measurements.Package.Categories.Outputs[pair.First.Output].Tag.ToString(),
            pair.First.Slice.Trials,
            pair.First.Slice.Successes,
            pair.First.Slice.Wilson(),
            pair.Second));
    }

    private static Proportion Count(IEnumerable<ImageObservation> images)
    {
        (int right, int all) = (0, 0);
        foreach (ImageObservation image in images)
        {
            all++;
            right += image.Correct ? 1 : 0;
        }

        return new Proportion(right, all);
    }
}
