package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.aws.Regional;
import io.pilotlight.command.DeployedStack;
import io.pilotlight.command.DeployedStack.Resource;
import io.pilotlight.command.Machine;
import io.pilotlight.command.Situation;
import io.pilotlight.command.Situation.Verdict;
import io.pilotlight.command.SituationReader;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.journal.JournalEvent.VisitCommitted;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.simulator.states.SimulatedSfnClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.rds.RdsClient;

/** What {@code ./pilot-light status} says, held against what the simulated world knows, again and again while things happen. */
class SituationTest {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(3);
    /** The list of executions is eventually consistent. */
    private static final Duration UNLISTED = Duration.ofSeconds(30);
    private static final Set<String> RECOVERING = Set.of(World.FAILOVER, World.FAILBACK);

    private final List<Situation> seen = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(value = Scenario.class, names = {
        "REGION_OUTAGE", "TWO_OF_EACH", "FALSE_ALARM", "SERVICE_CRASH", "STANDBY_SPOILT", "SWITCHOVER", "QUOTA_FULL", "FAILBACK_STOPPED"})
    void saysTheTruthAtEachStage(Scenario scenario) {
        play(scenario);

        assertThat(seen.getLast().last()).allSatisfy(run -> assertThat(run.page()).contains("/v2/executions/details/"));
        assertThat(seen).hasSizeGreaterThan(5).allSatisfy(situation -> {
            assertThat(situation.verdict() == Verdict.WELL).isEqualTo(situation.because().isEmpty()
                    && situation.verdict() != Verdict.RECOVERING && situation.unknown().isEmpty());
            if (!situation.running().isEmpty() && situation.active().orElseThrow().incidentOpen()) {
                assertThat(situation.verdict()).isEqualTo(Verdict.RECOVERING);
            }
            if (situation.running().isEmpty() && !situation.active().orElseThrow().incidentOpen()) {
                assertThat(situation.verdict()).isNotEqualTo(Verdict.RECOVERING);
            }
            if (!situation.active().orElseThrow().otherSiteFenced()) {
                assertThat(situation.because()).contains("the site that is not active is not fenced, and may take writes");
            }
        });
    }

    @Test
    void isWellBeforeAnOutageAndRecoversInIt() {
        play(Scenario.REGION_OUTAGE);

        assertThat(seen.getFirst().verdict()).as("%s", seen.getFirst().because()).isEqualTo(Verdict.WELL);
        assertThat(seen).extracting(Situation::verdict).contains(Verdict.RECOVERING);
        assertThat(seen.getFirst().active().orElseThrow().site()).isEqualTo(SiteName.PRIMARY);
        assertThat(seen.getLast().active().orElseThrow().site()).isEqualTo(SiteName.STANDBY);
    }

    @Test
    void saysWhatCannotBeReadAndTheRestAllTheSame() {
        BrokenRun.of(1, world -> seen.add(reader(world, _ -> {
            throw SdkClientException.create("RDS does not answer");
        }).read()));

        Situation situation = seen.getFirst();
        assertThat(situation.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(situation.unknown()).containsExactly("the recovery points: RDS does not answer");
        assertThat(situation.databases()).isEmpty();
        assertThat(situation.active()).isPresent();
        assertThat(situation.last()).isNotEmpty();
    }

    private void play(Scenario scenario) {
        BrokenRun.of(1, world -> {
            look(world);
            scenario.strike(world, new SplittableRandom(7));
            world.cloud().context().timeline().every(BETWEEN_LOOKS, () -> look(world));
        });
    }

    private void look(World world) {
        Situation situation = reader(world).read();
        seen.add(situation);
        Instant now = world.now();
        boolean dark = world.cloud().context().faults().isDark(world.cloud().primary().name());
        assertThat(situation.at()).isEqualTo(now);
        assertThat(situation.active().orElseThrow().site()).isEqualTo(world.state().activeSite());
        assertThat(situation.running()).extracting(run -> run.machine().logicalName())
                .containsExactlyInAnyOrderElementsOf(running(world, now.minus(UNLISTED)));
        if (!dark) {
            assertThat(situation.unknown()).isEmpty();
            assertThat(situation.databases()).hasSameSizeAs(world.exposures());
            for (int database = 0; database < world.exposures().size(); database++) {
                ExposureWatch watch = world.exposures().get(database);
                long known = watch.now().toSeconds();
                Situation.Exposure said = situation.databases().get(database);
                assertThat(said.exposureSeconds()).as("%s at %s, known %d", said, now, known).satisfiesAnyOf(
                        exposure -> assertThat(exposure).hasValueSatisfying(seconds -> assertThat(seconds).isBetween(known - 60, known + 60)),
                        exposure -> assertThat(exposure).hasValueSatisfying(seconds -> assertThat(beforeTheLastCopy(watch, now)).isBetween(seconds - 120, seconds + 120)),
                        exposure -> assertThat(exposure.isEmpty() && hasTurned(world)).isTrue());
            }
        }
        if (situation.running().isEmpty() && !situation.active().orElseThrow().incidentOpen()) {
            world.journal().of(VisitCommitted.class).filter(visit -> visit.at().isAfter(now.minus(Duration.ofMinutes(3))))
                    .reduce((_, last) -> last)
                    .ifPresent(visit -> assertThat(visit.region()).isEqualTo(situation.active().orElseThrow().region()));
        }
    }

    /** A copy that has just landed bears no tags yet: nobody can tell for a moment whose it is. */
    private static long beforeTheLastCopy(ExposureWatch watch, Instant now) {
        Instant then = now.minus(Duration.ofMinutes(2));
        return watch.samples().stream().filter(sample -> !sample.at().isAfter(then)).reduce((_, last) -> last)
                .map(sample -> sample.age().plus(Duration.between(sample.at(), now)).toSeconds()).orElse(0L);
    }

    /** Until a backup of the new direction has landed, what the world counts lies on the side that now serves. */
    private static boolean hasTurned(World world) {
        return world.state().epoch() > 0;
    }

    private static List<String> running(World world, Instant until) {
        return world.cloud().stateMachines().list().stream()
                .filter(execution -> RECOVERING.contains(execution.machine()) && execution.endedAt().isEmpty())
                .filter(execution -> execution.startedAt().isBefore(until))
                .map(ExecutionDescription::machine)
                .toList();
    }

    private static SituationReader reader(World world) {
        return reader(world, region -> region.equals(world.cloud().primary().name())
                ? world.cloud().primary().rds() : world.cloud().standby().rds());
    }

    private static SituationReader reader(World world, Regional<RdsClient> rds) {
        Cloud cloud = world.cloud();
        return new SituationReader(stack(cloud), cloud.standby().ssm(), cloud.dynamo(), rds,
                new SimulatedSfnClient(cloud.stateMachines()), cloud.cloudWatch(), cloud.context().timeline().clock(), Runnable::run);
    }

    private static DeployedStack stack(Cloud cloud) {
        Map<String, Resource> resources = new HashMap<>();
        Stream.of(Machine.values()).forEach(machine -> resources.put(machine.logicalName(),
                new Resource("AWS::StepFunctions::StateMachine", cloud.stateMachines().arn(machine.logicalName()))));
        cloud.cloudWatch().describeAlarms().metricAlarms().stream().map(MetricAlarm::alarmName)
                .forEach(alarm -> resources.put(alarm, new Resource("AWS::CloudWatch::Alarm", alarm)));
        for (String name : List.of("PlanParameter", "StateTable")) {
            resources.put(name, new Resource("", Deployment.physicalId(name)));
        }
        return new DeployedStack("pilot-light", Deployment.STANDBY_REGION, resources);
    }
}
