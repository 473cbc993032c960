using System.Text.RegularExpressions;

namespace NeuralMarket.Architecture.Tests;

/// <summary>Rules about the text of the code that no analyzer knows.</summary>
public sealed partial class StyleTests
{
    private const int LongestFileLines = 400;

    /// <summary>A page loads one stylesheet, so it is one file; its weight has a budget of its own in the server's tests.</summary>
    private const int LongestStylesheetLines = 600;

    [Fact]
    public void NoSourceFileGrowsWithoutEnd() =>
        Assert.Empty(Code().Where(path => File.ReadLines(path).Count() > LongestOf(path)).Select(Relative));

    [Fact]
    public void NoTypeIsCalledManagerHelperOrUtil() =>
        Assert.Empty(Code().Where(path => VagueName().IsMatch(Path.GetFileNameWithoutExtension(path))).Select(Relative));

    [Fact]
    public void NothingIsLeftToDo() =>
        Assert.Empty(Code().Where(path => LeftOver().IsMatch(File.ReadAllText(path)) && !path.EndsWith("StyleTests.cs", StringComparison.Ordinal)).Select(Relative));

    [Fact]
    public void NoTestSleeps() =>
        Assert.Empty(Code().Where(path => path.Contains(".Tests", StringComparison.Ordinal) && !path.EndsWith("StyleTests.cs", StringComparison.Ordinal) && File.ReadAllText(path).Contains("Thread.Sleep", StringComparison.Ordinal)).Select(Relative));

    private static IEnumerable<string> Code() =>
        Repository.Written(".cs", ".cl", ".js", ".css", ".cshtml").Where(path => !path.Contains("Migrations", StringComparison.Ordinal) && !path.EndsWith(".g.cs", StringComparison.Ordinal) && !path.EndsWith(".Designer.cs", StringComparison.Ordinal));

    private static int LongestOf(string path) => path.EndsWith(".css", StringComparison.Ordinal) ? LongestStylesheetLines : LongestFileLines;

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);

    // The framework's own name for an element that a page may use is "tag helper".
    [GeneratedRegex("(Manager|(?<!Tag)Helper|Helpers|Util|Utils|Utility|Utilities)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"TODO|FIXME|HACK\b|NotImplementedException")]
    private static partial Regex LeftOver();
}
