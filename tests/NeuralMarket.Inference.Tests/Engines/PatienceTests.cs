using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Tests.Engines;

public sealed class PatienceTests
{
    [Fact]
    public async Task WhatNeverComesBackIsGivenUp()
    {
        ManualClock clock = new();
        TaskCompletionSource never = new();
        Task waits = Task.Run(() => new Patience(clock).Wait([Task.CompletedTask, never.Task]), TestContext.Current.CancellationToken);
        while (!waits.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(11));
        }

        await waits;
        Assert.False(never.Task.IsCompleted);
    }

    [Fact]
    public void WhatFailsIsNotThrownHere()
    {
        Task broken = Task.FromException(new InvalidOperationException());
        new Patience(new ManualClock()).Wait([broken, Task.CompletedTask]);
        Assert.True(broken.IsFaulted);
    }
}
