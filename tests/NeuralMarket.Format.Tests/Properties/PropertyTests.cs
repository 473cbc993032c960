using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using ICSharpCode.SharpZipLib.Zip;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Tests.Building;
using NeuralMarket.Format.Text;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Format.Tests.Properties;

/// <summary>What holds for any content and any bytes.</summary>
public sealed class PropertyTests
{
    private static readonly Gen<byte[]> Blocks = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.Int[0, 3].Select(value => (byte)value).Array[0, 5000],
        Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[1, 400], (unit, times) => Enumerable.Repeat(unit, times).SelectMany(bytes => bytes).ToArray()));

    [Fact]
    public void CategoriesThatAreWrittenReadTheSame() =>
        Gen.Select(Gen.Int[0, 999_999_999].HashSet[2, 40], Gen.Int[2, 20], (tags, outputs) => tags.Select((tag, i) =>
            new Category(new Tag(tag), i < outputs ? i + 1 : 0, $"name {i}  é"))).Where(rows => rows.Count(row => row.Index > 0) >= 2).Sample(rows =>
            {
                byte[] text = CategoriesText.WriteCanonical(new CategoryList(rows));
                CategoryList read = CategoriesText.ReadPatch(text).Value!;
                Assert.Equal(rows.OrderBy(row => row.Tag.Number), read);
                Assert.Equal(text, CategoriesText.WriteCanonical(read));
            });

    [Fact]
    public void WeightsThatAreWrittenReadTheSame() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 30], Gen.Int[0, 2]).Sample((outputs, features, kind) =>
        {
            ElementType type = (ElementType)kind;
            Random random = new(outputs + (100 * features));
            float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Narrow(type, (float)((random.NextDouble() * 8) - 4)))];
            PatchWeights weights = new(type, outputs, features, Numbers(outputs * features), Numbers(outputs));
            byte[] file = Safetensors.WriteCanonical(weights);
            PatchWeights read = Safetensors.Read(file).Value!;
            Assert.Equal(file, Safetensors.WriteCanonical(read));
            Assert.Equal((weights.Weight, weights.Bias, type), (read.Weight, read.Bias, read.ElementType), new Same());
            Assert.Equal(file, Safetensors.WriteCanonical(read));
        });

    [Fact]
    public void IconsThatAreWrittenReadTheSame() =>
        Gen.Select(Gen.Int[64, 90], Gen.Int[0, 3], Gen.Int).Sample((side, kind, seed) =>
        {
            byte[] pixels = new byte[side * side * 4];
            Random random = new(seed);
            random.NextBytes(pixels);
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = kind switch { 0 => pixels[i], 1 => (byte)(i / 4 % side), 2 => (byte)(pixels[i] % 2), _ => (byte)(i / 400) };
            }

            byte[] file = IconPng.WriteCanonical(new Icon(side, pixels));
            Assert.True(file.Length <= PngEncoder.GreatestLength(side));
            Icon read = IconPng.Read(file).Value!;
            Assert.Equal(pixels, read.Rgba);
            Assert.Equal(file, IconPng.WriteCanonical(read));
        }, iter: 40);

    [Fact]
    public void EveryWriterOfZipFilesLeadsToTheSameCanonicalPackage()
    {
        PackageBuilder builder = new() { Readme = Bytes.Utf8("# Sharks\n"), License = Bytes.Utf8("All yours.\n") };
        string expected = Canonical(builder.Build());
        Dictionary<string, byte[]> entries = builder.Entries();
        foreach (CompressionLevel level in Enum.GetValues<CompressionLevel>())
        {
            Assert.Equal(expected, Canonical(ByFramework(entries, level, seekable: true)));
            Assert.Equal(expected, Canonical(ByFramework(entries, level, seekable: false)));
        }

        foreach (UseZip64 zip64 in Enum.GetValues<UseZip64>())
        {
            Assert.Equal(expected, Canonical(BySharpZipLib(entries, zip64)));
        }
    }

    [Fact]
    public void InfoZipLeadsToTheSameCanonicalPackage()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zip"), "Info-ZIP is not installed.");
        PackageBuilder builder = new() { Readme = Bytes.Utf8("# Sharks\n") };
        DirectoryInfo folder = Directory.CreateTempSubdirectory("info-zip-");
        try
        {
            foreach ((string name, byte[] content) in builder.Entries())
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, name), content);
            }

            // With -fz and -fd at once Info-ZIP 3.0 forgets the ZIP64 end record that it points at.
            foreach (string options in new[] { "-9", "-0", "-X", "-fz", "-fd" })
            {
                string target = Path.Combine(folder.FullName, "out.zip");
                File.Delete(target);
                using Process zip = Process.Start(new ProcessStartInfo("/usr/bin/zip", $"-q {options} out.zip {string.Join(' ', builder.Entries().Keys)}") { WorkingDirectory = folder.FullName })!;
                zip.WaitForExit();
                Assert.Equal(Canonical(builder.Build()), Canonical(File.ReadAllBytes(target)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void ACutFileIsRejectedWhereverItWasCut()
    {
        PackageBuilder builder = new() { Readme = Bytes.Utf8("# Sharks\n"), Archive = archive => archive.Parts.ForEach(part => (part.Deflated, part.Descriptor) = (true, DescriptorForm.SignedShort)) };
        byte[] file = builder.Build();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.False(PackageReader.Read(file.AsMemory(0, length)).IsValid, $"Valid after {length} of {file.Length} bytes.");
        }

        byte[] icon = builder.Icon.Build();
        for (int length = 0; length < icon.Length; length++)
        {
            Assert.False(IconPng.Read(icon.AsMemory(0, length)).IsValid);
        }

        byte[] weights = builder.Weights.Build();
        for (int length = 0; length < weights.Length; length++)
        {
            Assert.False(Safetensors.Read(weights.AsMemory(0, length)).IsValid);
        }
    }

    [Fact]
    public void ACutNetworkTextIsRejectedWhereverItWasCut()
    {
        byte[] text = Bytes.Utf8(NetworkBuilder.RightText);
        Assert.True(NetworkDefinition.Read(text).IsValid);
        for (int length = 0; length < text.Length; length++)
        {
            Reading<NetworkDefinition> cut = NetworkDefinition.Read(text.AsMemory(0, length));
            Assert.False(cut.IsValid, $"Valid after {length} of {text.Length} bytes.");
            Assert.All(cut.Findings, finding => Assert.StartsWith("base.", finding.Rule, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ChangedBytesNeverThrow()
    {
        PackageBuilder builder = new() { Readme = Bytes.Utf8("# Sharks\n"), Archive = archive => (archive.Zip64, _) = (true, Deflate(archive)) };
        byte[] file = builder.Build();
        byte[] network = Bytes.Utf8(NetworkBuilder.RightText);
        Gen<(int At, byte Value)[]> changes = Gen.Select(Gen.Int[0, 1_000_000], Gen.OneOf(Gen.Byte, Gen.OneOf(Gen.Const<byte>(0), Gen.Const<byte>(1), Gen.Const<byte>(0x7F), Gen.Const<byte>(0x80), Gen.Const<byte>(0xFF)))).Array[1, 6];
        changes.Sample(
            places =>
            {
                PackageReader.Read(Changed(file, places));
                IconPng.Read(Changed(builder.Icon.Build(), places));
                Safetensors.Read(Changed(builder.Weights.Build(), places));
                CategoriesText.ReadPatch(Changed(Bytes.Utf8(builder.Categories), places));
                NetworkDefinition.Read(Changed(network, places));
                PackageReader.ReadEntries(new Dictionary<string, ReadOnlyMemory<byte>> { ["manifest.json"] = Changed(Bytes.Utf8(builder.Manifest.ToJsonString()), places) });
            },
            iter: 2000);
    }

    [Fact]
    public void AChangedByteIsNoticedOrChangesNothingThatCounts()
    {
        PackageBuilder builder = new() { Archive = archive => Deflate(archive) };
        byte[] file = builder.Build();
        string expected = Canonical(file);
        for (int at = 0; at < file.Length; at++)
        {
            PackageReading reading = PackageReader.Read(file.With(at, (byte)(file[at] ^ 0x10)));
            Assert.True(!reading.IsValid || Canonical(reading.Package!) == expected, $"Byte {at} changed the content and nobody noticed.");
        }
    }

    [Fact]
    public void InflatingUndoesWhatOthersDeflate() =>
        // The framework's stream writes nothing at all for nothing.
        Gen.Select(Blocks.Where(content => content.Length > 0), Gen.Enum<CompressionLevel>()).Sample((content, level) =>
        {
            byte[] packed = Bytes.Deflate(content, level);
            Inflation inflation = Inflation.Of(ByteSource.Of(packed), 0, packed.Length, content.Length);
            Assert.Equal(InflationEnd.Exact, inflation.End);
            Assert.Equal(content, inflation.Content.ToArray());
            if (content.Length > 1)
            {
                Assert.Equal(InflationEnd.TooLong, Inflation.Of(ByteSource.Of(packed), 0, packed.Length, content.Length - 1).End);
            }

            Assert.NotEqual(InflationEnd.Exact, Inflation.Of(ByteSource.Of(packed), 0, packed.Length - 1, content.Length + 1).End);
            byte[] zlib = Bytes.Zlib(content);
            Assert.Equal(InflationEnd.Exact, Inflation.OfZlib(zlib, content.Length + 1).End);
        });

    [Fact]
    public void NothingInflatesFromAnEmptyBlockButNotFromNothing()
    {
        Inflation empty = Inflation.Of(ByteSource.Of(new byte[] { 3, 0 }), 0, 2, 1);
        Assert.Equal((InflationEnd.Exact, 0), (empty.End, empty.Content.Length));
        Assert.Equal(InflationEnd.Truncated, Inflation.Of(ByteSource.Of(Array.Empty<byte>()), 0, 0, 1).End);
    }

    [Fact]
    public void InflatingAgreesWithZlibOnChangedData() =>
        Gen.Select(Blocks.Where(content => content.Length > 0), Gen.Int[0, 100_000], Gen.Byte).Sample((content, at, value) =>
        {
            byte[] packed = Bytes.Deflate(content);
            packed[at % packed.Length] = value;
            Inflation ours = Inflation.Of(ByteSource.Of(packed), 0, packed.Length, 1 << 20);
            if (ours.End is InflationEnd.Exact or InflationEnd.BytesLeft)
            {
                using MemoryStream theirs = new();
                using DeflateStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
                stream.CopyTo(theirs);
                Assert.Equal(theirs.ToArray(), ours.Content.ToArray());
            }
            else if (ours.End == InflationEnd.Broken)
            {
                // zlib sees some faults only when the next bit comes, and takes an early end for an end: broken means whatever follows.
                using DeflateStream stream = new(new MemoryStream([.. packed, .. new byte[64]]), CompressionMode.Decompress);
                Assert.ThrowsAny<Exception>(() => stream.CopyTo(Stream.Null));
            }
        }, iter: 20_000);

    [Fact]
    public void NormalizationFormCAgreesWithThePlatform()
    {
        // Blocks where composition happens; the platform may know an older Unicode than the table.
        Gen<int> interesting = Gen.OneOf(Gen.Int[0x41, 0x7A], Gen.Int[0xC0, 0x24F], Gen.Int[0x300, 0x345], Gen.Int[0x1100, 0x11FF], Gen.Int[0xAC00, 0xAC40], Gen.Int[0x900, 0xDDF], Gen.Int[0x1E00, 0x1FFF], Gen.Int[0xF900, 0xFA6D], Gen.Int[0x1D15E, 0x1D172]);
        interesting.Array[0, 8].Select(points => string.Concat(points.Select(char.ConvertFromUtf32))).Sample(
            text =>
            {
                Assert.Equal(text.IsNormalized(), NormalizationFormC.Has(text));
                Assert.True(NormalizationFormC.Has(text.Normalize()));
            },
            iter: 20_000);
    }

    private static ZipBuilder Deflate(ZipBuilder archive)
    {
        archive.Parts.ForEach(part => part.Deflated = true);
        return archive;
    }

    private static byte[] Changed(byte[] bytes, (int At, byte Value)[] places)
    {
        byte[] changed = [.. bytes];
        foreach ((int at, byte value) in places)
        {
            changed[at % changed.Length] = value;
        }

        return changed;
    }

    private static string Canonical(byte[] file)
    {
        PackageReading reading = PackageReader.Read(file);
        Assert.Empty(reading.Findings);
        return Canonical(reading.Package!);
    }

    private static string Canonical(PatchPackage package) => Convert.ToHexStringLower(SHA256.HashData(CanonicalPackage.Write(package)));

    private static byte[] ByFramework(Dictionary<string, byte[]> entries, CompressionLevel level, bool seekable)
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(seekable ? file : new OnlyForward(file), ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    private static byte[] BySharpZipLib(Dictionary<string, byte[]> entries, UseZip64 zip64)
    {
        using MemoryStream file = new();
        using (ZipOutputStream archive = new(file) { UseZip64 = zip64, IsStreamOwner = false })
        {
            foreach ((string name, byte[] content) in entries)
            {
                archive.PutNextEntry(new ICSharpCode.SharpZipLib.Zip.ZipEntry(name));
                archive.Write(content, 0, content.Length);
                archive.CloseEntry();
            }
        }

        return file.ToArray();
    }

    private static float Narrow(ElementType type, float number) => type switch
    {
        ElementType.F16 => (float)(Half)number,
        ElementType.BF16 => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(number) & 0xFFFF_0000),
        _ => number,
    };

    private sealed class Same : IEqualityComparer<(float[] Weight, float[] Bias, ElementType Type)>
    {
        public bool Equals((float[] Weight, float[] Bias, ElementType Type) x, (float[] Weight, float[] Bias, ElementType Type) y) =>
            x.Weight.SequenceEqual(y.Weight) && x.Bias.SequenceEqual(y.Bias) && x.Type == y.Type;

        public int GetHashCode((float[] Weight, float[] Bias, ElementType Type) obj) => obj.Weight.Length;
    }

    /// <summary>A stream that cannot seek, so that a writer must use data descriptors.</summary>
    private sealed class OnlyForward(Stream target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);
    }
}
