using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Icons;

/// <summary>The parts of a PNG file that make its picture, checked for their order and against each other (PNG, sections 5.6 and 11).</summary>
internal sealed record PngStructure(PngHeader Header, ReadOnlyMemory<byte> Palette, ReadOnlyMemory<byte> Transparency, bool HasTransparency, ReadOnlyMemory<byte> Data)
{
    private static readonly string[] Animation = ["acTL", "fcTL", "fdAT"];

    /// <summary>Sorts the chunks; <see langword="null"/> when a rule is broken.</summary>
    public static PngStructure? Read(IReadOnlyList<PngChunk> chunks, FindingList findings)
    {
        if (chunks[0].Type != "IHDR" || chunks[0].Data.Length != PngHeader.Length)
        {
            Report(findings, Rules.IconPng, "The file does not begin with its header.");
            return null;
        }

        PngHeader? header = PngHeader.Read(chunks[0].Data.Span, findings);
        CheckTypes(chunks, findings);
        CheckOrder(chunks, findings);
        if (header is null || findings.HasErrors)
        {
            return null;
        }

        PngChunk palette = chunks.FirstOrDefault(chunk => chunk.Type == "PLTE");
        PngChunk transparency = chunks.FirstOrDefault(chunk => chunk.Type == "tRNS");
        CheckPalette(header, palette, findings);
        CheckTransparency(header, palette, transparency, findings);
        return findings.HasErrors ? null : new PngStructure(header, palette.Data, transparency.Data, transparency.Type is not null, Join(chunks));
    }

    private static void CheckTypes(IReadOnlyList<PngChunk> chunks, FindingList findings)
    {
        if (chunks.Any(chunk => Animation.Contains(chunk.Type)))
        {
            Report(findings, Rules.IconAnimated, "The icon is animated.");
        }

        foreach (string type in chunks.Where(chunk => chunk.IsCritical).Select(chunk => chunk.Type).Except(["IHDR", "PLTE", "IDAT", "IEND"]))
        {
            Report(findings, Rules.IconCriticalChunk, $"The chunk {type} is not one of PNG's, and says that it must be understood.");
        }
    }

    private static void CheckOrder(IReadOnlyList<PngChunk> chunks, FindingList findings)
    {
        foreach (string once in new[] { "IHDR", "PLTE", "tRNS" })
        {
            if (chunks.Count(chunk => chunk.Type == once) > 1)
            {
                Report(findings, Rules.IconPng, $"There is more than one {once} chunk.");
            }
        }

        int[] data = [.. Positions(chunks, "IDAT")];
        if (data.Length == 0 || data[data.Length - 1] - data[0] != data.Length - 1)
        {
            Report(findings, Rules.IconPng, data.Length == 0 ? "There are no image data." : "Other chunks lie between the image data.");
            return;
        }

        int palette = Positions(chunks, "PLTE").DefaultIfEmpty(0).First();
        int transparency = Positions(chunks, "tRNS").DefaultIfEmpty(data[0] - 1).First();
        if (palette > data[0] || transparency > data[0] || palette > transparency)
        {
            Report(findings, Rules.IconPng, "PLTE and tRNS do not stand in this order before the image data.");
        }

        if (chunks[chunks.Count - 1].Data.Length != 0)
        {
            Report(findings, Rules.IconPng, "The IEND chunk is not empty.");
        }
    }

    private static void CheckPalette(PngHeader header, PngChunk palette, FindingList findings)
    {
        bool present = palette.Type is not null;
        bool allowed = header.ColorType is not (PngColorType.Grey or PngColorType.GreyAlpha);
        bool required = header.ColorType == PngColorType.Palette;
        bool sound = present ? allowed && palette.Data.Length is > 0 and <= 768 && palette.Data.Length % 3 == 0 : !required;
        if (!sound)
        {
            Report(findings, Rules.IconPalette, present ? "The palette does not fit the colour type, or is not 1 to 256 colours." : "The palette is missing.");
        }
    }

    private static void CheckTransparency(PngHeader header, PngChunk palette, PngChunk transparency, FindingList findings)
    {
        bool sound = transparency.Type is null || header.ColorType switch
        {
            PngColorType.Grey => transparency.Data.Length == 2,
            PngColorType.Rgb => transparency.Data.Length == 6,
            PngColorType.Palette => transparency.Data.Length > 0 && transparency.Data.Length <= palette.Data.Length / 3,
            _ => false,
        };
        if (!sound)
        {
            Report(findings, Rules.IconTransparency, "The tRNS chunk does not fit the colour type.");
        }
    }

    private static IEnumerable<int> Positions(IReadOnlyList<PngChunk> chunks, string type) =>
        Enumerable.Range(0, chunks.Count).Where(i => chunks[i].Type == type);

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<PngChunk> chunks)
    {
        if (chunks.Count(chunk => chunk.Type == "IDAT") == 1)
        {
            return chunks.First(chunk => chunk.Type == "IDAT").Data;
        }

        byte[] joined = new byte[chunks.Where(chunk => chunk.Type == "IDAT").Sum(chunk => chunk.Data.Length)];
        int length = 0;
        foreach (PngChunk chunk in chunks.Where(chunk => chunk.Type == "IDAT"))
        {
            chunk.Data.CopyTo(joined.AsMemory(length));
            length += chunk.Data.Length;
        }

        return joined;
    }

    private static void Report(FindingList findings, string rule, string message) =>
        findings.Error(rule, IconPng.FileName, message, "Save the icon as a plain, still PNG.");
}
