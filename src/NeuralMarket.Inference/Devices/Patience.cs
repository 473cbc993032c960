namespace NeuralMarket.Inference.Devices;

/// <summary>Waits for devices, but not for ever.</summary>
internal interface IPatience
{
    /// <summary>Waits until all work has ended, well or badly, or has to be given up; the caller looks which.</summary>
    void Wait(IReadOnlyList<Task> work);
}

/// <summary>A device that takes too long for one thing is taken for lost: drivers that hang never say so.</summary>
internal sealed class Patience(TimeProvider time) : IPatience
{
    /// <summary>Far longer than the slowest device takes for the largest batch.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>What is said of a device that took longer.</summary>
    public static string Exceeded => $"it did not come back within {Limit.TotalMinutes:F0} minutes.";

    public void Wait(IReadOnlyList<Task> work)
    {
        Task all = Task.WhenAll(work);
        try
        {
            // Callers are synchronous by contract, and the work has threads of its own: nothing that the pool owes anyone is held up.
            all.WaitAsync(Limit, time).GetAwaiter().GetResult();
        }
        catch (Exception) when (all.IsCompleted)
        {
            // What came of it is in the tasks.
        }
        catch (TimeoutException)
        {
            // The tasks say that they are not complete.
        }
    }
}
