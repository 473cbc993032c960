using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Benchmarks;

/// <summary>
/// What checking a package costs: the largest legal ones against reading the file once and hashing it, and hostile ones of the greatest size in milliseconds
/// and allocated memory.
/// </summary>
internal static class PackageBenchmarks
{
    public const string Name = "package";

    // The runtime compiles hot loops a second time while it runs.
    private const int WarmUpRounds = 20;

    private const double MiB = 1024 * 1024;

    public static void Run(int rounds)
    {
        Console.WriteLine($"Command: dotnet run -c Release --project tests/NeuralMarket.Benchmarks -- {Name}");
        Console.WriteLine($"Machine: {Machine.Description}");
        Console.WriteLine("Medians of interleaved runs. Allocated is all that a run allocates, so at least what it holds at any time.");
        string path = Path.GetTempFileName();
        try
        {
            Console.WriteLine();
            Console.WriteLine($"{"legal package",-44}{"MiB",7}{"lint ms",10}{"read+SHA-256 ms",17}{"ratio",8}{"ZipArchive ms",15}{"ratio",8}{"allocated MiB",15}");
            foreach ((string name, byte[] file) in SyntheticPackages.Legal)
            {
                File.WriteAllBytes(path, file);
                Compare(name, path, rounds);
            }

            Console.WriteLine();
            Console.WriteLine($"{"hostile package",-44}{"MiB",7}{"lint ms",10}{"",25}{"allocated MiB",15}  rejected under");
            foreach ((string name, byte[] file) in SyntheticPackages.Hostile)
            {
                File.WriteAllBytes(path, file);
                Reject(name, path, rounds);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Compare(string name, string path, int rounds)
    {
        PackageReading reading = PackageReader.ReadFile(path);
        string verdict = reading.IsValid ? "" : $"  NOT VALID: {reading.Findings[0].Rule}";
        List<double> lint = [];
        List<double> hash = [];
        List<double> unpack = [];
        for (int round = 0; round < WarmUpRounds; round++)
        {
            Milliseconds(() => PackageReader.ReadFile(path));
        }

        for (int round = 0; round < rounds; round++)
        {
            lint.Add(Milliseconds(() => PackageReader.ReadFile(path)));
            hash.Add(Milliseconds(() => SHA256.HashData(File.ReadAllBytes(path))));
            unpack.Add(Milliseconds(() => UnpackAndHash(path)));
        }

        double ratio = Median([.. lint.Zip(hash, (ours, theirs) => ours / theirs)]);
        double unpackRatio = Median([.. lint.Zip(unpack, (ours, theirs) => ours / theirs)]);
        Console.WriteLine($"{name,-44}{new FileInfo(path).Length / MiB,7:F1}{Median(lint),10:F1}{Median(hash),17:F1}{ratio,8:F2}{Median(unpack),15:F1}{unpackRatio,8:F2}{Allocated(path),15:F1}{verdict}");
    }

    // What a reader does that checks nothing but the hash: the framework's archive, with zlib behind it.
    private static void UnpackAndHash(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        SHA256.HashData(file);
        using ZipArchive archive = new(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            content.ReadExactly(new byte[entry.Length]);
        }
    }

    private static void Reject(string name, string path, int rounds)
    {
        PackageReading reading = PackageReader.ReadFile(path);
        List<double> lint = [.. Enumerable.Range(0, rounds).Select(_ => Milliseconds(() => PackageReader.ReadFile(path)))];
        string verdict = reading.IsValid ? "VALID" : string.Join(' ', reading.Findings.Select(finding => finding.Rule).Distinct());
        Console.WriteLine($"{name,-44}{new FileInfo(path).Length / MiB,7:F1}{Median(lint),10:F1}{"",25}{Allocated(path),15:F1}  {verdict}");
    }

    private static double Allocated(string path)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        PackageReader.ReadFile(path);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / MiB;
    }

    private static double Milliseconds(Action run)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
