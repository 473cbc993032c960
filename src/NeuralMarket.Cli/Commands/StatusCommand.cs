using System.CommandLine;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>status ID</c>: where a submission stands; with <c>--wait</c> until it is decided.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Argument<Guid> id = new("ID") { Description = "The submission, as the receipt names it." };
        Option<bool> wait = SubmitCommand.Wait();
        Command command = new("status", "Says where a submission stands.") { id, ServerConnection.ServerOption, ServerConnection.KeyOption, wait };
        command.SetAction((parsed, cancellationToken) => ServerConnection.RunAsync(
            parsed,
            async (connection, output) =>
            {
                Guid submission = parsed.GetValue(id);
                SubmissionDetails details = parsed.GetValue(wait)
                    ? await SubmissionWatch.UntilDecidedAsync(connection.Submissions, submission, changed => SubmissionText.Write(changed, output), cancellationToken)
                    : await connection.Submissions.FindAsync(submission, cancellationToken);
                if (!parsed.GetValue(wait))
                {
                    SubmissionText.Write(details, output);
                }

                output.Document(details);
                return SubmissionText.IsNo(details) ? ExitStatus.No : ExitStatus.Clean;
            },
            cancellationToken));
        return command;
    }
}
