package io.pilotlight.simulator.cloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.network.SimulatedRegion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

final class SimulatedEcsTest {

    private static final String REGION = "eu-west-1";

    private final CloudFixture cloud = CloudFixture.withSeed(11);
    private final SimulatedRegion region = new SimulatedRegion(cloud, REGION).withService(0, 0);

    @Test
    void startsTasksAfterSomeTimeAndRegistersThemAsTargets() {
        region.scaleTo(2);
        cloud.pass(Duration.ofSeconds(15));
        assertThat(region.service().pendingCount()).isEqualTo(2);
        assertThat(region.service().runningCount()).isZero();

        cloud.pass(Duration.ofMinutes(3));

        assertThat(region.service().runningCount()).isEqualTo(2);
        assertThat(region.targets()).hasSize(2).allMatch(
                target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY);
        assertThat(region.eventMessages().getFirst()).isEqualTo("(service web) has reached a steady state.");
    }

    @Test
    void letsTargetsDrainBeforeATaskIsStopped() {
        running(2);

        region.scaleTo(0);
        cloud.pass(Duration.ofSeconds(11));
        assertThat(region.service().runningCount()).isZero();
        assertThat(region.ecs.listTasks(request -> request.cluster("main").serviceName("web")
                        .desiredStatus(DesiredStatus.STOPPED)).taskArns())
                .hasSize(2);
        assertThat(region.application.running()).as("their applications still run").isPositive();

        cloud.pass(Duration.ofMinutes(2));
        assertThat(region.application.running()).isZero();
        assertThat(region.targets()).isEmpty();
    }

    @Test
    void replacesATaskWhoseTargetIsUnhealthy() {
        running(1);
        int before = region.application.starts();

        region.application.answerWith(500);
        cloud.pass(Duration.ofMinutes(2));

        assertThat(region.application.starts()).isGreaterThan(before);
        assertThat(region.eventMessages()).anyMatch(message -> message.contains(
                "is unhealthy in (target-group " + region.targetGroupArn + ") due to (reason Health checks failed with these codes: [500])"));
    }

    /** The load balancer lets requests through to unhealthy targets where it has no other. */
    @Test
    void stopsNoUnhealthyTaskBeforeItIsKnownWhetherItsReplacementIsHealthy() {
        running(1);
        int before = region.application.starts();

        region.application.answerWith(404);
        for (int look = 0; look < 40; look++) {
            cloud.pass(Duration.ofSeconds(15));
            assertThat(region.service().runningCount()).isBetween(1, 2);
        }

        assertThat(region.application.starts()).isGreaterThan(before + 2);
    }

    /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html */
    @Test
    void judgesATaskByTheHealthCheckOfItsContainerAndReplacesAnUnhealthyOne() {
        region.ecs.registerTaskDefinition(request -> request.family("checked").containerDefinitions(container -> container
                .name("checked").healthCheck(check -> check.command("CMD-SHELL", "true").interval(10).retries(2).startPeriod(300))));
        region.ecs.createService(request -> request
                .cluster("main").serviceName("worker").taskDefinition("checked").desiredCount(1));
        region.application.answerWith(500);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(workers()).extracting(Task::healthStatus).as("in its start period").containsExactly(HealthStatus.UNKNOWN);

        region.application.answerWith(200);
        cloud.pass(Duration.ofSeconds(20));
        assertThat(workers()).extracting(Task::healthStatus).containsExactly(HealthStatus.HEALTHY);

        String before = workers().getFirst().taskArn();
        region.application.answerWith(500);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(workers()).extracting(Task::taskArn).doesNotContain(before);
    }

    private List<Task> workers() {
        List<String> tasks = region.ecs.listTasks(request -> request.cluster("main").serviceName("worker")).taskArns();
        return region.ecs.describeTasks(request -> request.cluster("main").tasks(tasks)).tasks();
    }

    @Test
    void sparesATaskDuringItsHealthCheckGracePeriod() {
        SimulatedRegion graceful = new SimulatedRegion(cloud, "eu-central-1").withService(1, 600);
        graceful.application.answerWith(500);
        cloud.pass(Duration.ofMinutes(9));
        assertThat(graceful.application.starts()).isEqualTo(1);

        cloud.pass(Duration.ofMinutes(5));
        assertThat(graceful.application.starts()).isGreaterThan(1);
    }

    @Test
    void triesAgainEverLaterWhereTheApplicationCannotConnectToItsDatabase() {
        region.application.setDatabase(false);
        region.scaleTo(1);
        cloud.pass(Duration.ofMinutes(30));

        assertThat(region.service().runningCount()).isZero();
        assertThat(region.application.starts()).isBetween(4, 8);
        assertThat(region.eventMessages()).anyMatch(message -> message.startsWith(
                "(service web) is unable to consistently start tasks successfully."));

        region.application.setDatabase(true);
        cloud.pass(Duration.ofMinutes(30));
        assertThat(region.service().runningCount()).isEqualTo(1);
    }

    @Test
    void forgetsItsBackOffWithANewDeployment() {
        region.application.setDatabase(false);
        region.scaleTo(1);
        cloud.pass(Duration.ofMinutes(40));
        region.application.setDatabase(true);

        region.ecs.updateService(request -> request.cluster("main").service("web").forceNewDeployment(true));
        cloud.pass(Duration.ofMinutes(2));

        assertThat(region.service().runningCount()).isEqualTo(1);
    }

    @Test
    void saysThatItCannotPlaceTasksWithoutCapacity() {
        region.ecs.exhaustCapacity();
        region.scaleTo(2);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(region.service().pendingCount()).isZero();
        assertThat(region.eventMessages()).filteredOn(message -> message.startsWith(
                        "(service web) was unable to place a task. Reason: Capacity is unavailable at this time."))
                .hasSize(1);

        region.ecs.restoreCapacity();
        cloud.pass(Duration.ofMinutes(10));
        assertThat(region.service().runningCount()).isEqualTo(2);
    }

    @Test
    void keepsDyingWhileItCrashesAndRecoversOnceItIsHealed() {
        running(2);
        region.ecs.crash("main", "web");
        assertThat(region.application.running()).isZero();
        cloud.pass(Duration.ofMinutes(10));
        assertThat(region.targets()).noneMatch(
                target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY);
        assertThat(region.application.starts()).isGreaterThan(4);

        region.ecs.heal("main", "web");
        cloud.pass(Duration.ofMinutes(4));
        assertThat(region.service().runningCount()).isEqualTo(2);
    }

    @Test
    void keepsItsTasksThroughAPartition() {
        running(2);
        List<String> before = region.ecs.listTasks(request -> request.cluster("main")).taskArns();

        cloud.faults().darken(REGION);
        cloud.pass(Duration.ofHours(1));
        cloud.faults().relight(REGION);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(region.ecs.listTasks(request -> request.cluster("main")).taskArns()).isEqualTo(before);
        assertThat(region.application.running()).isEqualTo(2);
    }

    @Test
    void replacesTasksThatWereLostOnlyOnceItsRegionIsBack() {
        running(2);
        cloud.faults().darken(REGION);
        region.ecs.loseTasks();
        cloud.pass(Duration.ofHours(1));
        assertThat(region.application.running()).isZero();

        cloud.faults().relight(REGION);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(region.application.running()).isEqualTo(2);
    }

    @Test
    void stopsOldTasksOnceThoseOfANewDeploymentAreHealthy() {
        running(2);

        region.ecs.updateService(request -> request.cluster("main").service("web").forceNewDeployment(true));
        cloud.pass(Duration.ofSeconds(60));
        assertThat(region.targets()).filteredOn(
                target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY).hasSizeGreaterThanOrEqualTo(2);
        cloud.pass(Duration.ofMinutes(4));

        assertThat(region.application.starts()).isEqualTo(4);
        assertThat(region.application.running()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> region.ecs.describeServices(request -> request.cluster("none").services("web")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> region.ecs.updateService(request -> request.cluster("main").service("none").desiredCount(1)))
                .isInstanceOf(ServiceNotFoundException.class);
        assertThat(region.ecs.describeServices(request -> request.cluster("main").services("none")).failures())
                .singleElement().matches(failure -> failure.reason().equals("MISSING"));

        region.ecs.deleteService(request -> request.cluster("main").service("web"));
        assertThat(region.service().status()).isEqualTo("INACTIVE");
        assertThatThrownBy(() -> region.scaleTo(1)).isInstanceOf(ServiceNotActiveException.class);
    }

    private void running(int count) {
        region.scaleTo(count);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(region.service().runningCount()).isEqualTo(count);
    }
}
