using System.Globalization;
using System.Text.Json;

namespace NeuralMarket.Format.Json;

/// <summary>Numbers as the specification reads and writes them.</summary>
internal static class JsonNumber
{
    /// <summary>Reads an integer that is written in digits alone; one that is too great becomes the greatest.</summary>
    public static bool TryGetInteger(JsonElement element, out long number)
    {
        number = 0;
        if (element.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        string text = element.GetRawText();
        if (!text.All(character => character is >= '0' and <= '9'))
        {
            return false;
        }

        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long small) ? small : long.MaxValue;
        return true;
    }

    /// <summary>Reads any number; one that is too great is infinite, and one below 0 stays below 0 however small it is.</summary>
    public static bool TryGetDouble(JsonElement element, out double number)
    {
        number = 0;
        if (element.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        string text = element.GetRawText();
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            // The .NET Framework does not read what is too great.
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (number == 0 && text[0] == '-' && text.Split('e', 'E')[0].Any(character => character is >= '1' and <= '9'))
        {
            number = -double.Epsilon;
        }

        return true;
    }

    /// <summary>Writes a number between 0 and 1 as RFC 8785, section 3.2.2.3, has it: ECMAScript's shortest form.</summary>
    public static string WriteFraction(double number)
    {
        if (number is 0 or 1)
        {
            return number == 0 ? "0" : "1";
        }

        (string digits, int exponent) = ShortestDigits(number);
        if (exponent >= -6)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        string mantissa = digits.Length == 1 ? digits : digits.Insert(1, ".");
        return $"{mantissa}e-{(-exponent).ToString(CultureInfo.InvariantCulture)}";
    }

    // The fewest of 15 to 17 correctly rounded digits that read back as the same number; number = d.ddd · 10^exponent.
    private static (string Digits, int Exponent) ShortestDigits(double number)
    {
        string text = "";
        for (int decimals = 14; decimals <= 16; decimals++)
        {
            text = number.ToString("E" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture) == number)
            {
                break;
            }
        }

        string[] parts = text.Split('E');
        string digits = parts[0].Replace(".", "").TrimEnd('0');
        return (digits, int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}
