using Google.Protobuf;
using NeuralMarket.Inference.Import.Schema;

namespace NeuralMarket.Inference.Import;

/// <summary>Reads a model's file. Its structure is measured before anything is built from it, so that a small hostile file cannot fill the memory.</summary>
internal static class ModelFile
{
    /// <summary>Protocol Buffers' own limit for one message.</summary>
    public const long MaximumLength = int.MaxValue;

    /// <summary>Reads the model; <see langword="null"/> when that was reported.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelProto? Read(string path, ImportFindings findings)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (!file.CanSeek)
        {
            findings.Error(OnnxRules.Damaged, null, "This is no file but a pipe or a device.", "Save the model in a file first.");
            return null;
        }

        if (file.Length > MaximumLength)
        {
            findings.Error(OnnxRules.Size, null, $"The file has {file.Length} bytes; at most {MaximumLength} can be read.", "Export the model with its weights in external files beside it.");
            return null;
        }

        try
        {
            if (ModelStructure.Measure(file) is string excess)
            {
                findings.Error(OnnxRules.Size, null, excess, "Simplify the model, or check that it is the right file.");
                return null;
            }

            file.Position = 0;
            ModelProto model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(file);
            if (model.Graph is not null)
            {
                return model;
            }
        }
        catch (Exception damage) when (damage is InvalidProtocolBufferException or InvalidDataException)
        {
            // What the parser says is for programmers.
        }

        findings.Error(OnnxRules.Damaged, null, "The file is no ONNX model, or its end is missing.", "Export or copy it again.");
        return null;
    }
}
