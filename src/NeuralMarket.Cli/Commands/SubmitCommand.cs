using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using NeuralMarket.Cli.Files;
using NeuralMarket.Client.Submissions;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>submit FILE --server URL</c>: sends a package.</summary>
internal static class SubmitCommand
{
    private const int Tries = 4;

    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The package." };
        Option<string?> description = new("--description") { Description = "What it identifies, when the package does not say.", HelpName = "TEXT" };
        Option<string?> note = new("--note") { Description = "A word to the reviewer.", HelpName = "TEXT" };
        Option<Guid?> attemptOf = new("--attempt-of") { Description = "The submission that waits for this file as its next attempt.", HelpName = "ID" };
        Option<bool> wait = Wait();
        Command command = new("submit", "Sends a package to a market. Sending the same file again is harmless.") { file, ServerConnection.ServerOption, ServerConnection.KeyOption, description, note, attemptOf, wait };
        command.SetAction((parsed, cancellationToken) =>
        {
            string path = parsed.GetValue(file)!;
            PackageReading reading = PackageFile.Read(path);
            return reading.IsValid
                ? ServerConnection.RunAsync(parsed, (connection, output) => SendAsync(connection, new(path, reading.Sha256, parsed.GetValue(description), parsed.GetValue(note), parsed.GetValue(attemptOf), parsed.GetValue(wait)), output, cancellationToken), cancellationToken)
                : Task.FromResult(Refuse(path, reading, parsed.Output()));
        });
        return command;
    }

    /// <summary>The option to stay until the decision.</summary>
    public static Option<bool> Wait() => new("--wait", "--follow") { Description = "Stay until it is decided, or waits for you.", Arity = ArgumentArity.Zero };

    private static async Task<int> SendAsync(ServerConnection connection, Parcel parcel, Output output, CancellationToken cancellationToken)
    {
        byte[] package = InputFile.Read(parcel.Path, PackageReader.MaximumFileLength);
        SubmissionReceipt receipt = await UploadAsync(connection, parcel, package, output, cancellationToken);
        output.Line(receipt.AlreadyKnown
            ? $"These bytes had arrived before, on {SubmissionText.Time(receipt.ReceivedAt)}: submission {receipt.Id}."
            : $"Received on {SubmissionText.Time(receipt.ReceivedAt)} as submission {receipt.Id}. It is not published yet.");
        if (!parcel.Wait)
        {
            output.Line($"Follow it: neuralmarket status {receipt.Id} --server {connection.Server.GetLeftPart(UriPartial.Path)}");
            output.Document(receipt);
            return ExitStatus.Clean;
        }

        SubmissionDetails details = await SubmissionWatch.UntilDecidedAsync(connection.Submissions, receipt.Id, changed => SubmissionText.Write(changed, output), cancellationToken);
        output.Document(details);
        return SubmissionText.IsNo(details) ? ExitStatus.No : ExitStatus.Clean;
    }

    /// <summary>Tries again when the connection breaks, not when there is none; the key makes the server take it once.</summary>
    private static async Task<SubmissionReceipt> UploadAsync(ServerConnection connection, Parcel parcel, byte[] package, Output output, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                SubmissionReceipt? receipt = null;
                await Progress.ShowAsync(output, "sending", package.Length, async report =>
                {
                    using CountedStream content = new(package, report);
                    receipt = parcel.AttemptOf is Guid submission
                        ? await connection.Submissions.SubmitAttemptAsync(submission, parcel.FileName, content, parcel.Description, parcel.Note, cancellationToken)
                        : await connection.Submissions.SubmitAsync(parcel.FileName, content, parcel.Description, parcel.Note, parcel.IdempotencyKey, cancellationToken);
                });
                return receipt!;
            }
            catch (HttpRequestException broken) when (attempt < Tries && broken.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 << attempt), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static int Refuse(string path, PackageReading invalid, Output output)
    {
        FindingDocument[] findings = FindingDocument.From(invalid.Findings.Where(finding => finding.Severity == Severity.Error));
        output.Line($"{path} is not valid; nothing was sent.");
        FindingDocument.Write(findings, output);
        output.Document(new { file = path, valid = false, sha256 = invalid.Sha256, findings });
        return ExitStatus.No;
    }

    /// <summary>What goes to the server.</summary>
    private sealed record Parcel(string Path, string Sha256, string? Description, string? Note, Guid? AttemptOf, bool Wait)
    {
        public string FileName { get; } = System.IO.Path.GetFileName(Path);

        /// <summary>The same content gives the same key, in this run and in the next one.</summary>
        public string IdempotencyKey { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Sha256}\n{Description?.Length}\n{Description}\n{Note}")));
    }

    private sealed class CountedStream(byte[] content, Action<double> report) : MemoryStream(content, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            report(Position);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
