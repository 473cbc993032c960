using System.Globalization;
using System.Text;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Inference.Import;

/// <summary>Collects what the import finds. A hostile model can break a rule in every node, so only the first findings are kept.</summary>
internal sealed class ImportFindings(string fileName)
{
    private const int Maximum = 100;
    private const int MaximumQuotedCharacters = 60;

    private readonly List<Finding> _findings = [];

    /// <summary>Whether an error was found; counts those beyond the limit, too.</summary>
    public bool HasErrors { get; private set; }

    public IReadOnlyList<Finding> All => _findings;

    /// <summary>Reports an error in the model; the place is a node or a constant, already quoted, or <see langword="null"/> for the file as a whole.</summary>
    public void Error(string rule, string? place, string message, string remedy) => Add(new Finding(rule, Severity.Error, Where(place), message, remedy));

    public void Warning(string rule, string? place, string message, string remedy) => Add(new Finding(rule, Severity.Warning, Where(place), message, remedy));

    public void Add(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            Add(finding);
        }
    }

    /// <summary>The outcome when no error was found is <paramref name="value"/>, otherwise none.</summary>
    public Reading<T> Finish<T>(T? value)
        where T : class => new(HasErrors ? null : value, _findings);

    /// <summary>Quotes a name from the model: short, on one line, nothing in it that a terminal or a page could take as an instruction.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (count++ == MaximumQuotedCharacters)
            {
                quoted.Append('…');
                break;
            }

            quoted.Append(IsPlain(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>"));
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);

    private string Where(string? place) => place is null ? fileName : $"{fileName}: {place}";

    private void Add(Finding finding)
    {
        HasErrors |= finding.Severity == Severity.Error;
        if (_findings.Count < Maximum)
        {
            _findings.Add(finding);
        }
    }
}
