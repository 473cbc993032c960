using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(NeuralMarket.EndToEnd.Tests.Browsing.Browser))]

namespace NeuralMarket.EndToEnd.Tests.Browsing;

/// <summary>Chromium, started once, with the first test that needs it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    /// <summary>A fresh context (no cookies, no storage) for one market. Whoever asks disposes it.</summary>
    public async Task<IBrowserContext> OpenAsync(Uri market, BrowserNewContextOptions? options = null)
    {
        var chromium = await StartAsync();
        options ??= new BrowserNewContextOptions();
        options.BaseURL = market.ToString();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "UTC";
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 900 };
        var context = await chromium.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        var program = Programs.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Chromium is not installed. Run infra/install.sh tests.");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _chromium ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Flags });
        }
        finally
        {
            _starting.Release();
        }
    }
}
