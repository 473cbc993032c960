using System.Diagnostics;
using System.Security.Cryptography;

namespace NeuralMarket.Fuzzing;

/// <summary>Runs a reader on mutated inputs, keeps those that reach something new, and stops at the first crash, hang or waste of memory.</summary>
internal sealed class FuzzLoop(FuzzTarget target, string folder)
{
    private const long MaximumAllocation = 256L * 1024 * 1024;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(20);

    private readonly Coverage _coverage = new();
    private readonly List<byte[]> _corpus = [];
    private volatile byte[] _current = [];
    private long _started = Stopwatch.GetTimestamp();

    /// <summary>0 when nothing was found.</summary>
    public int Run(TimeSpan time)
    {
        Directory.CreateDirectory(folder);
        using Timer watchdog = new(_ => LookForHang(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        foreach (byte[] seed in target.Seeds)
        {
            if (!Try(seed))
            {
                return 1;
            }

            _coverage.Learn();
            _corpus.Add(seed);
        }

        int branchesOfSeeds = _coverage.Branches;
        Random random = new();
        Mutator mutator = new(target, random);
        long runs = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time; runs++)
        {
            // Half of the time one of the newest: they lead to where nobody was yet.
            int count = _corpus.Count;
            byte[] parent = _corpus[random.Next(2) == 0 ? random.Next(count) : count - 1 - random.Next(Math.Min(count, 16))];
            byte[] input = mutator.Mutate(parent, _corpus);
            if (!Try(input))
            {
                return 1;
            }

            if (_coverage.Learn())
            {
                _corpus.Add(input);
            }
        }

        Console.WriteLine($"{target.Name}: nothing found in {time.TotalMinutes:0.#} minutes, {runs} runs, {_corpus.Count} inputs kept, {branchesOfSeeds} branches by the seeds, {_coverage.Branches} in all.");
        return 0;
    }

    private bool Try(byte[] input)
    {
        _current = input;
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        _coverage.Clear();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(input);
        }
        catch (Exception crash)
        {
            return Found(input, crash.ToString());
        }

        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > MaximumTime && IsSlowAgain(input))
        {
            return Found(input, "It takes more than a second.");
        }

        return GC.GetAllocatedBytesForCurrentThread() - allocated <= MaximumAllocation || Found(input, "It takes more than 256 MiB.");
    }

    // The machine may have been busy.
    private bool IsSlowAgain(byte[] input)
    {
        long start = Stopwatch.GetTimestamp();
        target.Read(input);
        return Stopwatch.GetElapsedTime(start) > MaximumTime;
    }

    private bool Found(byte[] input, string what)
    {
        string path = Path.Combine(folder, $"{target.Name}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(path, input);
        Console.WriteLine($"{target.Name}: FOUND {path}\n{what}");
        return false;
    }

    private void LookForHang()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > Abandoned)
        {
            Found(_current, "It does not come to an end.");
            Environment.Exit(1);
        }
    }
}
