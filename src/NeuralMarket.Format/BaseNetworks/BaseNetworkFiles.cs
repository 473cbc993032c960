using System.Security.Cryptography;
using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>The three files of a snapshot on disk (base-network.md). NAME.data can be hundreds of megabytes, so it is streamed.</summary>
internal static class BaseNetworkFiles
{
    // A multiple of four, so that no number is cut in two.
    private const int ChunkLength = 1 << 20;
    private const uint ExponentMask = 0x7F80_0000;
    private const string TextExtension = ".txt";

    public static Reading<BaseNetwork> Open(string textPath)
    {
        FindingList findings = new();
        if (!IsThere(textPath, TextExtension, findings) || ReadSmall(textPath, NetworkDefinition.MaximumTextLength, Rules.BaseTextSize, findings) is not byte[] text)
        {
            return findings.Finish<BaseNetwork>(null);
        }

        NetworkDefinition? definition = findings.Take(NetworkDefinition.Read(text, Path.GetFileName(textPath)));
        string dataPath = Path.ChangeExtension(textPath, ".data");
        string categoriesPath = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(textPath))!, definition?.CategoriesFile ?? CategoriesText.FileName);
        bool complete = IsThere(dataPath, ".data", findings) & IsThere(categoriesPath, null, findings);
        if (definition is null || !complete || ReadSmall(categoriesPath, CategoriesText.MaximumLength, Rules.CategoriesSize, findings) is not byte[] rows)
        {
            return findings.Finish<BaseNetwork>(null);
        }

        CategoryList? categories = findings.Take(CategoriesText.ReadBaseNetwork(rows, Path.GetFileName(categoriesPath)));
        CheckCount(definition, categories, Path.GetFileName(categoriesPath), findings);
        string? identity = ReadIdentity(definition, text, dataPath, rows, findings);
        return findings.HasErrors
            ? findings.Finish<BaseNetwork>(null)
            : findings.Finish(new BaseNetwork(definition, categories!, identity!, textPath, dataPath, categoriesPath));
    }

    /// <summary>Reads little-endian numbers from where a stream stands.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static float[] ReadSingles(Stream data, long count)
    {
        float[] numbers = new float[count];
        byte[] chunk = new byte[Math.Min(ChunkLength, sizeof(float) * count)];
        for (int done = 0; done < numbers.Length;)
        {
            int length = (int)Math.Min(chunk.Length, sizeof(float) * (count - done));
            if (Fill(data, chunk, length) < length)
            {
                throw new EndOfStreamException("The base network's parameters end early; the file was changed.");
            }

            LittleEndian.ReadSingles(chunk.AsSpan(0, length)).CopyTo(numbers, done);
            done += length / sizeof(float);
        }

        return numbers;
    }

    private static string? ReadIdentity(NetworkDefinition definition, byte[] text, string dataPath, byte[] categories, FindingList findings)
    {
        using FileStream data = File.OpenRead(dataPath);
        string name = Path.GetFileName(dataPath);
        long expected = sizeof(float) * definition.ParameterCount;
        if (data.Length != expected)
        {
            findings.Error(Rules.BaseDataLength, name, $"The file has {data.Length} bytes; the layers need {expected}.", "Export text and parameters together.");
            return null;
        }

        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(text);
        if (!TryHashData(data, expected, name, sha256, findings))
        {
            return null;
        }

        sha256.AppendData(categories);
        return Sha256Hex.Hex(sha256.GetHashAndReset());
    }

    private static bool TryHashData(Stream data, long length, string name, IncrementalHash sha256, FindingList findings)
    {
        byte[] chunk = new byte[ChunkLength];
        for (long position = 0; position < length;)
        {
            int count = Fill(data, chunk, (int)Math.Min(chunk.Length, length - position));
            int bad = FiniteCheck.FirstNotFinite(chunk.AsSpan(0, count), ExponentMask);
            if (count == 0 || bad >= 0)
            {
                findings.Error(
                    count == 0 ? Rules.BaseDataLength : Rules.BaseFinite,
                    name,
                    count == 0 ? "The file became shorter while it was read." : $"The value at byte {position + (sizeof(float) * (long)bad)} is infinite or not a number.",
                    "Export the parameters again.");
                return false;
            }

            sha256.AppendData(chunk, 0, count);
            position += count;
        }

        return true;
    }

    private static int Fill(Stream stream, byte[] buffer, int length)
    {
        int filled = 0;
        int count;
        while (filled < length && (count = stream.Read(buffer, filled, length - filled)) > 0)
        {
            filled += count;
        }

        return filled;
    }

    private static bool IsThere(string path, string? extension, FindingList findings)
    {
        bool named = extension is null || string.Equals(Path.GetExtension(path), extension, StringComparison.OrdinalIgnoreCase);
        if (named && File.Exists(path))
        {
            return true;
        }

        findings.Error(
            Rules.BaseMissingFile,
            Quote.Plain(Path.GetFileName(path)),
            named ? "The file is not there." : "The name does not end in .txt.",
            "Put NAME.txt, NAME.data and the categories file side by side, and name NAME.txt.");
        return false;
    }

    private static byte[]? ReadSmall(string path, int maximum, string rule, FindingList findings)
    {
        long length = new FileInfo(path).Length;
        if (length <= maximum)
        {
            return File.ReadAllBytes(path);
        }

        findings.Error(rule, Path.GetFileName(path), $"The file has {length} bytes; at most {maximum} are allowed.", "Check that it is the right file.");
        return null;
    }

    private static void CheckCount(NetworkDefinition definition, CategoryList? categories, string name, FindingList findings)
    {
        if (categories is not null && categories.Count != definition.CategoryCount)
        {
            findings.Error(Rules.BaseCategoryCount, name, $"The file has {categories.Count} categories; the last layer puts out {definition.CategoryCount}.", "Export the categories that the network was trained with.");
        }
    }
}
