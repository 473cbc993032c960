namespace NeuralMarket.Testing.Services;

/// <summary>
/// A folder with one Maildir an address, shared by the test SMTP server (delivers into it) and the test IMAP server (reads it):
/// together they are a whole mail provider on the loopback interface.
/// </summary>
public sealed class MailboxFolder : IDisposable
{
    /// <summary>The user and group nobody, in numbers as mail servers want them.</summary>
    internal const int OwnerId = 65534;

    private readonly ServiceFolder _folder;

    private MailboxFolder(ServiceFolder folder, string path)
    {
        _folder = folder;
        Path = path;
    }

    public string Path { get; }

    public static async Task<MailboxFolder> CreateAsync(CancellationToken cancellationToken)
    {
        var folder = ServiceFolder.Create("mail");
        var path = folder.CreateSubfolder("boxes");
        await ServiceFolder.GiveToAsync(path, $"{OwnerId}:{OwnerId}", cancellationToken);
        return new MailboxFolder(folder, path);
    }

    /// <summary>The Maildir of an address; it comes to be with the first mail.</summary>
    public string Maildir(string address) => System.IO.Path.Combine(Path, address);

    /// <summary>Paths of the mails that were delivered to an address, oldest first.</summary>
    public IReadOnlyList<string> Delivered(string address)
    {
        var arrived = System.IO.Path.Combine(Maildir(address), "new");
        return Directory.Exists(arrived) ? [.. Directory.EnumerateFiles(arrived).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Waits until an address has at least so many mails.</summary>
    public async Task<IReadOnlyList<string>> WaitForAsync(string address, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var delivered = Delivered(address);
            if (delivered.Count >= count)
                return delivered;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    public void Dispose() => _folder.Dispose();
}
