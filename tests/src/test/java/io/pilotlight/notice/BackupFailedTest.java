package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.backup.BackupFailure;
import io.pilotlight.step.AwsUnavailableException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackupFailedTest {

    private static final BackupFailure COPY = new BackupFailure("visits", "CopySnapshot", "SnapshotNotCopied",
            "{\"errorMessage\": \"the key cannot be used\", \"errorType\": \"E\"}");

    private String since = "";
    private List<String> complete = List.of();

    @Test
    void saysWhatFailedAndHowToGoOn() {
        Mail told = told(COPY);

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: BACKUP FAILED at CopySnapshot");
        assertThat(told.body()).startsWith("The backup failed. visits, CopySnapshot: the key cannot be used.\n")
                .contains("Active now, as recorded: the primary site", "The schedule asks again within 15 minutes. At once:\n"
                        + Settings.START, "Complete all the same: nothing by this run.", "Left in place: snapshots that were begun.",
                        "The same failure is told again after a day, another one at once.")
                .doesNotContain("Failed as well", "expected during an outage", "has failed like this");
    }

    @Test
    void saysWhatFailedBesides() {
        assertThat(told(COPY, new BackupFailure("web", "MirrorService", "ServiceNotMirrored", "no such cluster")).body())
                .contains("Failed as well: web, MirrorService: no such cluster.");
    }

    @Test
    void tellsOfAQuotaAsOfWhatIsToComeAndOfAFailureFirst() {
        BackupFailure quota = new BackupFailure("eu-central-1", "DecideBackups", "QuotaTooSmall", "it grants 100 manual snapshots");

        assertThat(told(quota).subject()).isEqualTo("[Pilot Light] visitor-counter: SNAPSHOTS WILL NOT FIT THE QUOTA");
        assertThat(told(quota).body()).startsWith("What the plan keeps will not fit the account's quota of manual snapshots. "
                + "eu-central-1, DecideBackups: it grants 100 manual snapshots.\n").doesNotContain("Complete all the same", "Left in place");
        assertThat(told(COPY, quota).subject()).contains("BACKUP FAILED at CopySnapshot");
        assertThat(told(new BackupFailure("www.example.com", "VerifyTraffic", "TrafficNotMovable", "p"), quota).subject())
                .contains("A FAILOVER WOULD NOT MOVE THE TRAFFIC");
    }

    @Test
    void countsWhatThereIsNoRoomFor() {
        BackupFailure[] thirty = IntStream.range(0, 30).mapToObj(i -> new BackupFailure(
                "database-" + i, "CopySnapshot", "SnapshotNotCopied", "the key cannot be used")).toArray(BackupFailure[]::new);

        assertThat(told(thirty).body()).containsPattern("database-1, CopySnapshot.*; and 2\\d more, in the execution\\.");
    }

    @Test
    void saysThatASilentRegionIsExpectedDuringItsOutage() {
        assertThat(told(new BackupFailure("visits", "TakeSnapshot", AwsUnavailableException.class.getName(), "no answer")).body())
                .contains("is expected during an outage of it; backups go on when it answers.");
    }

    @Test
    void refusesNoFailureAndATimeThatIsNone() {
        assertThatThrownBy(() -> told()).hasMessage("failures is empty; accepted is a list of at least one");
        since = "yesterday";
        assertThatThrownBy(() -> told(COPY)).hasMessage("since is 'yesterday'; accepted is an ISO-8601 instant, or nothing");
    }

    @Test
    void saysSinceWhenItFailsOnlyWhereThatIsBeforeThisRun() {
        since = "2026-11-22T10:00:00Z";
        assertThat(told(COPY).body()).contains("Part of it has failed like this for 7 h 10 min, since 2026-11-22T10:00:00Z.");

        since = Settings.BEGAN.plusSeconds(3).toString();
        assertThat(told(COPY).body()).doesNotContain("has failed like this");
    }

    @Test
    void namesWhatIsCompleteAllTheSame() {
        complete = List.of("orders as orders-db-20261122t164500");

        assertThat(told(COPY).body()).contains("Complete all the same: orders as orders-db-20261122t164500.");
    }

    private Mail told(BackupFailure... failures) {
        return Mail.of("visitor-counter", new BackupFailed(Arrays.asList(failures), since, complete), Settings.primaryActive());
    }
}
