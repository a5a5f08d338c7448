using System.Text;
using System.Text.Json;
using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class ManifestTests
{
    internal static Manifest Sample() => new()
    {
        Format = Manifest.FormatName,
        Version = Manifest.CurrentVersion,
        Id = "2026-01-31_020506",
        Kind = BackupKind.Regular,
        Project = "my-project",
        Dataset = "my_data",
        Bucket = "my-bucket",
        Location = "US",
        SnapshotTime = new DateTimeOffset(2026, 1, 31, 2, 5, 6, TimeSpan.Zero).AddTicks(1234560),
        StartedAt = DateTimeOffset.UnixEpoch,
        CompletedAt = DateTimeOffset.UnixEpoch,
        DigestAlgorithm = ContentDigest.Algorithm,
        WholeDataset = true,
        HistoryLength = 3,
        Tables =
        [
            new ManifestTable
            {
                Name = "t",
                Rows = 2,
                Digest = ContentDigest.Text(2, 1, 2),
                Seconds = 0.5,
                Resource = JsonSerializer.Deserialize<JsonElement>("""{"schema":{"fields":[{"name":"a","type":"INTEGER"}]},"labels":{"x":"y"}}"""),
                Files = [new ManifestFile("2026-01-31_020506/t/part-0.avro", 10, "AAAAAA==", long.MaxValue)],
            },
        ],
        Views = [new ManifestObject(DeployedObjectKind.View, "v", "CREATE VIEW `d`.v AS SELECT 'é\n'")],
        Routines = [],
        TableNames = ["t", "v"],
        Notes = [],
    };

    [Fact]
    public void A_manifest_survives_writing_and_reading()
    {
        var written = ManifestText.Write(Sample());

        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(ManifestText.Write(ManifestText.Read(written, "gs://x"))));
        Assert.Equal(Sample().SnapshotTime, ManifestText.Read(written, "gs://x").SnapshotTime);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"format\":")]
    public void A_text_that_is_no_manifest_is_refused_with_its_address(string json)
    {
        var error = Assert.Throws<ErosException>(() => ManifestText.Read(Encoding.UTF8.GetBytes(json), "gs://b/x/metadata.json"));

        Assert.Equal("EROS3006", error.CodeText);
        Assert.Contains("gs://b/x/metadata.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_version_is_refused_by_name()
    {
        var later = ManifestText.Write(Sample() with { Version = 3 });

        Assert.Contains("eros-backup 3", Assert.Throws<ErosException>(() => ManifestText.Read(later, "gs://x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_that_is_changed_is_noticed()
    {
        var written = ManifestText.Write(Sample());

        for (var i = 0; i < written.Length; i++)
        {
            var edited = written.ToArray();
            edited[i] ^= 1;
            Assert.Equal("EROS3006", Assert.Throws<ErosException>(() => ManifestText.Read(edited, "gs://x")).CodeText);
        }
    }

    [Fact]
    public void A_manifest_of_version_1_has_no_checksum_and_is_read()
    {
        var first = JsonSerializer.SerializeToUtf8Bytes(Sample() with { Version = 1 }, ManifestJson.Default.Manifest);

        Assert.Equal("2026-01-31_020506", ManifestText.Read(first, "gs://x").Id);
        Assert.Throws<ErosException>(() => ManifestText.Read(JsonSerializer.SerializeToUtf8Bytes(Sample(), ManifestJson.Default.Manifest), "gs://x"));
    }
}
