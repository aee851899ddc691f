package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.Cadence;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.scenario.StepCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

class BackupHistoryTest {

    private static final Duration RPO = Duration.ofHours(1);
    private static final List<Duration> LAST_RUNS = List.of(Duration.ofMinutes(10));
    private static final Cadence CADENCE = new Cadence(RPO, LAST_RUNS);
    private static final Instant TICK = Instant.parse("2026-11-22T16:45:00Z");
    private static final Instant NOW = TICK.plusSeconds(7);

    private final StepCloud cloud = new StepCloud();
    private final RegionOfBackups source = new RegionOfBackups(cloud, StepCloud.PRIMARY);
    private final RegionOfBackups target = new RegionOfBackups(cloud, StepCloud.STANDBY);

    @Test
    void isDueWhereThereIsNoRecoveryPointYet() {
        assertThat(decide(RPO)).isEqualTo(new Decision.Due(TICK, "there is no usable recovery point yet"));
    }

    @Test
    void isNotDueRightAfterABackup() {
        landed(TICK.minus(Duration.ofMinutes(15)));

        assertThat(decide(RPO)).isInstanceOf(Decision.NotDue.class);
    }

    @Test
    void isDueWhereTheNextTickWouldBeTooLate() {
        landed(TICK.minus(Duration.ofMinutes(30)));

        assertThat(decide(RPO)).isInstanceOf(Decision.Due.class);
    }

    @Test
    void isDueAnHourOfScheduledTimeAfterTheLastHoweverLongTheObjective() {
        landed(TICK.minus(Duration.ofHours(1)));
        assertThat(decide(Duration.ofHours(24))).isInstanceOf(Decision.Due.class);

        source.removeAll();
        target.removeAll();
        landed(TICK.minus(Duration.ofMinutes(45)));
        assertThat(decide(Duration.ofHours(24))).isInstanceOf(Decision.NotDue.class);
    }

    @Test
    void goesOnWithASnapshotWhoseCopyWasNeverBegun() {
        Instant earlier = TICK.minus(Duration.ofMinutes(15));
        source.own("visits", "visitor-db", earlier, earlier.plusSeconds(9));

        assertThat(decide(RPO)).isInstanceOfSatisfying(Decision.Due.class,
                due -> assertThat(due.scheduledAt()).isEqualTo(earlier));
    }

    @Test
    void goesOnWithACopyInFlightEvenWhereItIsOldOrBearsNoTagsYet() {
        Instant earlier = TICK.minus(Duration.ofHours(5));
        landed(earlier.minus(Duration.ofHours(1)));
        DBSnapshot copy = target.copyOf(source.own("visits", "visitor-db", earlier, earlier.plusSeconds(9)), "key", null);
        target.put(copy.toBuilder().tagList(List.of()).build());

        assertThat(decide(RPO)).isInstanceOfSatisfying(Decision.Due.class,
                due -> assertThat(due.scheduledAt()).isEqualTo(earlier));
    }

    @Test
    void goesOnWithASnapshotThatIsBeingMadeHoweverLongItTakes() {
        Instant earlier = TICK.minus(Duration.ofHours(5));
        landed(earlier.minus(Duration.ofHours(1)));
        source.own("visits", "visitor-db", earlier, null);

        assertThat(decide(RPO)).isInstanceOfSatisfying(Decision.Due.class,
                due -> assertThat(due.scheduledAt()).isEqualTo(earlier));
    }

    @Test
    void goesOnWithAnUncopiedOneForHalfAnHour() {
        Instant earlier = NOW.minus(Duration.ofMinutes(29));
        landed(earlier.minus(Duration.ofHours(1)));
        source.own("visits", "visitor-db", earlier, earlier.plusSeconds(9));

        assertThat(decide(RPO).toString()).contains("scheduledAt=" + earlier);
    }

    /** Also after hours in which the other Region did not answer: a new one lands hardly later, and with newer data. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesANewSnapshotWhereAnUncopiedOneIsHalfAnHourOld(boolean isAllThereIs) {
        Instant earlier = NOW.minus(Duration.ofMinutes(30));
        if (!isAllThereIs) {
            landed(earlier.minus(Duration.ofHours(1)));
        }
        source.own("visits", "visitor-db", earlier, earlier.plusSeconds(9));

        assertThat(decide(RPO).toString()).contains("scheduledAt=" + TICK);
    }

    /** A new one would take as long to make, so that it would land later. */
    @ParameterizedTest
    @CsvSource({"59, true", "60, false"})
    void goesOnWithASlowOneForHalfAnHourMoreThanItTookToMake(int minutesSince, boolean goesOn) {
        Instant seen = NOW.minus(Duration.ofMinutes(minutesSince));
        Instant earlier = seen.minus(Duration.ofMinutes(30));
        landed(earlier.minus(Duration.ofHours(1)));
        DBSnapshot taken = source.own("visits", "visitor-db", earlier, earlier.plusSeconds(9));
        List<Tag> tags = new ArrayList<>(taken.tagList());
        tags.add(SnapshotTags.beingMade(seen));
        source.put(taken.toBuilder().tagList(tags).build());

        assertThat(decide(RPO).toString()).contains("scheduledAt=" + (goesOn ? earlier : TICK));
    }

    @Test
    void makesNoSecondBackupForADeliveryThatComesLateOrTwice() {
        landed(TICK);

        assertThat(history()
                        .decide(CADENCE, TICK, NOW.plus(Duration.ofHours(2))))
                .isEqualTo(new Decision.NotDue("the backup of %s was made already".formatted(TICK)));
    }

    private Decision decide(Duration rpo) {
        return decide(rpo, LAST_RUNS);
    }

    private Decision decide(Duration rpo, List<Duration> lastRuns) {
        return history().decide(new Cadence(rpo, lastRuns), TICK, NOW);
    }

    private BackupHistory history() {
        return new BackupHistory(own(source), own(target), target.snapshots().stream()
                .filter(copy -> copy.status().equals("creating"))
                .map(DBSnapshot::sourceDBSnapshotIdentifier).collect(Collectors.toSet()), newest());
    }

    private void landed(Instant scheduledAt) {
        Instant taken = scheduledAt.plusSeconds(10);
        target.copyOf(
                source.own("visits", "visitor-db", scheduledAt, taken), "key", taken.plus(Duration.ofMinutes(10)));
    }

    private Optional<RecoveryPoint> newest() {
        return own(target).stream().filter(OwnSnapshot::isAvailable)
                .map(copy -> new RecoveryPoint(copy.id(), copy.takenAt().orElseThrow(), copy.takenAt().orElseThrow(), false)).findFirst();
    }

    private static List<OwnSnapshot> own(RegionOfBackups region) {
        return region.snapshots().stream()
                .flatMap(snapshot -> OwnSnapshot.of("visitor-counter", snapshot).stream()).toList();
    }
}
