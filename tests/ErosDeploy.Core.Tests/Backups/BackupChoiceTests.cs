using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.Core.Tests.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class BackupChoiceTests
{
    static readonly ManifestFile File = new("b/t/part-0.avro", 10, "AAAAAA==", 7);

    public static TheoryData<object[], string[]> Damages => new()
    {
        { [File], [] },
        { [], ["b/t/part-0.avro is missing"] },
        { [File with { Size = 9 }], ["b/t/part-0.avro has 9 bytes instead of 10"] },
        { [File with { Crc32c = "BBBBBB==" }], ["b/t/part-0.avro has other content (crc32c BBBBBB== instead of AAAAAA==)"] },
        { [File with { Generation = 8 }], ["b/t/part-0.avro was written again (generation 8 instead of 7)"] },
        { [File, File with { Name = "b/t/part-1.avro" }], ["b/t/part-1.avro does not belong to it"] },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Every_damage_of_files_is_named(object[] found, string[] faults) =>
        Assert.Equal(faults, BackupFiles.Faults([File], found.Cast<ManifestFile>().ToList()));

    static readonly string[] Folders = ["2026-01-01_000000", "2026-01-02_000000", "2026-01-02_000000-2", "pre_rollback_2026-01-03_000000", ".eros", "reports"];

    static IEnumerable<string> Chosen(BackupQuery query) => BackupFolder.Choose(Folders, query).Select(f => f.Id);

    [Fact]
    public void Folders_come_newest_first_without_foreign_ones() =>
        Assert.Equal(["pre_rollback_2026-01-03_000000", "2026-01-02_000000-2", "2026-01-02_000000", "2026-01-01_000000"], Chosen(new BackupQuery()));

    [Fact]
    public void The_latest_is_never_a_safety_backup() => Assert.Equal("2026-01-02_000000-2", Chosen(new BackupQuery(Latest: true)).First());

    [Fact]
    public void Folders_are_chosen_by_id_kind_and_time()
    {
        Assert.Equal(["2026-01-02_000000"], Chosen(new BackupQuery(Id: "2026-01-02_000000")));
        Assert.Equal(["pre_rollback_2026-01-03_000000"], Chosen(new BackupQuery(Kind: BackupKind.PreRollback)));
        Assert.Equal(2, Chosen(new BackupQuery(Kind: BackupKind.Regular, Since: new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero))).Count());
    }

    static LiveCatalogue Live(params TableResource[] tables) => new() { BaseTables = [.. tables.Select(t => t.Name)], Tables = tables, Objects = [], Others = ["a_snapshot"] };

    [Fact]
    public void Every_base_table_is_saved_unless_some_are_named()
    {
        var live = Live(TableResourceTests.Table("a"), TableResourceTests.Table("b"));

        Assert.Equal(["a", "b"], BackupPreflight.Select(live, null).Select(t => t.Name));
        Assert.Equal(["b"], BackupPreflight.Select(live, ["b", "b"]).Select(t => t.Name));
        Assert.Equal("EROS3010", Assert.Throws<ErosException>(() => BackupPreflight.Select(live, ["c"])).CodeText);
    }

    [Fact]
    public void What_cannot_come_back_is_refused_with_every_reason()
    {
        var error = Assert.Throws<ErosException>(() => BackupPreflight.Refuse(
        [
            TableResourceTests.Table("a", """{ "name": "r", "type": "RECORD", "fields": [ { "name": "x", "type": "RANGE" } ] }"""),
            TableResourceTests.Table("b", more: """ "requirePartitionFilter": true, """),
        ]));

        Assert.Equal("EROS3005", error.CodeText);
        Assert.Contains("a.r.x is a RANGE", error.Message, StringComparison.Ordinal);
        Assert.Contains("table b requires a partition filter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_in_a_streaming_buffer_and_objects_left_out_are_told() =>
        Assert.Equal(2, BackupPreflight.Warnings(Live(), [TableResourceTests.Table("a", more: """ "streamingBuffer": { "estimatedRows": "5" }, """)]).Count);
}
