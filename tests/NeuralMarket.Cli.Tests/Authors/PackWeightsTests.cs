using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Authors;

/// <summary><c>pack</c> takes the layer out of what other tools wrote, and says what it took.</summary>
public sealed class PackWeightsTests : IDisposable
{
    private const int Outputs = 3;
    private const int Features = 256;
    private readonly TemporaryFolder _folder = new();
    private readonly float[] _weight = [.. Enumerable.Range(0, Outputs * Features).Select(i => (float)(Half)MathF.Sin(i))];
    private readonly float[] _bias = [0.5f, -0.25f, 1];

    public PackWeightsTests()
    {
        DemoWorld.Unpack("which-boat-1.1.0", In());
        File.Delete(In("weights.safetensors"));
    }

    public static TheoryData<string, bool, string> Arrays => new()
    {
        { "<f4", false, "F32" }, { ">f4", false, "F32" }, { "<f2", false, "F16" }, { "<f8", false, "F32" }, { "<f4", true, "F32" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Arrays))]
    public async Task NumpyArraysGiveTheSameWeightsInEveryLayout(string type, bool fortran, string stored)
    {
        await File.WriteAllBytesAsync(In("weight.npy"), Npy(type, fortran, [Outputs, Features], fortran ? Turned(_weight, Outputs, Features) : _weight), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("bias.npy"), Npy(type, false, [Outputs], _bias), TestContext.Current.CancellationToken);

        JsonElement taken = await PackedAsync();
        Assert.Equal(stored, taken.GetProperty("type").GetString());
        Assert.False(taken.GetProperty("transposed").GetBoolean());
    }

    [Fact]
    public async Task TransposedMatrixIsTurnedAndSaidSo()
    {
        await File.WriteAllBytesAsync(In("kernel.npy"), Npy("<f4", false, [Features, Outputs], Turned(_weight, Outputs, Features)), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("bias.npy"), Npy("<f4", false, [1, Outputs], _bias), TestContext.Current.CancellationToken);

        JsonElement taken = await PackedAsync();
        Assert.True(taken.GetProperty("transposed").GetBoolean());
        Assert.Contains("turned", taken.GetProperty("words").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("weights.safetensors")]
    public async Task LayerWithOtherNamesIsFoundAmongTheTensorsOfAModel(string name)
    {
        await File.WriteAllBytesAsync(In(name), Model(("features.0.weight", [8, 3, 3, 3], new float[216]), ("features.0.bias", [8], new float[8]), ("classifier.6.weight", [Outputs, Features], _weight), ("classifier.6.bias", [Outputs], _bias)), TestContext.Current.CancellationToken);

        JsonElement taken = await PackedAsync();
        Assert.StartsWith("classifier.6.weight", taken.GetProperty("weight").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoLayersThatFitAreAQuestionAndNamesAnswerIt()
    {
        await File.WriteAllBytesAsync(In("model.safetensors"), Model(("a.weight", [Outputs, Features], _weight), ("a.bias", [Outputs], _bias), ("b.weight", [Outputs, Features], new float[_weight.Length]), ("b.bias", [Outputs], _bias)), TestContext.Current.CancellationToken);

        Call unclear = await PackAsync();
        Assert.Equal(1, unclear.Status);
        Assert.Equal("weights.source", unclear.Json.GetProperty("findings")[0].GetProperty("rule").GetString());
        Assert.Contains("b.weight", unclear.Json.GetProperty("findings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        await PackedAsync("--weight-name", "a.weight", "--bias-name", "a.bias");
    }

    [Theory]
    [InlineData("no array at all")]
    [InlineData("")]
    public async Task FileThatIsNoArrayIsRefusedInWords(string content)
    {
        await File.WriteAllTextAsync(In("weight.npy"), content, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("bias.npy"), content, TestContext.Current.CancellationToken);

        Call call = await PackAsync();
        Assert.Equal(1, call.Status);
        Assert.Equal("weights.source", call.Json.GetProperty("findings")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task NumbersThatAreNotThereOrTooManyAreRefused()
    {
        await File.WriteAllBytesAsync(In("bias.npy"), Npy("<f4", false, [Outputs], _bias), TestContext.Current.CancellationToken);
        foreach (int features in (int[])[Features + 1, int.MaxValue])
        {
            await File.WriteAllBytesAsync(In("weight.npy"), Npy("<f4", false, [Outputs, features], _weight), TestContext.Current.CancellationToken);
            Call call = await PackAsync();
            Assert.Equal(1, call.Status);
            Assert.Equal("weights.source", call.Json.GetProperty("findings")[0].GetProperty("rule").GetString());
        }
    }

    [Fact]
    public async Task ValuesThatAreNotFiniteAreRefusedByTheirRule()
    {
        _weight[5] = float.NaN;
        await File.WriteAllBytesAsync(In("weight.npy"), Npy("<f4", false, [Outputs, Features], _weight), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("bias.npy"), Npy("<f4", false, [Outputs], _bias), TestContext.Current.CancellationToken);

        Call call = await PackAsync();
        Assert.Equal(1, call.Status);
        Assert.Contains("weights.finite", call.Output, StringComparison.Ordinal);
    }

    private async Task<JsonElement> PackedAsync(params string[] more)
    {
        Call call = await PackAsync(more);
        Assert.True(call.Status == 0, call.Output);
        using var zip = System.IO.Compression.ZipFile.OpenRead(_folder["out.specialneurons"]);
        using MemoryStream weights = new();
        using (Stream entry = await zip.GetEntry("weights.safetensors")!.OpenAsync(TestContext.Current.CancellationToken))
        {
            await entry.CopyToAsync(weights, TestContext.Current.CancellationToken);
        }

        Format.Weights.PatchWeights read = Format.Weights.Safetensors.Read(weights.ToArray()).Value!;
        Assert.Equal(_weight, read.Weight);
        Assert.Equal(_bias, read.Bias);
        return call.Json.GetProperty("weights");
    }

    private Task<Call> PackAsync(params string[] more) => CommandLine.RunAsync(["pack", In(), "-o", _folder["out.specialneurons"], "--json", .. more]);

    private string In(string name = "") => Path.Combine(_folder["in"], name);

    private static float[] Turned(float[] numbers, int rows, int columns) =>
        [.. Enumerable.Range(0, columns).SelectMany(column => Enumerable.Range(0, rows).Select(row => numbers[(row * columns) + column]))];

    private static byte[] Npy(string type, bool fortran, int[] shape, float[] numbers)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': ({string.Join(", ", shape)},), }}";
        header = header.PadRight((((header.Length + 11 + 63) / 64) * 64) - 11) + "\n";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header)];
        return [.. start, .. numbers.SelectMany(number => Bytes(type, number))];
    }

    private static byte[] Bytes(string type, float number)
    {
        byte[] bytes = type[1..] switch { "f2" => BitConverter.GetBytes((Half)number), "f8" => BitConverter.GetBytes((double)number), _ => BitConverter.GetBytes(number) };
        return type[0] == '>' ? [.. bytes.Reverse()] : bytes;
    }

    private static byte[] Model(params (string Name, int[] Shape, float[] Numbers)[] tensors)
    {
        Dictionary<string, object> header = [];
        List<byte> buffer = [];
        foreach ((string name, int[] shape, float[] numbers) in tensors)
        {
            int begin = buffer.Count;
            buffer.AddRange(numbers.SelectMany(BitConverter.GetBytes));
            header[name] = new { dtype = "F32", shape, data_offsets = (int[])[begin, buffer.Count] };
        }

        byte[] text = JsonSerializer.SerializeToUtf8Bytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. buffer];
    }
}
