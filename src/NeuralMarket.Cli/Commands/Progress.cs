using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NeuralMarket.Cli.Commands;

/// <summary>Progress bars on standard error; nothing where nobody watches.</summary>
internal static class Progress
{
    /// <summary>Runs work under a bar with a share and the time left; <paramref name="work"/> calls its argument with how much is done in all.</summary>
    public static Task ShowAsync(Output output, string what, double total, Func<Action<double>, Task> work) =>
        ShowAsync(output, what, total, work, new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    /// <summary>The same for work on images, which also shows how many are done in a second.</summary>
    public static Task ShowImagesAsync(Output output, string what, int images, Func<Action<double>, Task> work) =>
        ShowAsync(output, what, images, work, new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn());

    private static Task ShowAsync(Output output, string what, double total, Func<Action<double>, Task> work, params ProgressColumn[] columns) =>
        output.Progress.Profile.Capabilities.Interactive
            ? output.Progress.Progress().AutoClear(true)
                .Columns(columns)
                .StartAsync(context =>
                {
                    ProgressTask task = context.AddTask(what, maxValue: Math.Max(1, total));
                    return work(done => task.Value = done);
                })
            : work(_ => { });

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Spectre.Console.Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:F1} images/s") : "");
    }
}
