package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.VisitCommitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole failovers that are broken in ways that no scenario names, with every promise checked. */
class BrokenOnPurposeTest {

    private World world;

    @Test
    void findsAnExposureThatNoFaultOfTheScenarioExcuses() {
        RunResult result = run(1, broken -> {
            broken.injected("nobody may know that the schedule delivers nothing");
            broken.cloud().scheduler().loseDeliveries(
                    "pilot-light-backup", broken.now(), broken.now().plus(Duration.ofHours(2)));
            broken.after(Duration.ofHours(4), () -> { });
        });

        assertThat(result.violations()).singleElement().asString().contains("no fault excuses it");
        assertThat(result.outcome()).isEqualTo("PROTECTED");
    }

    @Test
    void tellsPeopleOnceOfAFailoverThatAPersonStopped() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimary();
            broken.disasters().interruptFailoverAfter(Duration.ofMinutes(2), Duration.ofHours(1));
        });

        assertThat(result.notifications()).filteredOn(told -> told.message().contains("an execution ended as"))
                .singleElement().satisfies(told -> assertThat(told.message())
                        .contains("ended as ABORTED", stopped().execution()));
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void tellsPeopleOfItOnceTheyCanBeToldAgain() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimary();
            broken.disasters().interruptFailoverAfter(Duration.ofMinutes(2), Duration.ofHours(3));
            onFirstFailover(broken, () -> {
                broken.cloud().context().faults().failService(Deployment.STANDBY_REGION, "sns");
                broken.after(Duration.ofHours(2), () ->
                        broken.cloud().context().faults().restoreService(Deployment.STANDBY_REGION, "sns"));
            });
        });

        assertThat(result.notifications()).filteredOn(told -> told.message().contains(stopped().execution()))
                .singleElement().satisfies(told -> assertThat(told.message()).contains("ended as ABORTED"));
        assertThat(result.violations()).isEmpty();
    }

    /** Its event is AWS's best effort, and the promise looks whether it came. */
    @Test
    void findsAFailoverThatWasStoppedAndOfWhichNobodyWasTold() {
        RunResult result = run(1, broken -> {
            broken.cloud().executionEvents().lose();
            broken.disasters().darkenPrimary();
            broken.disasters().interruptFailoverAfter(Duration.ofMinutes(2), Duration.ofHours(1));
        });

        assertThat(result.violations()).singleElement().asString().contains(stopped().execution(), "told nobody");
        assertThat(result.outcome()).isEqualTo("RECOVERED");
    }

    @Test
    void tellsPeopleOfAFailedFailoverInItsOwnWordsAndShortlyOfItsEnd() {
        RunResult result = run(1, broken -> {
            broken.disasters().crashPrimaryTasks();
            broken.disasters().exhaustStandbyCapacity();
        });

        ExecutionEnded failed = world.journal()
                .of(ExecutionEnded.class)
                .filter(end ->
                        end.machine().equals(World.FAILOVER) && end.status().equals("FAILED"))
                .findFirst()
                .orElseThrow();
        assertThat(result.notifications()).filteredOn(told -> told.message().contains(failed.execution()))
                .filteredOn(told -> !told.message().startsWith("A recovery is running"))
                .hasSize(2)
                .anyMatch(told -> told.subject().startsWith("[Pilot Light]"))
                .anyMatch(told -> told.message().contains("an execution ended as FAILED"));
    }

    @Test
    void tellsPeopleOfAnActivationThatFailsByItsFailoverAlone() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimary();
            broken.journal().listen(event -> {
                if (event instanceof ExecutionStarted began && began.machine().equals("ActivateStateMachine")) {
                    broken.after(Duration.ofMinutes(1), () -> broken.cloud().stateMachines().stop(began.execution()));
                }
            });
        });

        assertThat(world.journal().of(ExecutionEnded.class))
                .anyMatch(end -> end.machine().equals("ActivateStateMachine") && end.status().equals("ABORTED"));
        assertThat(result.notifications()).filteredOn(told -> told.message().contains("an execution ended as"))
                .isNotEmpty()
                .allMatch(told -> told.message().contains(":pilot-light-failover:"));
    }

    private ExecutionEnded stopped() {
        return world.journal()
                .of(ExecutionEnded.class)
                .filter(end -> end.status().equals("ABORTED") && end.machine().equals(World.FAILOVER))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void knowsItsLoadBalancerByTwelveAddressesOfWhichDnsAnswersWithEight(long seed) {
        RunResult result = run(seed, broken -> {
            broken.cloud().standby().loadBalancing().addNodes(SiteSetup.LOAD_BALANCER, 12);
            broken.disasters().darkenPrimary();
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
    }

    /** The page changes, and what would tell that the application is well does not answer. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesNothingDownForAPageThatChangedWhileItsLoadBalancerTellsNothing(long seed) {
        RunResult result = run(seed, broken -> {
            broken.cloud().context().faults().failService(Deployment.PRIMARY_REGION, "elasticloadbalancing");
            broken.disasters().changePage();
        });

        assertThat(result.outcome()).isEqualTo("STOOD_DOWN");
        assertThat(result.violations()).isEmpty();
    }

    /** Whoever disables an alarm's actions wants nothing to be started; EventBridge tells of the alarm all the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void startsNothingBeforeTheAlarmsActionsAreEnabledAgain(long seed) {
        RunResult result = run(seed, broken -> {
            broken.cloud().cloudWatch().disableAlarmActions(request -> request.alarmNames(Deployment.PRIMARY_ALARM));
            broken.disasters().darkenPrimary();
            broken.after(Duration.ofMinutes(40), () ->
                    broken.cloud().cloudWatch().enableAlarmActions(request -> request.alarmNames(Deployment.PRIMARY_ALARM)));
            broken.after(Duration.ofMinutes(120), broken.disasters()::relightPrimary);
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
        assertThat(result.steps()).filteredOn(step -> step.name().equals("AcquireLease")).first()
                .satisfies(step -> assertThat(step.start()).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(46)));
        assertThat(result.notifications()).anyMatch(told -> told.message().contains("Its actions are disabled"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void startsOnceAMuteWindowIsOverAndTheAlarmStillLasts(long seed) {
        RunResult result = run(seed, broken -> {
            broken.disasters().muteAlarm(Duration.ofMinutes(30));
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(120));
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
        assertThat(result.steps()).filteredOn(step -> step.name().equals("AcquireLease")).first()
                .satisfies(step -> assertThat(step.start()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(36)));
    }

    /** Healthy while the standby was prepared, and down for 20 seconds when it was looked at last. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takesNothingDownForOneBadLookAfterTheSiteWasBack(long seed) {
        RunResult result = run(seed, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(5));
            broken.journal().listen(event -> {
                if (event instanceof ExecutionEnded ended && ended.machine().equals("ActivateStateMachine")) {
                    broken.after(Duration.ofMillis(1), broken.disasters()::darkenPrimary);
                    broken.after(Duration.ofSeconds(30), broken.disasters()::relightPrimary);
                }
            });
        });

        assertThat(result.outcome()).isEqualTo("STOOD_DOWN");
        assertThat(result.violations()).isEmpty();
        assertThat(result.steps()).noneMatch(step -> step.name().equals("SwitchTraffic"));
    }

    /** The plan names no health check of Route 53: only the standby's own look, and the load balancer's word for its targets. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void asksPeopleWhereNobodyReachesALoadBalancerThatIsWell(long seed) {
        RunResult result = run(seed, broken -> {
            change(broken, plan -> plan.path("services").forEach(service -> ((ObjectNode) service.path("check")).put("healthCheckId", "")));
            broken.after(Duration.ofMinutes(15), broken.disasters()::blockPrimaryLoadBalancer);
            broken.after(Duration.ofMinutes(60), () -> { });
        });

        assertThat(result.notifications()).anyMatch(told -> told.message().contains("nobody in another Region tells whether it can be reached"));
        assertThat(result.steps()).noneMatch(step -> step.name().equals("FenceSite") || step.name().equals("SwitchTraffic"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 90, 300, 600, 800, 1000, 1200})
    void letsVisitorsWriteToTheInstanceThatTheSecondRunRestoredFromANewerRecoveryPoint(int stoppedAfterSeconds) {
        RunResult result = run(1, broken -> {
            broken.disasters().crashPrimaryTasks();
            broken.disasters().interruptFailoverAfter(Duration.ofSeconds(stoppedAfterSeconds), Duration.ofMinutes(70));
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void restartsTheTasksThatWereStartedLateOnTheDatabaseOfAFailoverThatFailed() {
        RunResult result = run(1, broken -> {
            broken.disasters().crashPrimaryTasks();
            broken.disasters().exhaustStandbyCapacity();
            broken.after(Duration.ofMinutes(45), () -> broken.cloud().standby().ecs().restoreCapacity());
            broken.after(Duration.ofMinutes(100), () -> broken.disasters().startByHand());
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
        assertThat(world.journal().of(VisitCommitted.class)
                .filter(visit -> visit.region().equals(Deployment.STANDBY_REGION))).isNotEmpty();
    }

    @Test
    void saysWhatAnEarlierRunMayHaveLeftWhereItStandsDown() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimary();
            broken.disasters().interruptFailoverAfter(Duration.ofMinutes(9), Duration.ofMinutes(30));
            broken.after(Duration.ofMinutes(25), broken.disasters()::relightPrimary);
        });

        assertThat(result.outcome()).isEqualTo("FAILED");
        assertThat(result.violations()).isEmpty();
        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("no failover was made")
                && told.message().contains("An earlier run of this incident may have left DB instances"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 16})
    void outlastsFiveMinutesWithoutItsStateTable(int minutesAfterTheStart) {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            onFirstFailover(broken, () -> broken.after(Duration.ofMinutes(minutesAfterTheStart), () -> {
                broken.cloud().context().faults().failService(Deployment.STANDBY_REGION, "dynamodb");
                broken.after(Duration.ofMinutes(5), () ->
                        broken.cloud().context().faults().restoreService(Deployment.STANDBY_REGION, "dynamodb"));
            }));
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rds",
                "ecs",
                "secretsmanager",
                "ssm",
                "application-autoscaling",
                "elasticloadbalancing",
                "lambda"
            })
    void outlastsTwoMinutesWithoutOneServiceOfTheStandbyRegionWhenever(String service) {
        for (int minute = 0; minute <= 18; minute += 6) {
            int start = minute;
            RunResult result = run(3, broken -> {
                broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
                onFirstFailover(broken, () -> broken.after(Duration.ofMinutes(start), () -> {
                    broken.cloud().context().faults().failService(Deployment.STANDBY_REGION, service);
                    broken.after(Duration.ofMinutes(2), () ->
                            broken.cloud().context().faults().restoreService(Deployment.STANDBY_REGION, service));
                }));
            });

            assertThat(result.outcome()).as("from minute %d", start).isEqualTo("RECOVERED");
            assertThat(result.violations()).as("from minute %d", start).isEmpty();
        }
    }

    /** Visitors on open connections write at a primary whose APIs have answered until then. */
    @ParameterizedTest
    @CsvSource({"1, ActivateStateMachine", "2, ActivateStateMachine", "1, JudgeOutageFunction", "2, JudgeOutageFunction"})
    void movesNoTrafficFromAPrimaryThatTakesWritesWhereTheWayToItIsLostForFiveMinutesRightAtTheFence(long seed, String cutAfter) {
        RunResult result = run(seed, broken -> {
            boolean[] prepared = new boolean[1];
            broken.disasters().blockPrimaryLoadBalancer();
            broken.journal().listen(event -> {
                prepared[0] |= event instanceof ExecutionEnded ended && ended.machine().equals("ActivateStateMachine");
                if (prepared[0] && (cutAfter.equals("ActivateStateMachine")
                        || event instanceof FunctionInvoked called && called.function().equals(cutAfter))) {
                    prepared[0] = false;
                    broken.after(Duration.ofMillis(1), () -> broken.disasters().cutStandbyOff(Duration.ofMinutes(5)));
                }
            });
        });

        Instant moved = world.journal().of(FunctionInvoked.class).filter(called -> called.function().equals("SwitchTrafficFunction"))
                .findFirst().orElseThrow().at();
        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.violations()).isEmpty();
        assertThat(world.journal().of(VisitCommitted.class).filter(visit ->
                visit.region().equals(Deployment.PRIMARY_REGION) && visit.at().isAfter(moved))).isEmpty();
    }

    @Test
    void recoversAlthoughNobodyCanBeTold() {
        RunResult result = run(1, broken -> {
            broken.cloud().context().faults().failService(Deployment.STANDBY_REGION, "sns");
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        });

        assertThat(result.outcome()).isEqualTo("RECOVERED");
        assertThat(result.notifications()).isEmpty();
    }

    @Test
    void failsInsteadOfStandingDownWhereTheApprovalCannotBeAskedFor() {
        RunResult result = run(1, broken -> {
            requireApproval(broken);
            broken.cloud().context().faults().failService(Deployment.STANDBY_REGION, "sns");
            broken.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        });

        assertThat(result.outcome()).isEqualTo("FAILED");
        assertThat(result.activeSite()).isEqualTo("PRIMARY");
        assertThat(world.journal().of(ExecutionEnded.class)).anyMatch(end -> end.cause().startsWith("AskApproval: "));
    }

    @Test
    void goesOnToFenceAnOldSiteThatStaysDarkForAlmostADay() {
        RunResult result = run(1, broken -> {
            broken.disasters().darkenPrimaryFor(Duration.ofHours(23));
        });

        assertThat(result.violations()).isEmpty();
        assertThat(result.notifications()).anyMatch(told -> told.subject().contains("the old site is fenced now"));
    }

    /** Each of these runs fences the primary, fails, and gives it back, so that it is healthy for a minute and the alarm comes anew. */
    @Test
    void asksPeopleBeforeItFencesAgainOnceTwoFailoversHaveFailedAfterTheirFence() {
        RunResult result = run(1, broken -> {
            boolean[] fenced = new boolean[1];
            broken.disasters().crashPrimaryTasks();
            broken.journal().listen(event -> {
                fenced[0] |= event instanceof FunctionInvoked called && called.function().equals("FenceSiteFunction")
                        && called.input().path("region").asText().equals(Deployment.PRIMARY_REGION);
                if (fenced[0] && event instanceof FunctionInvoked) {
                    standbyDatabases(broken).forEach(RunningDatabase::cutOff);
                }
                if (event instanceof ExecutionEnded ended && ended.machine().equals(World.FAILOVER) && ended.status().equals("FAILED")) {
                    fenced[0] = false;
                    standbyDatabases(broken).forEach(RunningDatabase::reconnect);
                }
            });
            broken.after(Duration.ofHours(5), () -> { });
        });

        List<Instant> failed = world.journal().of(ExecutionEnded.class)
                .filter(end -> end.machine().equals(World.FAILOVER) && end.status().equals("FAILED")).map(ExecutionEnded::at).toList();
        assertThat(failed).filteredOn(at -> at.isBefore(failed.getFirst().plus(Duration.ofHours(5)))).hasSize(2);
        assertThat(result.notifications()).filteredOn(told -> told.subject().contains("FAILOVER FAILED"))
                .first().satisfies(told -> assertThat(told.message()).doesNotContain("failed twice"));
        assertThat(result.notifications()).filteredOn(told -> told.subject().contains("FAILOVER FAILED")).element(1)
                .satisfies(told -> assertThat(told.message()).contains("It has failed twice after the fence"));
        assertThat(result.notifications()).anyMatch(told -> told.message().contains("Two failovers have failed after the fence"));
    }

    private static Stream<RunningDatabase> standbyDatabases(World broken) {
        RegionOfCloud standby = broken.cloud().standby();
        return standby.rds().describeDBInstances(request -> { }).dbInstances().stream()
                .flatMap(instance -> standby.rds().database(instance.dbInstanceIdentifier()).stream());
    }

    private static void onFirstFailover(World broken, Runnable action) {
        broken.journal().onFirst(ExecutionStarted.class, began -> began.machine().equals(World.FAILOVER), _ -> action.run());
    }

    private static void requireApproval(World broken) {
        change(broken, plan -> plan.putObject("approval").put("required", true).put("timeout", "PT30M").put("moves", true));
    }

    private static void change(World broken, Consumer<ObjectNode> change) {
        try {
            ObjectNode plan = (ObjectNode) StrictJson.mapper().readTree(broken.cloud().standby().ssm()
                    .getParameter(request -> request.name(World.PLAN_PARAMETER)).parameter().value());
            change.accept(plan);
            broken.cloud().standby().ssm().putParameter(request -> request
                    .name(World.PLAN_PARAMETER).type("String").value(plan.toString()).overwrite(true));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private RunResult run(long seed, Consumer<World> strike) {
        return BrokenRun.of(seed, broken -> {
            world = broken;
            strike.accept(broken);
        });
    }
}
