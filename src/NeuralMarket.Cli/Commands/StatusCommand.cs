using System.CommandLine;
using NeuralMarket.Client;
using NeuralMarket.Client.Submissions;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>status ID --server URL</c>: where a submission stands; with <c>--follow</c> until it is decided.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        Argument<Guid> id = new("ID") { Description = "The submission, as the receipt names it." };
        Option<bool> follow = new("--follow") { Description = "Stay until it is decided." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Says where a submission stands.") { id, ServerConnection.Server, ServerConnection.Key, follow, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Output output = new(parsed.GetValue(json));
            using var connection = ServerConnection.Open(parsed);
            try
            {
                return await RunAsync(connection.Submissions, parsed.GetValue(id), parsed.GetValue(follow), output, cancellationToken);
            }
            catch (CatalogueException refused)
            {
                return ServerConnection.Refused(refused, output);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(SubmissionsClient submissions, Guid id, bool follow, Output output, CancellationToken cancellationToken)
    {
        SubmissionDetails details = await submissions.FindAsync(id, cancellationToken);
        Write(details, output);
        while (follow && !details.IsDecided)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            SubmissionDetails next = await submissions.FindAsync(id, cancellationToken);
            if (next.State != details.State)
            {
                Write(next, output);
            }

            details = next;
        }

        output.Document(details);
        return details.State is "invalid" or "failed" or "rejected" or "expired" or "withdrawn" or "changesRequested" ? ExitStatus.No : ExitStatus.Clean;
    }

    private static void Write(SubmissionDetails details, Output output)
    {
        if (output.IsJson)
        {
            return;
        }

        output.People.MarkupLineInterpolated($"[bold]{details.State}[/] since {details.StateSince:u}  {details.PatchId} {details.PatchVersion}");
        output.Line(details.ActsNext is null ? "Nothing more happens to it." : $"Next: {details.ActsNext}{(details.DeadlineAt is DateTimeOffset deadline ? $", by {deadline:u}" : "")}.");
        foreach (SubmissionFinding finding in details.Findings)
        {
            output.People.MarkupLine($"  {Markup.Escape(finding.Severity)} [bold]{Markup.Escape(finding.Rule)}[/] {Markup.Escape(finding.Where)}");
            output.Line($"    {finding.Message} {finding.Remedy}");
        }
    }
}
