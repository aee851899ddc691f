package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.rds.InstanceCapacity.Lack;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Whole failovers whose old primary is compared, which is broken in ways that no scenario names. */
class ReconcileRunsTest {

    private static final String RECONCILE = "ReconcileStateMachine";

    private World world;

    @Test
    void findsARowOfTheOldPrimaryThatIsMissingInItsList() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            broken.journal().listen(event -> {
                if (event instanceof FunctionInvoked call && call.function().equals("CompareRowsFunction")) {
                    broken.after(Duration.ofMillis(1), () -> lists(broken).forEach(key -> broken.cloud().objects().putObject(
                            request -> request.bucket(Deployment.BACKUP_BUCKET).key(key), RequestBody.empty())));
                }
            });
        });

        assertThat(result.violations()).singleElement().asString().contains("is at the old primary alone and not in the list");
    }

    private static List<String> lists(World broken) {
        return broken.cloud().objects().keys(Deployment.BACKUP_BUCKET).stream().filter(key -> key.endsWith(".jsonl")).toList();
    }

    /** What it restored is removed by the schedule, and the snapshot and its copy are found again. */
    @ParameterizedTest
    @ValueSource(ints = {5, 200, 500, 900, 1_300, 1_500})
    void isGoneOnWithWhereItWasStoppedAndStartedAgain(int stoppedAfterSeconds) {
        RunResult result = run(2, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            onFirst(broken, execution -> {
                broken.after(Duration.ofSeconds(stoppedAfterSeconds), () -> broken.cloud().stateMachines().stop(execution));
                broken.after(Duration.ofSeconds(stoppedAfterSeconds + 60), () -> broken.start(RECONCILE, JsonNodeFactory.instance.objectNode()));
            });
        });

        assertThat(result.violations()).isEmpty();
        assertThat(ended()).extracting(end -> end.status() + (end.output() == null ? "" : end.output().path("outcome").asText()))
                .isIn(List.of("ABORTED", "SUCCEEDEDCOMPARED"), List.of("SUCCEEDEDCOMPARED", "SUCCEEDEDREFUSED"));
        assertThat(kept(world.cloud().standby())).hasSize(1);
    }

    @Test
    void keepsTheSnapshotsUntilAPersonAcknowledgesThemAndRecoversFromNone() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            broken.journal().listen(event -> {
                if (event instanceof ExecutionEnded end && end.machine().equals(RECONCILE) && end.output().path("outcome").asText().equals("COMPARED")) {
                    broken.after(Duration.ofHours(14), () -> {
                        assertThat(kept(broken.cloud().standby())).hasSize(1);
                        assertThat(kept(broken.cloud().primary())).hasSize(1);
                        broken.start(RECONCILE, JsonNodeFactory.instance.objectNode().put("acknowledge", end.output().path("incident").asText()));
                    });
                }
            });
        });

        assertThat(result.violations()).isEmpty();
        assertThat(ended()).extracting(end -> end.output().path("outcome").asText()).containsExactly("COMPARED", "ACKNOWLEDGED");
        assertThat(kept(world.cloud().standby())).isEmpty();
        assertThat(kept(world.cloud().primary())).isEmpty();
    }

    @Test
    void tellsWhatCouldNotBeComparedWhereTheOldRegionGoesDarkAgain() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            onFirst(broken, _ -> {
                broken.after(Duration.ofSeconds(20), broken.disasters()::darkenPrimary);
                broken.after(Duration.ofHours(2), broken.disasters()::relightPrimary);
                broken.after(Duration.ofHours(3), () -> broken.start(RECONCILE, JsonNodeFactory.instance.objectNode()));
            });
        });

        assertThat(result.violations()).isEmpty();
        assertThat(ended()).extracting(end -> end.output().path("outcome").asText()).containsExactly("NOT_COMPARED", "COMPARED");
        assertThat(result.notifications()).anyMatch(told -> told.subject().endsWith("the old primary was NOT COMPARED"));
    }

    @Test
    void leavesNothingWhereTheStandbyHasNoRoomForWhatIsCompared() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            onFirst(broken, _ -> broken.disasters().exhaustStandbyInstances(Lack.SEEN_LATER));
        });

        assertThat(result.violations()).isEmpty();
        assertThat(ended()).extracting(end -> end.output().path("outcome").asText()).containsExactly("NOT_COMPARED");
    }

    private static List<DBSnapshot> kept(RegionOfCloud region) {
        return region.rds().manualSnapshots().filter(snapshot -> snapshot.dbSnapshotIdentifier().endsWith("-reconcile")).toList();
    }

    private List<ExecutionEnded> ended() {
        return world.journal().of(ExecutionEnded.class).filter(end -> end.machine().equals(RECONCILE)).toList();
    }

    private static void onFirst(World broken, Consumer<String> action) {
        broken.journal().onFirst(ExecutionStarted.class, began -> began.machine().equals(RECONCILE), began -> action.accept(began.execution()));
    }

    private RunResult run(long seed, Consumer<World> strike) {
        return BrokenRun.of(seed, broken -> {
            world = broken;
            strike.accept(broken);
        });
    }
}
