using Microsoft.Playwright;

namespace NeuralMarket.EndToEnd.Tests.Portal;

internal static class Dropping
{
    /// <summary>Drops a file on the page's upload field, as somebody does who drags it in from a folder.</summary>
    public static async Task DropAsync(this IPage page, string fileName, byte[] content)
    {
        const string drop = """
            ([name, base64]) => {
              const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
              const dragged = new DataTransfer();
              dragged.items.add(new File([bytes], name));
              const field = document.querySelector("[data-drop]");
              for (const kind of ["dragenter", "dragover", "drop"])
                field.dispatchEvent(new DragEvent(kind, { dataTransfer: dragged, bubbles: true, cancelable: true }));
            }
            """;
        await page.EvaluateAsync(drop, new object[] { fileName, Convert.ToBase64String(content) });
    }
}
