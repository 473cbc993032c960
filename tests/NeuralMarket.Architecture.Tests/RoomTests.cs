namespace NeuralMarket.Architecture.Tests;

/// <summary>Who may use whom: the table of rooms, as the README shows it.</summary>
public sealed class RoomTests
{
    public static TheoryData<string, string[]> Rooms => new()
    {
        { "NeuralMarket.Format", [] },
        { "NeuralMarket.Inference", ["NeuralMarket.Format"] },
        { "NeuralMarket.Regression", ["NeuralMarket.Format", "NeuralMarket.Inference"] },
        { "NeuralMarket.Market", ["NeuralMarket.Format", "NeuralMarket.Inference", "NeuralMarket.Regression"] },
        { "NeuralMarket.Server", ["NeuralMarket.Format", "NeuralMarket.Inference", "NeuralMarket.Regression", "NeuralMarket.Market"] },
        { "NeuralMarket.Client", ["NeuralMarket.Format"] },
        { "NeuralMarket.Cli", ["NeuralMarket.Format", "NeuralMarket.Inference", "NeuralMarket.Regression", "NeuralMarket.Client"] },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void RoomUsesOnlyWhatTheRoadAllows(string room, string[] allowed) =>
        Assert.Empty(Repository.ReferencesOf(room).Except(allowed));

    [Theory]
    [InlineData("NeuralMarket.Format")]
    [InlineData("NeuralMarket.Inference")]
    [InlineData("NeuralMarket.Regression")]
    public void CoreKnowsNoDatabaseAndNoWeb(string room)
    {
        string project = File.ReadAllText(Repository.Projects[room]);
        Assert.DoesNotContain("EntityFrameworkCore", project, StringComparison.Ordinal);
        Assert.DoesNotContain("AspNetCore", project, StringComparison.Ordinal);
        Assert.DoesNotContain("Sdk.Web", project, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "NeuralMarket.sln"));
        Assert.Empty(Repository.Projects.Keys.Where(name => !solution.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryProjectFolderSaysWhatItIsFor() =>
        Assert.Empty(Repository.Projects.Values.Where(path => !File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "README.md"))));
}
