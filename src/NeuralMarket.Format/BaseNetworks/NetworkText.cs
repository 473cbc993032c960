using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.BaseNetworks;

/// <summary>Reads NAME.txt (base-network.md): the head of six statements, then the layers.</summary>
internal static class NetworkText
{
    private const int MaximumLayers = 512;

    public static Reading<NetworkDefinition> Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        FindingList findings = new();
        if (!TryDecode(bytes, fileName, findings, out string text))
        {
            return findings.Finish<NetworkDefinition>(null);
        }

        NetworkHead head = new(findings, fileName);
        LayerStack? layers = null;
        foreach (TextLine line in TextLines.Of(text))
        {
            if (Statement.Parse(line, fileName, findings) is not Statement statement)
            {
                continue;
            }

            bool isLayer = statement.Keyword is "conv" or "pool" or "dense";
            if (isLayer)
            {
                layers ??= new LayerStack(head.InputOrReport(statement));
                layers.Add(statement);
            }
            else
            {
                head.Add(statement, layersHaveBegun: layers is not null);
            }
        }

        head.ReportMissing();
        CheckLayers(layers, fileName, findings);
        return findings.HasErrors ? findings.Finish<NetworkDefinition>(null) : findings.Finish(head.Finish(layers!.Layers));
    }

    private static bool TryDecode(ReadOnlyMemory<byte> bytes, string fileName, FindingList findings, out string text)
    {
        text = "";
        if (bytes.Length > NetworkDefinition.MaximumTextLength)
        {
            findings.Error(Rules.BaseTextSize, fileName, $"The file has {bytes.Length} bytes; at most {NetworkDefinition.MaximumTextLength} are allowed.", "Remove comments.");
        }
        else if (Utf8Text.HasByteOrderMark(bytes.Span))
        {
            findings.Error(Rules.BaseTextEncoding, fileName, "The file begins with a byte order mark.", "Save it as UTF-8 without BOM.");
        }
        else if (!Utf8Text.TryDecode(bytes.Span, out text, out int invalidAt))
        {
            findings.Error(Rules.BaseTextEncoding, fileName, $"The byte at position {invalidAt} is not UTF-8.", "Save the file as UTF-8.");
        }

        return !findings.HasErrors;
    }

    private static void CheckLayers(LayerStack? layers, string fileName, FindingList findings)
    {
        int count = layers?.StatementCount ?? 0;
        if (count is 0 or > MaximumLayers)
        {
            findings.Error(Rules.BaseLayers, fileName, $"The network has {count} layers; 1 to {MaximumLayers} are allowed.", "Describe every layer in a statement of its own.");
        }
        else if (layers!.IsWhole && layers.Layers[layers.Layers.Count - 1] is not DenseLayer { Activation: DenseActivation.Softmax })
        {
            findings.Error(Rules.BaseSoftmax, fileName, "The last layer is not a dense layer with softmax.", "End the file with, for example, \"dense 1000 softmax\".");
        }
    }
}
