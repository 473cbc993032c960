using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Server.Operator;

/// <summary><c>images import|relabel|retire|restore|versions|export</c>: what curators do to held-out sets.</summary>
internal static class ImageCommands
{
    private const int MostDigits = 12;

    public static IEnumerable<Command> All() => [Import(), Relabel(), Retire(), Restore(), Versions(), Export()];

    private static Option<string> Name() => new("--name") { Description = "The set.", Required = true };

    private static Option<string> By() => new("--by") { Description = "Who does it; kept with the label.", DefaultValueFactory = _ => Environment.UserName };

    private static Argument<string> Photo() => new("photo") { Description = "The photo's SHA-256, or eight or more digits with which it begins." };

    private static Command Import()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Labelled images with map_clsloc.txt and, if there are, is_a.txt and sources.json." };
        var name = new Option<string>("--name") { Description = "What the set is called; an existing one is added to.", Required = true };
        var network = new Option<string>("--base") { Description = "The base network whose patches are tested on it: its identity or its name.", Required = true };
        var by = By();
        var source = new Option<string?>("--source") { Description = "Where the images come from, unless sources.json says so." };
        var license = new Option<string?>("--license") { Description = "Under which licence they may be used, unless sources.json says so." };
        var command = new Command("import", "Imports held-out images.") { folder, name, network, by, source, license };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => ImportAsync(
                services,
                parsed.GetRequiredValue(folder),
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(network),
                new(parsed.GetRequiredValue(by), parsed.GetValue(source), parsed.GetValue(license)),
                token),
            cancellation));
        return command;
    }

    private static Command Relabel()
    {
        var (photo, name, by) = (Photo(), Name(), By());
        var tag = new Option<string>("--tag") { Description = "What it shows: a tag of the set, for example n02123045.", Required = true };
        var command = new Command("relabel", "Says that an image shows something else.") { photo, name, tag, by };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => Tag.TryParse(parsed.GetRequiredValue(tag), out var parsedTag)
                ? OnSetAsync(services, parsed.GetRequiredValue(name), set => SayAsync(services, set, services.GetRequiredService<HeldOutCuration>().RelabelAsync(
                    set, parsed.GetRequiredValue(photo), parsedTag, parsed.GetRequiredValue(by), token)), token)
                : OperatorHost.RefuseAsync([$"\"{parsed.GetRequiredValue(tag)}\" is no tag. Tags look like n02123045."]),
            cancellation));
        return command;
    }

    private static Command Retire() => Curate("retire", "Takes an image out of use; it is never dropped.", (curation, set, photo, by, token) => curation.RetireAsync(set, photo, by, token));

    private static Command Restore() => Curate("restore", "Takes a retired image back into use.", (curation, set, photo, by, token) => curation.RestoreAsync(set, photo, by, token));

    private static Command Curate(string verb, string description, Func<HeldOutCuration, HeldOutSet, string, string, CancellationToken, Task<Reading<HeldOutImage>>> act)
    {
        var (photo, name, by) = (Photo(), Name(), By());
        var command = new Command(verb, description) { photo, name, by };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => OnSetAsync(services, parsed.GetRequiredValue(name), set => SayAsync(services, set, act(
                services.GetRequiredService<HeldOutCuration>(), set, parsed.GetRequiredValue(photo), parsed.GetRequiredValue(by), token)), token),
            cancellation));
        return command;
    }

    private static Command Versions()
    {
        var name = Name();
        var command = new Command("versions", "Lists a set's versions, the newest first.") { name };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => OnSetAsync(services, parsed.GetRequiredValue(name), async set =>
            {
                foreach (var row in await services.GetRequiredService<HeldOutVersions>().ListAsync(set, token))
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Number,4}  {row.Hash[..MostDigits]}  {row.MadeAt:yyyy-MM-dd HH:mm}  {row.ImageCount,7} images  {row.MadeBy}: {row.Summary}"));
                return OperatorHost.Done;
            }, token),
            cancellation));
        return command;
    }

    private static Command Export()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder that is not there yet; it can be imported again." };
        var name = Name();
        var version = new Option<string?>("--version") { Description = "The version's number, or eight or more digits with which its hash begins, as a report names it; the latest when absent." };
        var command = new Command("export", "Writes a version of a set as a folder.") { folder, name, version };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => OnSetAsync(services, parsed.GetRequiredValue(name), async set =>
            {
                var target = parsed.GetRequiredValue(folder).FullName;
                var reading = await services.GetRequiredService<HeldOutExport>().WriteAsync(set, parsed.GetValue(version), target, new Counting(), token);
                if (reading.Value is not { } written)
                    return await OperatorHost.RefuseAsync(reading.Findings.Select(BaseCommands.Describe));
                Console.WriteLine($"{set.Name}, version {written.Number}: {written.ImageCount} images in {target}; set {written.Hash}");
                return OperatorHost.Done;
            }, token),
            cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(
        IServiceProvider services, DirectoryInfo folder, string name, string network, ImageProvenance provenance, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
            return await OperatorHost.RefuseAsync([$"There is no folder {folder.FullName}."]);
        var known = await services.GetRequiredService<MarketDb>().BaseNetworks
            .SingleOrDefaultAsync(row => row.Identity == network || (row.Name == network && row.IsCurrent), cancellationToken);
        if (known is null)
            return await OperatorHost.RefuseAsync([$"There is no base network {network}. Import it first: bases import PATH.txt"]);

        var reading = await services.GetRequiredService<HeldOutSets>().ImportAsync(folder.FullName, name, known.Identity, provenance, cancellationToken);
        await OperatorHost.RefuseAsync(reading.Findings.Select(BaseCommands.Describe));
        if (reading.Value is not { } result)
            return OperatorHost.Refused;

        Console.WriteLine($"{result.SetName}: {result.Added} images added, {result.Known} there already, {result.Skipped} skipped");
        return OperatorHost.Done;
    }

    private static async Task<int> OnSetAsync(IServiceProvider services, string name, Func<HeldOutSet, Task<int>> act, CancellationToken cancellationToken)
    {
        var set = await services.GetRequiredService<HeldOutSets>().FindAsync(name, cancellationToken);
        return set is null ? await OperatorHost.RefuseAsync([$"There is no set {name}."]) : await act(set);
    }

    private static async Task<int> SayAsync(IServiceProvider services, HeldOutSet set, Task<Reading<HeldOutImage>> change)
    {
        var reading = await change;
        if (reading.Value is null)
            return await OperatorHost.RefuseAsync(reading.Findings.Select(BaseCommands.Describe));
        var version = (await services.GetRequiredService<HeldOutVersions>().ListAsync(set, CancellationToken.None))[0];
        Console.WriteLine($"{set.Name}, version {version.Number}: {version.Summary} Published patches are tested on it after: catalogue retest");
        return OperatorHost.Done;
    }

    /// <summary>Tells of a long export now and then; standard output stays the command's answer.</summary>
    private sealed class Counting : IProgress<int>
    {
        private const int Often = 1000;

        public void Report(int value)
        {
            if (value % Often == 0)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} images written"));
        }
    }
}
