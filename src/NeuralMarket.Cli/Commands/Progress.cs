using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>Progress bars on standard error; nothing where nobody watches.</summary>
internal static class Progress
{
    /// <summary>Runs work under a bar with a share and the time left; <paramref name="work"/> calls its argument with how much is done in all.</summary>
    public static Task ShowAsync(Output output, string what, double total, Func<Action<double>, Task> work) =>
        output.Progress.Profile.Capabilities.Interactive
            ? output.Progress.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    ProgressTask task = context.AddTask(what, maxValue: Math.Max(1, total));
                    return work(done => task.Value = done);
                })
            : work(_ => { });
}
