package io.pilotlight.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.RecoveryEpoch;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TaskCapacity;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepSite;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

class ScaleServiceHandlerTest {

    private static final String REGION = StepCloud.PRIMARY;
    private static final String RESOURCE = "service/visitor-counter/web";
    private static final String OTHER = "another";
    private static final String WORKER = "batch";

    private final StepCloud cloud = new StepCloud();
    private final RecoveryEpoch recovery = cloud.recovery("visitor");
    private final StepSite active = new StepSite(cloud, REGION);
    private final ScaleServiceHandler handler = cloud.handler(ScaleServiceHandler.class);
    private ServiceSite site;
    private int choice;
    private String chosenAt = "";
    private String notBeside = "";

    @BeforeEach
    void aSiteThatIsIdle() {
        site = active.build(0, 0, 0);
    }

    @Test
    void raisesTheScalableTargetBeforeTheServiceAndEndsWithHealthyTargets() {
        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        assertBoundAsPlanned();
        assertThat(desiredCounts()).isEmpty();

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(desiredCounts()).containsExactly(2);

        settle();
        assertThat(step()).isEqualTo(new ScaleServiceHandler.Result(
                Status.DONE, "2 of 2 tasks of web run, 2 load-balancer targets are healthy", 2, 2, 2, 0, chosenAt, ""));
        assertBoundAsPlanned();
        assertThat(desiredCounts()).hasSize(1);
    }

    @Test
    void leavesTheRoleOfTheScalableTargetAsItIs() {
        step();

        assertThat(registrations()).singleElement().satisfies(request -> {
            assertThat(request.roleARN()).isNull();
        });
    }

    @Test
    void resumesTheScalingThatAFenceSuspended() {
        step();

        assertThat(registrations()).singleElement().extracting(RegisterScalableTargetRequest::suspendedState)
                .isEqualTo(SuspendedState.builder().dynamicScalingInSuspended(false)
                        .dynamicScalingOutSuspended(false).scheduledScalingSuspended(false).build());
    }

    @Test
    void scalesAServiceWithoutAScalableTarget() {
        createOther(0);
        site = named(StepSite.CLUSTER, OTHER);

        step();

        assertThat(desiredCounts()).containsExactly(2);
        assertThat(registrations()).isEmpty();
    }

    @Test
    void findsTheScalableTargetOfAClusterThatIsNamedByItsArn() {
        site = named("arn:aws:ecs:eu-west-1:123456789012:cluster/visitor-counter", StepSite.SERVICE);

        step();

        assertBoundAsPlanned();
    }

    @Test
    void leavesAHigherDesiredCountOfAutoScalingAlone() {
        runs(5);

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertThat(desiredCounts()).isEmpty();
        assertThat(registrations()).isEmpty();
    }

    @Test
    void waitsWhileTasksRunButNotAllTargetsAreHealthy() {
        active.bind(1, 6);
        active.setDesiredCount(2);
        cloud.passUntil(() -> running() == 2 && healthyTargets() == 1);

        ScaleServiceHandler.Result result = step();

        assertThat(result.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(result.workingTasks()).isEqualTo(1);
        assertThat(result.reason()).isEqualTo("2 of 2 tasks of web run, 1 load-balancer targets are healthy");
    }

    /** Those are of another service here, whose tasks are targets of the same group. */
    @Test
    void waitsWhileHealthyTargetsAreLeftOversOfTasksThatNoLongerRun() {
        runs(1);
        createOther(1);
        settle();
        active.setDesiredCount(2);
        assertThat(running()).isEqualTo(1);
        assertThat(healthyTargets()).isEqualTo(2);

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void tellsTheNewestThreeEventsThatDifferWhereTasksAreMissing() {
        site = planned(StepSite.CLUSTER, StepSite.SERVICE, 3);
        active.bind(1, 6);
        active.setDesiredCount(3);
        cloud.passUntil(() -> running() == 2);
        List<String> newest = active.service().events().stream().map(ServiceEvent::message).limit(5).toList();
        assertThat(newest.getFirst()).contains("registered 1 targets").isEqualTo(newest.get(1));
        assertThat(newest.subList(2, 5)).allMatch(message -> message.contains("has started 1 tasks"));

        assertThat(step().reason()).isEqualTo("2 of 3 tasks of web run, 1 load-balancer targets are healthy; its "
                + "newest events: %s %s %s".formatted(newest.get(1), newest.get(2), newest.get(3)));
    }

    @Test
    void placesTheTasksInTheNextSubnetsWhereFargateHasNoCapacityAndKeepsTheirSecurityGroups() {
        site = listing(new TaskCapacity(List.of("subnet-b"), 2), new TaskCapacity(List.of("subnet-c", "subnet-d"), 2));
        cloud.ecs(REGION).supply().leave(0, StepSite.SUBNET);
        cloud.ecs(REGION).supply().leave(0, "subnet-b");
        NetworkConfiguration before = active.service().networkConfiguration();

        ScaleServiceHandler.Result result = stepUntilDone(Duration.ofMinutes(10));

        assertThat(result.remark()).isEqualTo("web runs 2 of 2 tasks, in subnet-c, subnet-d");
        assertThat(cloud.asked(UpdateServiceRequest.class).stream()
                .map(UpdateServiceRequest::networkConfiguration).filter(Objects::nonNull))
                .extracting(NetworkConfiguration::awsvpcConfiguration)
                .containsExactly(
                        before.awsvpcConfiguration().toBuilder().subnets("subnet-b").build(),
                        before.awsvpcConfiguration().toBuilder().subnets("subnet-c", "subnet-d").build());
    }

    @Test
    void takesFewerTasksForEnoughOnlyWhereThePlanSaysSoAndLeavesEcsToPlaceTheRest() {
        site = listing(new TaskCapacity(List.of(), 1));
        cloud.ecs(REGION).supply().leave(1);

        ScaleServiceHandler.Result result = stepUntilDone(Duration.ofMinutes(10));

        assertThat(result.remark()).isEqualTo("web runs 1 of 2 tasks");
        assertThat(active.service().desiredCount()).isEqualTo(2);
        cloud.ecs(REGION).restoreCapacity();
        settle();
        assertThat(running()).isEqualTo(2);
    }

    @Test
    void staysWithItsTasksWhereTheyAreOnlySlow() {
        site = listing(new TaskCapacity(List.of("subnet-b"), 2));
        cloud.ecs(REGION).crash(StepSite.CLUSTER, StepSite.SERVICE);

        for (int look = 0; look < 60; look++) {
            assertThat(step().choice()).isZero();
            cloud.pass(Duration.ofSeconds(10));
        }
    }

    @Test
    void doesNotTakeTheLackOfAnEarlierTimeForOneOfNow() {
        cloud.ecs(REGION).exhaustCapacity();
        active.bind(1, 6);
        active.setDesiredCount(2);
        settle();
        active.bind(0, 0);
        active.setDesiredCount(0);
        settle();
        cloud.ecs(REGION).restoreCapacity();
        site = listing(new TaskCapacity(List.of("subnet-b"), 2));

        assertThat(stepUntilDone(Duration.ofMinutes(10)).choice()).isZero();
    }

    @Test
    void findsTheLackThatWasSaidBeforeItWasStartedAgain() {
        site = listing(new TaskCapacity(List.of("subnet-b"), 2));
        cloud.ecs(REGION).supply().leave(0, StepSite.SUBNET);
        active.bind(1, 6);
        active.setDesiredCount(2);
        settle();

        assertThat(stepUntilDone(Duration.ofMinutes(10)).choice()).isEqualTo(1);
    }

    @Test
    void waitsWithTheLastChoiceWhereNoneHasCapacity() {
        site = listing(new TaskCapacity(List.of("subnet-b"), 2), new TaskCapacity(List.of("subnet-b"), 1));
        cloud.ecs(REGION).exhaustCapacity();

        for (int look = 0; look < 60; look++) {
            assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
            cloud.pass(Duration.ofSeconds(10));
        }
        assertThat(step()).returns(2, ScaleServiceHandler.Result::choice)
                .satisfies(result -> assertThat(result.reason()).contains("Capacity is unavailable at this time"));
    }

    @Test
    void refusesAChoiceThatThePlanDoesNotList() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScaleServiceHandler.Input(REGION, site, 1, "", recovery, ""))
                .withMessageContaining("choice is 1; accepted is 0 to 0");
    }

    private ScaleServiceHandler.Result stepUntilDone(Duration atMost) {
        for (Duration passed = Duration.ZERO; passed.compareTo(atMost) < 0; passed = passed.plusSeconds(10)) {
            ScaleServiceHandler.Result result = step();
            if (result.status() == Status.DONE) {
                return result;
            }
            cloud.pass(Duration.ofSeconds(10));
        }
        throw new AssertionError("it is not done after " + atMost);
    }

    private ServiceSite listing(TaskCapacity... alternatives) {
        return new ServiceSite(StepSite.CLUSTER, StepSite.SERVICE, 2, 1, 6, site.targetGroupArn(), List.of(alternatives),
                site.loadBalancerDnsName(), site.loadBalancerHostedZoneId());
    }

    /** What cannot reach its database runs for a moment too. */
    @Test
    void judgesAServiceWithoutALoadBalancerByTasksThatHaveRunForHalfAMinute() {
        createWorker();
        step();
        cloud.passUntil(() -> runningWorkers() == 2);

        ScaleServiceHandler.Result early = step();
        cloud.pass(Duration.ofSeconds(30));

        assertThat(early.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(early.reason()).isEqualTo("2 of 2 tasks of batch run, 0 of them steadily");
        assertThat(step()).isEqualTo(new ScaleServiceHandler.Result(
                Status.DONE, "2 of 2 tasks of batch run, 2 of them steadily", 2, 2, 2, 0, chosenAt, ""));
    }

    @Test
    void takesTheContainersOwnHealthCheckForTheTruthWhereThereIsOne() {
        cloud.ecs(REGION).registerTaskDefinition(request -> request.family("checked").containerDefinitions(container -> container
                .name("web").healthCheck(check -> check.command("CMD-SHELL", "true").interval(300))));
        createWorker("checked");
        step();
        cloud.passUntil(() -> runningWorkers() == 2);

        cloud.pass(Duration.ofMinutes(2));
        assertThat(step().reason()).as("run for more than half a minute, and were not checked yet").endsWith("0 of them steadily");

        cloud.pass(Duration.ofMinutes(3).plusSeconds(1));
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void waitsForAServiceWithoutALoadBalancerWhoseTasksEndAgainAndAgain() {
        createWorker();
        step();
        cloud.ecs(REGION).crash(StepSite.CLUSTER, WORKER);

        for (int look = 0; look < 60; look++) {
            cloud.pass(Duration.ofSeconds(10));
            assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
        }
    }

    @Test
    void countsNoTaskOfAnEarlierReleaseForTheNewOne() {
        createWorker();
        step();
        cloud.pass(Duration.ofMinutes(5));
        cloud.ecs(REGION).updateService(request -> request
                .cluster(StepSite.CLUSTER).service(WORKER).forceNewDeployment(true));

        ScaleServiceHandler.Result atOnce = step();
        cloud.pass(Duration.ofMinutes(5));

        assertThat(atOnce.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void findsItsOwnWorkAfterATimeOutThatTookEffect() {
        cloud.faults().fail(CallFault.after("application-autoscaling:RegisterScalableTarget", Kind.TIMEOUT));
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);
        cloud.faults().fail(CallFault.after("ecs:UpdateService", Kind.TIMEOUT));
        assertThatThrownBy(this::step).isInstanceOf(AwsUnavailableException.class);

        settle();

        assertThat(step().status()).isEqualTo(Status.DONE);
        assertBoundAsPlanned();
        assertThat(desiredCounts()).containsExactly(2);
    }

    @Test
    void refusesToScaleAServiceThatIsNotThere() {
        site = named(StepSite.CLUSTER, OTHER);
        assertRefused("MISSING");

        createOther(1);
        settle();
        cloud.ecs(REGION).deleteService(request -> request.cluster(StepSite.CLUSTER).service(OTHER).force(true));
        assertRefused("DRAINING");
        settle();
        assertRefused("INACTIVE");
        assertThat(desiredCounts()).isEmpty();
    }

    @Test
    void givesNoSiteBackWhileVisitorsMayBeServedFromTheOther() {
        notBeside = "STANDBY";
        cloud.recorded("visitor").switching(SiteName.STANDBY);

        assertThat(step()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("both would take writes").contains("was left as it is");
        });
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void givesASiteBackWhileNobodyIsLedToTheOther() {
        notBeside = "STANDBY";

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void refusesToScaleInAClusterThatIsNotThere() {
        site = named("absent", StepSite.SERVICE);

        assertThatThrownBy(this::step).isInstanceOf(ServiceNotThereException.class);
    }

    @Test
    void handsAMissingPermissionToAPerson() {
        active.bind(1, 6);
        cloud.deny("ecs:UpdateService");

        assertThatThrownBy(this::step).isInstanceOf(AwsRefusedException.class);
    }

    private ScaleServiceHandler.Result step() {
        ScaleServiceHandler.Result result =
                cloud.take(() -> handler.take(new ScaleServiceHandler.Input(REGION, site, choice, chosenAt, recovery, notBeside)));
        choice = result.choice();
        chosenAt = result.chosenAt();
        return result;
    }

    private void assertRefused(String status) {
        assertThatThrownBy(this::step).as(status)
                .isInstanceOf(ServiceNotThereException.class)
                .hasMessageContaining(OTHER)
                .hasMessageContaining(StepSite.CLUSTER)
                .hasMessageContaining(REGION)
                .hasMessageContaining("Nothing was changed");
    }

    private void assertBoundAsPlanned() {
        assertThat(registrations()).singleElement().satisfies(request -> {
            assertThat(request.resourceId()).isEqualTo(RESOURCE);
            assertThat(request.minCapacity()).isEqualTo(1);
            assertThat(request.maxCapacity()).isEqualTo(6);
        });
    }

    /** Lets the service run so many tasks for some time, with bounds as planned. */
    private void runs(int tasks) {
        active.bind(1, 6);
        active.setDesiredCount(tasks);
        settle();
        assertThat(running()).isEqualTo(tasks);
    }

    private void settle() {
        cloud.pass(Duration.ofMinutes(10));
    }

    private void createOther(int tasks) {
        cloud.ecs(REGION).createService(request -> request
                .cluster(StepSite.CLUSTER)
                .serviceName(OTHER)
                .taskDefinition(StepSite.SERVICE)
                .desiredCount(tasks)
                .loadBalancers(LoadBalancer.builder().targetGroupArn(site.targetGroupArn()).build()));
    }

    private void createWorker() {
        createWorker(StepSite.SERVICE);
    }

    private void createWorker(String definition) {
        cloud.ecs(REGION).createService(request -> request
                .cluster(StepSite.CLUSTER).serviceName(WORKER).taskDefinition(definition).desiredCount(0));
        site = new ServiceSite(StepSite.CLUSTER, WORKER, 2, 1, 6, "", List.of(), "", "");
    }

    private int runningWorkers() {
        return cloud.ecs(REGION).describeServices(request -> request.cluster(StepSite.CLUSTER).services(WORKER))
                .services().getFirst().runningCount();
    }

    private ServiceSite named(String cluster, String service) {
        return planned(cluster, service, 2);
    }

    private ServiceSite planned(String cluster, String service, int desiredCount) {
        return new ServiceSite(cluster, service, desiredCount, 1, 6, site.targetGroupArn(), site.alternatives(),
                site.loadBalancerDnsName(), site.loadBalancerHostedZoneId());
    }

    private int running() {
        return active.service().runningCount();
    }

    private long healthyTargets() {
        return cloud.loadBalancing(REGION)
                .describeTargetHealth(request -> request.targetGroupArn(site.targetGroupArn()))
                .targetHealthDescriptions().stream()
                .filter(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
                .count();
    }

    private List<RegisterScalableTargetRequest> registrations() {
        return cloud.asked(RegisterScalableTargetRequest.class);
    }

    private List<Integer> desiredCounts() {
        return cloud.asked(UpdateServiceRequest.class).stream().map(UpdateServiceRequest::desiredCount).toList();
    }
}
