using System.CommandLine;
using NeuralMarket.Client;
using NeuralMarket.Client.Submissions;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>submit FILE --server URL</c>: sends a package.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The package." };
        Option<string?> description = new("--description") { Description = "What it identifies, when the package does not say.", HelpName = "TEXT" };
        Option<string?> note = new("--note") { Description = "A word to the reviewer.", HelpName = "TEXT" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("submit", "Sends a package to a market.") { file, ServerConnection.Server, ServerConnection.Key, description, note, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Output output = new(parsed.GetValue(json));
            string path = BaseNetworkFile.Existing(parsed.GetValue(file)!);
            if (PackageReader.ReadFile(path) is { IsValid: false } invalid)
            {
                return Refuse(path, invalid, output);
            }

            using var connection = ServerConnection.Open(parsed);
            try
            {
                using FileStream content = File.OpenRead(path);
                SubmissionReceipt receipt = await connection.Submissions.SubmitAsync(Path.GetFileName(path), content, parsed.GetValue(description), parsed.GetValue(note), cancellationToken: cancellationToken);
                output.Line($"Received {receipt.ReceivedAt:u} as {receipt.Id}. It is not published yet. Follow it: neuralmarket status {receipt.Id} --server {parsed.GetValue(ServerConnection.Server)}");
                output.Document(receipt);
                return ExitStatus.Clean;
            }
            catch (CatalogueException refused)
            {
                return ServerConnection.Refused(refused, output);
            }
        });
        return command;
    }

    private static int Refuse(string path, PackageReading invalid, Output output)
    {
        FindingDocument[] findings = [.. invalid.Findings.Where(finding => finding.Severity == Severity.Error).Select(FindingDocument.From)];
        foreach (FindingDocument finding in output.IsJson ? [] : findings)
        {
            finding.Write(output);
        }

        output.Line($"{path} is not valid; nothing was sent.");
        output.Document(new { file = path, valid = false, findings });
        return ExitStatus.No;
    }
}
