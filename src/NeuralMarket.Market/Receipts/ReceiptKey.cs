using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Secrets;

namespace NeuralMarket.Market.Receipts;

/// <summary>What receipts are signed with (section <c>Receipts</c>).</summary>
public sealed class ReceiptOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Receipts";

    /// <summary>The path of a private key on P-256, PEM; made once and kept in the key folder when absent.</summary>
    public string? KeyFile { get; set; }
}

/// <summary>Checks <see cref="ReceiptOptions"/>.</summary>
public sealed class ReceiptOptionsRules : AbstractValidator<ReceiptOptions>
{
    /// <summary>Lists the rules.</summary>
    public ReceiptOptionsRules() =>
        RuleFor(options => options.KeyFile).Must(path => path is null || File.Exists(path)).WithMessage("Receipts:KeyFile is the path of a file that exists.");
}

/// <summary>The market's key for receipts, ECDSA on P-256.</summary>
public sealed class ReceiptKey(IOptions<ReceiptOptions> options, KeyFolder keys)
{
    /// <summary>The private key, opened; the caller disposes of it.</summary>
    /// <exception cref="ArgumentException">The file that the configuration names holds no private key on P-256.</exception>
    public ECDsa Open()
    {
        byte[] pem = options.Value.KeyFile is string path ? File.ReadAllBytes(path) : keys.ReadOrMake("receipts.pem", Make);
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (ArgumentException)
        {
            key.Dispose();
            throw;
        }

        return key;
    }

    /// <summary>The public key, PEM, with which anybody checks a receipt.</summary>
    public string PublicPem()
    {
        using ECDsa key = Open();
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static byte[] Make()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem());
    }
}
