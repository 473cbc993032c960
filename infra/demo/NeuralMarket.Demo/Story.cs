using System.Globalization;
using NeuralMarket.Client.Submissions;
using Spectre.Console;

namespace NeuralMarket.Demo;

/// <summary>What happens in the demo, in order, and what must come of it.</summary>
internal sealed class Story(DemoOptions options)
{
    private const string Password = "a long enough demo password";
    private static readonly DemoPerson Ada = new("Ada Boatwright", "ada@demo.example", Password);
    private static readonly DemoPerson Ben = new("Ben Lampe", "ben@demo.example", Password);
    private static readonly DemoPerson Rita = new("Rita Reviewer", "rita@demo.example", Password, "reviewer");
    private static readonly DemoPerson Otto = new("Otto Operator", "otto@demo.example", Password, "admin", "curator");

    private readonly List<(string Package, string Way, string State, string Reason, bool AsItShould)> _endings = [];
    private readonly Mailer _mailer = new(options);
    private readonly Dictionary<Guid, int> _told = [];

    /// <summary>Plays it; true when everything came out as it should.</summary>
    public async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        Chapter("The operator prepares the market");
        Operator operates = new(options);
        using HttpClient http = new() { BaseAddress = options.Server };
        await operates.WaitUntilReadyAsync(http, cancellationToken);
        Say((await operates.ImportBaseAsync(cancellationToken)).Trim());
        Say((await operates.ImportImagesAsync("demo-world", cancellationToken)).Trim());
        using Author ada = new(options, Ada, await operates.CreateAccountAsync(Ada, cancellationToken));
        using Author ben = new(options, Ben, await operates.CreateAccountAsync(Ben, cancellationToken));
        using Reviewer rita = new(options, await operates.CreateAccountAsync(Rita, cancellationToken));
        await operates.CreateAccountAsync(Otto, cancellationToken);

        Chapter("Ada uploads a patch that tells boats apart");
        Guid first = await UploadAsync(ada, "which-boat-1.0.0", "awaitingReview", cancellationToken);
        await ApproveAsync(rita, ada, first, "which-boat-1.0.0", "upload", cancellationToken);

        Chapter("Ada mails a better version");
        Guid second = await MailAsync(ada, "which-boat-1.1.0", "A better boat patch: it was trained on more photos.", "awaitingReview", cancellationToken);
        await ApproveAsync(rita, ada, second, "which-boat-1.1.0", "mail", cancellationToken);

        Chapter("Ada uploads a version that has become worse");
        Guid worse = await UploadAsync(ada, "which-boat-1.2.0", "awaitingReview", cancellationToken);
        await EndAsync(ada, worse, "which-boat-1.2.0", "upload", "awaitingReview", await ObjectionAsync(ada, worse, "previous-version", cancellationToken), cancellationToken);

        Chapter("Ben mails a package that breaks the rules");
        Guid invalid = await MailAsync(ben, "fruit-basket-1.0.0", "Fruit!", "invalid", cancellationToken);
        await EndInvalidAsync(ben, invalid, cancellationToken);

        Chapter("Ben uploads a patch for which there are too few held-out photos");
        Guid few = await UploadAsync(ben, "which-fish-1.0.0", "awaitingImages", cancellationToken);
        await EndAsync(ben, few, "which-fish-1.0.0", "upload", "awaitingImages", await ObjectionAsync(ben, few, "enough-images", cancellationToken), cancellationToken);

        Chapter("Ben mails a patch that tells whether a lamp is on");
        Guid lamp = await MailAsync(ben, "lamp-on-or-off-1.0.0", "Is the lamp on or off?", "awaitingReview", cancellationToken);
        await EndAsync(ben, lamp, "lamp-on-or-off-1.0.0", "mail", "awaitingReview", "It is left for you to review.", cancellationToken);

        Chapter("A phone finds, verifies and uses what was published");
        bool answers = await new Phone(options).UseAsync("which-boat", Say, cancellationToken);

        return Summarise(answers);
    }

    private async Task<Guid> UploadAsync(Author author, string package, string until, CancellationToken cancellationToken)
    {
        Guid submission = await author.UploadAsync(options.Package(package), cancellationToken);
        Say($"{package} is uploaded");
        await FollowAsync(author, submission, until, cancellationToken);
        return submission;
    }

    private async Task<Guid> MailAsync(Author author, string package, string text, string until, CancellationToken cancellationToken)
    {
        HashSet<Guid> before = [.. await author.ListAsync(cancellationToken)];
        await _mailer.SendAsync(author.Person, package, text, options.Package(package), cancellationToken);
        Say($"{package} is mailed");
        Guid submission = await author.WaitForNewAsync(before, cancellationToken);
        await FollowAsync(author, submission, until, cancellationToken);
        return submission;
    }

    private async Task ApproveAsync(Reviewer reviewer, Author author, Guid submission, string package, string way, CancellationToken cancellationToken)
    {
        await reviewer.DecideAsync(submission, "approve", [], "Clear and useful. Thank you.", cancellationToken);
        Say($"{Rita.Name} approves {package}");
        await FollowAsync(author, submission, "published", cancellationToken);
        await EndAsync(author, submission, package, way, "published", "Approved by a reviewer.", cancellationToken);
    }

    private async Task FollowAsync(Author author, Guid submission, string until, CancellationToken cancellationToken) =>
        _told[submission] = await author.FollowAsync(submission, [until], _told.GetValueOrDefault(submission), step => Say($"  {step}"), cancellationToken);

    private async Task EndInvalidAsync(Author author, Guid submission, CancellationToken cancellationToken)
    {
        SubmissionDetails details = await author.Submissions.FindAsync(submission, cancellationToken);
        foreach (SubmissionFinding finding in details.Findings)
        {
            Say($"  {finding.Rule}, {finding.Where}: {finding.Message} {finding.Remedy}");
        }

        string[] rules = [.. details.Findings.Select(finding => finding.Rule).Order(StringComparer.Ordinal)];
        bool right = details.State == "invalid" && rules is ["base.features", "icon.square", "trigger.overlap"];
        _endings.Add(("fruit-basket-1.0.0", "mail", details.State, $"Broken rules: {string.Join(", ", rules)}.", right));
    }

    private async Task EndAsync(Author author, Guid submission, string package, string way, string expected, string reason, CancellationToken cancellationToken)
    {
        SubmissionDetails details = await author.Submissions.FindAsync(submission, cancellationToken);
        _endings.Add((package, way, details.State, reason, details.State == expected));
    }

    // The reason for which the test stops it; without it the demo is not right.
    private static async Task<string> ObjectionAsync(Author author, Guid submission, string check, CancellationToken cancellationToken)
    {
        string message = await author.ObjectionOfAsync(submission, check, cancellationToken) ?? throw new DemoException($"The check {check} had nothing to say.");
        Say($"  {check}: {message}");
        return message;
    }

    private bool Summarise(bool answers)
    {
        Chapter("What came of it");
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("package", "came by", "stands at", "why", "as it should");
        foreach ((string package, string way, string state, string reason, bool right) in _endings)
        {
            table.AddRow(package, way, state, Markup.Escape(reason), right ? "[green]yes[/]" : "[red]no[/]");
        }

        table.AddRow("which-boat on a phone", "download", answers ? "right answers" : "wrong answers", "Downloaded, verified and run by the client SDK.", answers ? "[green]yes[/]" : "[red]no[/]");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine($"Mails to {Ada.Name}: {Markup.Escape(string.Join("; ", _mailer.SubjectsTo(Ada.Email)))}");
        AnsiConsole.MarkupLine($"Mails to {Ben.Name}: {Markup.Escape(string.Join("; ", _mailer.SubjectsTo(Ben.Email)))}");
        PrintDoors();
        return answers && _endings.All(ending => ending.AsItShould);
    }

    private void PrintDoors()
    {
        Chapter("Where to look");
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("what", "where");
        table.AddRow("catalogue", new Uri(options.Server, "").ToString()).AddRow("portal", new Uri(options.Server, "account/sign-in").ToString())
            .AddRow("API description", new Uri(options.Server, "openapi/v1.json").ToString()).AddRow("sent mails", Markup.Escape(options.Outgoing));
        AnsiConsole.Write(table);
        Table people = new Table().Border(TableBorder.Rounded).AddColumns("demo account", "role", "password");
        foreach (DemoPerson person in (DemoPerson[])[Ada, Ben, Rita, Otto])
        {
            people.AddRow(person.Email, person.Roles.Length == 0 ? "author" : string.Join(", ", person.Roles), person.Password);
        }

        AnsiConsole.Write(people);
    }

    private static void Chapter(string title) => AnsiConsole.Write(new Rule(Markup.Escape(title)).LeftJustified());

    private static void Say(string text) => AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.Now:HH:mm:ss}  {text}"));
}
