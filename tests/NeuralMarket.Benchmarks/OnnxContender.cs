using Microsoft.ML.OnnxRuntime;

namespace NeuralMarket.Benchmarks;

/// <summary>A model in ONNX Runtime with its default options.</summary>
internal sealed class OnnxContender : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtValue _input;
    private readonly RunOptions _options = new();

    public OnnxContender(byte[] model, float[] input, long[] shape)
    {
        _session = new InferenceSession(model);
        _input = OrtValue.CreateTensorValueFromMemory(input, shape);
    }

    public float[] Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_options, ["input"], [_input], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _input.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
