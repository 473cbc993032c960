using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuralMarket.Regression.Receipts;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.Reports;

namespace NeuralMarket.Regression.Tests.Receipts;

public class ReceiptTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>The test vector of the DSSE protocol document.</summary>
    [Fact]
    public void WhatIsSignedIsThatOfThePublishedExample() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(DsseEnvelope.PreAuthentication("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void AReceiptBindsPackageBaseSetEngineDeviceAndVerdict()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        RegressionReport report = SampleReport.Create();

        DsseEnvelope read = DsseEnvelope.Read(RegressionReceipt.Sign(report, At, key).Write());
        ReceiptStatement statement = RegressionReceipt.Verify(read, key)!;

        Assert.Equal(report.Patch.Sha256, Assert.Single(statement.Subject).Digest.Sha256);
        Assert.Equal(
            (report.Base.Sha256, report.Images.SetHash, report.Engine, report.Device, report.Verdict.Decision, At),
            (statement.Predicate.Base.Sha256, statement.Predicate.ImageSet, statement.Predicate.Engine, statement.Predicate.Device, statement.Predicate.Verdict, statement.Predicate.TestedAt));
        Assert.Equal(DsseEnvelope.KeyId(key), Assert.Single(read.Signatures).Keyid);
    }

    [Fact]
    public void AReceiptNamesNoPhotoAndNoFigure()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string payload = Encoding.UTF8.GetString(RegressionReceipt.Sign(SampleReport.Create(), At, key).PayloadBytes());

        Assert.DoesNotContain(SampleReport.SecretHash, payload, StringComparison.Ordinal);
        Assert.DoesNotContain("480", payload, StringComparison.Ordinal);
        Assert.StartsWith("{\"_type\":\"https://in-toto.io/Statement/v1\"", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void AChangedPayloadAnotherTypeAndAnotherKeyAreRefused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DsseEnvelope envelope = RegressionReceipt.Sign(SampleReport.Create(), At, key);
        byte[] changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope.PayloadBytes()).Replace("attention", "pass", StringComparison.Ordinal));

        Assert.Null(RegressionReceipt.Verify(envelope, other));
        Assert.Null(RegressionReceipt.Verify(envelope with { Payload = Convert.ToBase64String(changed) }, key));
        Assert.Null(RegressionReceipt.Verify(envelope with { PayloadType = "text/plain" }, key));
        Assert.Null(RegressionReceipt.Verify(envelope with { Payload = "?" }, key));
        Assert.Null(RegressionReceipt.Verify(DsseEnvelope.Sign(RegressionReceipt.PayloadType, "[]"u8, key), key));
        Assert.Throws<JsonException>(() => DsseEnvelope.Read("null"u8));
    }
}
