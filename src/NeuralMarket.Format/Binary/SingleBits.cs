using System.Runtime.InteropServices;

namespace NeuralMarket.Format.Binary;

/// <summary>The bit patterns of floating-point numbers (IEEE 754-2019, section 3.4; bfloat16 is the upper half of a binary32).</summary>
internal static class SingleBits
{
    /// <summary>Whether a number is neither infinite nor NaN; netstandard2.0 has no <c>float.IsFinite</c>.</summary>
    public static bool IsFinite(float number) => !float.IsNaN(number) && !float.IsInfinity(number);

    public static float ToSingle(uint bits) => new Bits { Integer = bits }.Number;

    public static uint FromSingle(float number) => new Bits { Number = number }.Integer;

    /// <summary>Widens a binary16; exact.</summary>
    public static float FromHalf(ushort half)
    {
        uint sign = (uint)(half & 0x8000) << 16;
        uint exponent = (uint)(half >> 10) & 0x1F;
        uint fraction = (uint)half & 0x3FF;
        return exponent switch
        {
            0 => SubnormalHalf(fraction, sign != 0),
            0x1F => ToSingle(sign | 0x7F80_0000 | (fraction << 13)),
            _ => ToSingle(sign | ((exponent + 112) << 23) | (fraction << 13)),
        };
    }

    /// <summary>Narrows a number that came from a binary16; exact for those and only those.</summary>
    public static ushort ToHalf(float number)
    {
        uint bits = FromSingle(number);
        uint sign = (bits >> 16) & 0x8000;
        int exponent = (int)((bits >> 23) & 0xFF) - 112;
        return exponent > 0
            ? (ushort)(sign | ((uint)exponent << 10) | ((bits >> 13) & 0x3FF))
            : (ushort)(sign | (uint)Math.Abs(number * (1 << 24)));
    }

    /// <summary>Widens a bfloat16; exact.</summary>
    public static float FromBrainFloat(ushort brainFloat) => ToSingle((uint)brainFloat << 16);

    /// <summary>Narrows a number that came from a bfloat16; exact for those and only those.</summary>
    public static ushort ToBrainFloat(float number) => (ushort)(FromSingle(number) >> 16);

    private static float SubnormalHalf(uint fraction, bool negative)
    {
        float magnitude = fraction / (float)(1 << 24);
        return negative ? -magnitude : magnitude;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Bits
    {
        [FieldOffset(0)]
        public uint Integer;

        [FieldOffset(0)]
        public float Number;
    }
}
