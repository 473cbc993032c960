using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using NeuralMarket.Market.Catalogue;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>A device on which the author says that the patch was tried.</summary>
/// <param name="Platform"><c>android</c> or <c>ios</c>.</param>
/// <param name="Device">Its name.</param>
/// <param name="System">Its operating system.</param>
public sealed record TriedDevice(string Platform, string Device, string System);

/// <summary>What a published package says about itself beyond its row in the catalogue.</summary>
/// <param name="ModelCard">The model card; absent when the package has none.</param>
/// <param name="IsCut">Whether only the beginning of the card is shown.</param>
/// <param name="Devices">Where the author tried it.</param>
public sealed record PublishedCard(IHtmlContent? ModelCard, bool IsCut, IReadOnlyList<TriedDevice> Devices)
{
    private const int MostCharacters = 24_000;
    private const int MostDevices = 20;

    /// <summary>
    /// Reads the two entries of a canonical package that pages show. The market wrote the package itself, so its container is sound; what the
    /// author wrote in it is not trusted. Absent when it cannot be read: a page without the card is better than none.
    /// </summary>
    public static async Task<PublishedCard?> ReadAsync(CatalogueFile package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        try
        {
            return await OpenAsync(package, cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException)
        {
            return null;
        }
    }

    private static async Task<PublishedCard> OpenAsync(CatalogueFile package, CancellationToken cancellationToken)
    {
        await using var content = package.Content;
        await using var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8, cancellationToken);
        var readme = await TextOfAsync(archive, "README.md", cancellationToken);
        var manifest = await TextOfAsync(archive, "manifest.json", cancellationToken);
        var isCut = readme?.Length > MostCharacters;
        return new PublishedCard(
            string.IsNullOrWhiteSpace(readme) ? null : Display.ModelCard.Draw(isCut ? readme[..MostCharacters] : readme), isCut, manifest is null ? [] : DevicesOf(manifest));
    }

    private static List<TriedDevice> DevicesOf(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return document.RootElement.TryGetProperty("testedOn", out var devices)
            ? [.. devices.EnumerateArray().Take(MostDevices).Select(device => new TriedDevice(Text(device, "platform"), Text(device, "device"), Text(device, "os")))]
            : [];
    }

    private static string Text(JsonElement device, string key) => device.GetProperty(key).GetString() ?? "";

    private static async Task<string?> TextOfAsync(ZipArchive archive, string name, CancellationToken cancellationToken)
    {
        if (archive.GetEntry(name) is not { } entry)
            return null;
        await using var content = await entry.OpenAsync(cancellationToken);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
