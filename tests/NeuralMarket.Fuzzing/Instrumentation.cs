using SharpFuzz;

namespace NeuralMarket.Fuzzing;

/// <summary>Copies this program with a format library that counts which of its branches run.</summary>
internal static class Instrumentation
{
    private const string Library = "NeuralMarket.Format.dll";

    public static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        int library = Fuzzer.Instrument(Path.Combine(folder, Library), _ => true, Options.Value).Count();
        int planted = Fuzzer.Instrument(Path.Combine(folder, "NeuralMarket.Fuzzing.dll"), name => name == typeof(Planted).FullName, Options.Value).Count();
        Console.WriteLine($"Instrumented {library} types of {Library} and {planted} with the planted crash.");
    }
}
