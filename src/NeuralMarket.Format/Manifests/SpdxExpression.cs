namespace NeuralMarket.Format.Manifests;

/// <summary>
/// Checks the grammar of a licence expression (SPDX 2.3, annex D): identifiers, <c>+</c>, <c>LicenseRef-</c> and <c>DocumentRef-</c>, <c>WITH</c>, <c>AND</c>, <c>OR</c>
/// and parentheses. Whether a licence exists is for the review.
/// </summary>
internal static class SpdxExpression
{
    private static readonly char[] Ends = [' ', '(', ')'];

    /// <summary>Whether a text is an expression. Walks without recursion, so that nesting costs no stack.</summary>
    public static bool IsWellFormed(string text)
    {
        Stack<string> tokens = new(Tokens(text).Reverse());
        int open = 0;
        bool operandExpected = true;
        bool mayTakeException = false;
        while (tokens.Count > 0)
        {
            string token = tokens.Pop();
            if (operandExpected)
            {
                bool opens = token == "(";
                if (!opens && !IsSimple(token))
                {
                    return false;
                }

                open += opens ? 1 : 0;
                operandExpected = opens;
                mayTakeException = !opens;
            }
            else if (token == ")")
            {
                mayTakeException = false;
                if (--open < 0)
                {
                    return false;
                }
            }
            else if (token == "WITH")
            {
                if (!mayTakeException || tokens.Count == 0 || !IsIdentifier(tokens.Pop()))
                {
                    return false;
                }

                mayTakeException = false;
            }
            else if (token is "AND" or "OR")
            {
                operandExpected = true;
            }
            else
            {
                return false;
            }
        }

        return !operandExpected && open == 0;
    }

    private static IEnumerable<string> Tokens(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            int length = text[i] is '(' or ')' ? 1 : text.IndexOfAny(Ends, i) - i;
            length = length < 1 ? text.Length - i : length;
            yield return text.Substring(i, length);
            i += length;
        }
    }

    private static bool IsSimple(string token)
    {
        int colon = token.IndexOf(':');
        if (colon >= 0)
        {
            return IsReference(token.Substring(0, colon), "DocumentRef-") && IsReference(token.Substring(colon + 1), "LicenseRef-");
        }

        bool orLater = token.Length > 1 && token[token.Length - 1] == '+';
        return IsIdentifier(orLater ? token.Substring(0, token.Length - 1) : token)
            && !token.StartsWith("DocumentRef-", StringComparison.Ordinal)
            && (!token.StartsWith("LicenseRef-", StringComparison.Ordinal) || IsReference(token, "LicenseRef-"));
    }

    private static bool IsReference(string token, string prefix) =>
        token.StartsWith(prefix, StringComparison.Ordinal) && token.Length > prefix.Length && IsIdentifier(token);

    private static bool IsIdentifier(string token) =>
        token is not ("" or "AND" or "OR" or "WITH")
        && token.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.');
}
