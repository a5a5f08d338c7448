using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Histories;

public sealed class AppliedStateTests
{
    static HistoryEntry Entry(HistoryEvent what, string step = "a", string checksum = "sha256:1", int? length = null, params string[] tables) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Run = "r",
        Event = what,
        By = "someone",
        Phase = "phase1",
        Step = step,
        Checksum = checksum,
        Tables = tables,
        Length = length,
    };

    static string? Checksum(IReadOnlyList<HistoryEntry> entries, string step = "a") => AppliedState.Of(entries).Find("phase1", step)?.Checksum;

    [Fact]
    public void The_last_application_counts() =>
        Assert.Equal("sha256:2", Checksum([Entry(HistoryEvent.Applied), Entry(HistoryEvent.Applied, checksum: "sha256:2")]));

    [Fact]
    public void A_step_that_was_undone_is_as_before_it() =>
        Assert.Equal("sha256:1", Checksum([Entry(HistoryEvent.Applied), Entry(HistoryEvent.Undone, checksum: "sha256:2")]));

    [Fact]
    public void A_step_that_could_not_be_undone_is_not_applied() =>
        Assert.Null(Checksum([Entry(HistoryEvent.Applied), Entry(HistoryEvent.Broken, checksum: "sha256:2")]));

    [Fact]
    public void A_step_that_could_be_undone_at_last_is_as_before_it()
    {
        HistoryEntry[] entries = [Entry(HistoryEvent.Applied), Entry(HistoryEvent.Broken, checksum: "sha256:2"), Entry(HistoryEvent.Broken, checksum: "sha256:2"), Entry(HistoryEvent.Undone, checksum: "sha256:2")];

        Assert.Equal(("sha256:1", null), (Checksum(entries), Checksum([.. entries.Skip(1)])));
        Assert.Null(Checksum([.. entries.SkipLast(1), entries[^1] with { Run = "another" }]));
        Assert.Empty(BrokenSteps.Of(entries));
        Assert.Equal(entries[2], Assert.Single(BrokenSteps.Of(entries.SkipLast(1))));
    }

    [Fact]
    public void A_restore_takes_the_state_back_to_the_length_at_the_backup()
    {
        HistoryEntry[] entries = [Entry(HistoryEvent.Applied), Entry(HistoryEvent.Applied, "b"), Entry(HistoryEvent.Restored, length: 1)];

        Assert.Equal(("sha256:1", null), (Checksum(entries), Checksum(entries, "b")));
    }

    [Fact]
    public void A_restore_to_a_backup_taken_after_another_restore_keeps_that_one()
    {
        HistoryEntry[] entries =
        [
            Entry(HistoryEvent.Applied),
            Entry(HistoryEvent.Restored, length: 0),
            Entry(HistoryEvent.Applied, "b"),
            Entry(HistoryEvent.Restored, length: 2),
        ];

        Assert.Equal((null, null), (Checksum(entries), Checksum(entries, "b")));
    }

    [Fact]
    public void A_restore_of_tables_takes_back_only_the_steps_that_write_them()
    {
        HistoryEntry[] entries =
        [
            Entry(HistoryEvent.Applied, "a", tables: "t"),
            Entry(HistoryEvent.Applied, "b", tables: "u"),
            Entry(HistoryEvent.TablesRestored, length: 0, tables: "t"),
        ];

        Assert.Equal((null, "sha256:1"), (Checksum(entries), Checksum(entries, "b")));
    }

    static HistoryEntry Made(string digest, string step = "a", HistoryEvent what = HistoryEvent.Applied) =>
        Entry(what, step) with { Definitions = new Dictionary<string, string> { ["routine/f"] = digest, ["table/t"] = "sha256:t" } };

    [Fact]
    public void The_last_step_that_names_an_object_says_how_it_was_left() =>
        Assert.Equal("sha256:2", AppliedState.Of([Made("sha256:1"), Made("sha256:2", "b")]).Definition("routine/f"));

    [Fact]
    public void What_was_undone_left_nothing() =>
        Assert.Equal("sha256:1", AppliedState.Of([Made("sha256:1"), Made("sha256:2", what: HistoryEvent.Undone)]).Definition("routine/f"));

    [Fact]
    public void A_restore_takes_definitions_back_too() =>
        Assert.Equal("sha256:1", AppliedState.Of([Made("sha256:1"), Made("sha256:2"), Entry(HistoryEvent.Restored, length: 1)]).Definition("routine/f"));

    [Fact]
    public void A_restore_of_tables_takes_back_theirs_alone()
    {
        var state = AppliedState.Of([Made("sha256:1"), Entry(HistoryEvent.TablesRestored, length: 0, tables: "t")]);

        Assert.Equal(("sha256:1", null), (state.Definition("routine/f"), state.Definition("table/t")));
    }

    [Fact]
    public void A_step_that_was_reverted_left_its_objects_as_before_it() =>
        Assert.Equal("sha256:1", AppliedState.Of([Made("sha256:1"), Made("sha256:2"), Entry(HistoryEvent.Reverted, length: 1)]).Definition("routine/f"));

    [Fact]
    public void A_step_that_was_reverted_to_nothing_left_nothing() =>
        Assert.Null(AppliedState.Of([Made("sha256:1"), Entry(HistoryEvent.Reverted, length: 0)]).Definition("routine/f"));

    [Fact]
    public void An_adopted_step_is_in_force()
    {
        var step = AppliedState.Of([Made("sha256:1", what: HistoryEvent.Adopted)]).Find("phase1", "a")!;

        Assert.True(step is { IsAdopted: true, IsRecorded: true });
    }

    [Fact]
    public void A_history_survives_writing_and_reading()
    {
        HistoryEntry[] entries = [Entry(HistoryEvent.Applied, "a", "sha256:1", null, "t", "u\n"), Made("sha256:2"), Entry(HistoryEvent.Restored, length: 1)];

        var read = HistoryText.Parse(string.Concat(entries.Select(HistoryText.Line)), "gs://b/h");

        Assert.Equal(entries.Select(HistoryText.Line), read.Select(HistoryText.Line));
    }

    [Fact]
    public void A_broken_line_is_named()
    {
        var error = Assert.Throws<ErosException>(() => HistoryText.Parse(HistoryText.Line(Entry(HistoryEvent.Applied)) + "{oops\n", "gs://b/h"));

        Assert.Equal("EROS2009", error.CodeText);
        Assert.Contains("gs://b/h, line 2", error.Message, StringComparison.Ordinal);
    }
}
