package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.ChooseRecoveryPointHandler;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.restore.RestoreDatabaseHandler;
import io.pilotlight.restoretest.CheckRestoredDataHandler;
import io.pilotlight.restoretest.MarkVerifiedHandler;
import io.pilotlight.restoretest.RemoveRestoreTestsHandler;
import io.pilotlight.restoretest.RestoreTestDatabaseHandler;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The restore test's own functions against the simulated services, from a recovery point of the stack's own backup. */
class RestoreTestStepsTest {

    private static final Stack STACK =
            Stack.read(Path.of(System.getProperty("pilotlight.root")), Deployment::physicalId);
    /** An execution that goes on as long as the test: what belongs to one that has ended is removed by the schedule. */
    private static final String GOES_ON = """
            {"QueryLanguage": "JSONata", "StartAt": "GoOn",
             "States": {"GoOn": {"Type": "Wait", "Seconds": 86400, "End": true}}}
            """;
    private static final int MOST_LOOKS = 200;

    private final World world = new World(
            new RunRequest("restore-test", 1, Optional.empty(), new InMemoryDatabaseEngine()), STACK, true);
    private final HandlerFactory handlers = world.cloud().handlers((_, _) -> true);
    private final List<CheckRestoredDataHandler.Result> checks = new ArrayList<>();

    @BeforeEach
    void letAnExecutionGoOn() throws JsonProcessingException {
        world.cloud().stateMachines().register("GoesOn", StrictJson.mapper().readTree(GOES_ON));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void restoresInIsolationReadsTheDataMarksTheRecoveryPointAndLeavesNothing() {
        world.live(Duration.ofHours(2), Duration.ofMinutes(1));
        RecoveryPoint[] tested = new RecoveryPoint[1];

        inTheCloud(() -> tested[0] = test());

        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.findings()).isEmpty();
            assertThat(check.status()).isEqualTo(Status.DONE);
            assertThat(check.rows()).isBetween(30L, 120L);
            assertThat(check.warmUpSeconds()).isBetween(2.0, 10.0);
        });
        assertThat(CompleteCopies.in(world.cloud().standby())
                        .filter(copy -> copy.tagList().stream()
                                .anyMatch(tag -> tag.key().equals("pilot-light:verified"))))
                .singleElement()
                .satisfies(copy -> assertThat(copy.dbSnapshotIdentifier()).isEqualTo(tested[0].snapshotId()));
        assertThat(world.cloud().standby().rds().describeDBInstances().dbInstances()).isEmpty();
        assertThat(world.cloud().primary().rds().describeDBInstances().dbInstances())
                .extracting(DBInstance::dbInstanceIdentifier).containsExactly(SiteSetup.DATABASE);
    }

    @Test
    void findsDataThatIsMissingAlthoughTheRestoreWentWell() {
        world.live(Duration.ofHours(2), Duration.ofMinutes(1));
        String newest = CompleteCopies.in(world.cloud().standby())
                .max(CompleteCopies.BY_AGE)
                .orElseThrow()
                .dbSnapshotIdentifier();
        world.cloud().standby().rds().loseVisits(newest, world.now().minus(Duration.ofHours(2)));

        inTheCloud(this::test);

        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.REFUSED);
            assertThat(check.findings()).extracting(Finding::check).isNotEmpty().containsOnly(Finding.Check.DATA);
        });
        assertThat(world.cloud().standby().rds().describeDBInstances().dbInstances()).isEmpty();
    }

    private RecoveryPoint test() {
        String execution = world.start("GoesOn", JsonNodeFactory.instance.objectNode());
        Plan plan = Plan.parse(world.cloud().standby().ssm()
                .getParameter(request -> request.name(World.PLAN_PARAMETER)).parameter().value());
        Database database = plan.databases().getFirst();
        String region = world.cloud().standby().name();
        ChooseRecoveryPointHandler.Result chosen = call(
                ChooseRecoveryPointHandler.class,
                new ChooseRecoveryPointHandler.Input(plan.application(), database, plan.sites(), SiteName.PRIMARY, plan.retention(), "", List.of(), ""));
        RecoveryPoint point = chosen.candidates().getFirst();
        RestoreTestDatabaseHandler.Input restore = new RestoreTestDatabaseHandler.Input(
                plan.application(), execution, "20260111t043000", region, point, database.isolated());
        RestoreDatabaseHandler.Result restored =
                until(RestoreDatabaseHandler.Result::status, () -> call(RestoreTestDatabaseHandler.class, restore));
        CheckRestoredDataHandler.Result check = CheckRestoredDataHandler.Result.NOTHING_YET;
        while (check.status() == Status.IN_PROGRESS) {
            check = call(
                    CheckRestoredDataHandler.class,
                    new CheckRestoredDataHandler.Input(
                            database.name(),
                            region,
                            restored.endpoint(),
                            database.isolated().port(),
                            database.restoreTest().schema(),
                            database.restoreTest().username(),
                            database.restoreTest().authentication(),
                            database.restoreTest().secretId(),
                            database.restoreTest().passwordField(),
                            point.takenAt(),
                            world.now(),
                            world.now().plusSeconds(3600),
                            0,
                            database.restoreTest().tables().getFirst(),
                            database.restoreTest().checkTable(),
                            check));
        }
        checks.add(check);
        if (check.status() == Status.DONE) {
            MarkVerifiedHandler.Result marked = call(
                    MarkVerifiedHandler.class,
                    new MarkVerifiedHandler.Input(plan.application(), region, point.snapshotId()));
            assertThat(marked.status()).isEqualTo(Status.DONE);
        }
        until(RemoveRestoreTestsHandler.Result::status, () -> call(
                RemoveRestoreTestsHandler.class, new RemoveRestoreTestsHandler.Input(World.PLAN_PARAMETER, execution)));
        return point;
    }

    private void inTheCloud(Runnable steps) {
        var process = world.cloud().context().timeline().spawn("restore-test", steps);
        world.cloud().context().timeline().runUntil(world.now().plus(Duration.ofHours(2)));
        assertThat(process.ended()).isTrue();
    }

    private <R> R until(Function<R, Status> status, Supplier<R> step) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            R result = step.get();
            if (status.apply(result) == Status.DONE) {
                return result;
            }
            assertThat(status.apply(result)).as("%s", result).isEqualTo(Status.IN_PROGRESS);
            world.cloud().context().timeline().sleep(Duration.ofSeconds(20));
        }
        throw new AssertionError("it never ended");
    }

    @SuppressWarnings("unchecked")
    private <I, R> R call(Class<? extends StepHandler<I, R>> handler, I input) {
        StepHandler<I, R> made = (StepHandler<I, R>) handlers.make(handler.getName());
        return world.cloud().context().callers().as(
                handler.getSimpleName().replace("Handler", "Function"), () -> made.take(input));
    }
}
