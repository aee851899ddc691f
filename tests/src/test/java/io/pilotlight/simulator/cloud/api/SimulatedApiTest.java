package io.pilotlight.simulator.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.time.SimulatedProcess;
import io.pilotlight.simulator.time.Timeline;
import io.pilotlight.step.StepHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RdsException;

class SimulatedApiTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final String REGION = "eu-west-1";

    private final Timeline timeline = new Timeline(START, 7);
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final CloudContext context =
            new CloudContext(timeline, journal, faults, new Latencies(timeline), new Callers());
    private final RevocablePermissions permissions = new RevocablePermissions((_, _) -> true);
    private final TwoSnapshots service = new TwoSnapshots();
    private final RdsClient rds =
            SimulatedApi.wrap(RdsClient.class, service, "rds", REGION, context, permissions, AwsClients.CALL_TIMEOUT);

    @Test
    void sendsAConsumerBuilderCallThroughTheRequestObjectCall() {
        assertThat(asFunction(() -> rds.describeDBSnapshots(request -> request.snapshotType("manual")).dbSnapshots()))
                .isNull();

        ApiCalled call = journal.of(ApiCalled.class).findFirst().orElseThrow();
        assertThat(call.action()).isEqualTo("rds:DescribeDBSnapshots");
        assertThat(call.function()).isEqualTo("ListFunction");
        assertThat(call.region()).isEqualTo(REGION);
        assertThat(call.error()).isEmpty();
        assertThat(call.request()).isEqualTo(DescribeDbSnapshotsRequest.builder().snapshotType("manual").build());
    }

    @Test
    void sendsEachPageOfAPaginatorThroughTheRequestObjectCall() {
        List<String> names = new ArrayList<>();

        asFunction(() ->
                rds.describeDBSnapshotsPaginator().dbSnapshots().forEach(it -> names.add(it.dbSnapshotIdentifier())));

        assertThat(names).containsExactly("first", "second");
        assertThat(journal.of(ApiCalled.class)).hasSize(2);
    }

    @Test
    void takesVirtualTimeForEachCall() {
        asFunction(() -> rds.describeDBSnapshots());

        assertThat(journal.of(ApiCalled.class).findFirst().orElseThrow().at())
                .isBetween(START.plusMillis(19), START.plusMillis(121));
    }

    @Test
    void throttlesOneServiceInOneRegionUntilItIsToldOtherwise() {
        faults.throttle(REGION, "rds", 0.5, new SplittableRandom(1));
        faults.throttle("eu-central-1", "rds", 1, new SplittableRandom(1));
        faults.throttle(REGION, "ecs", 1, new SplittableRandom(1));
        List<String> errors = new ArrayList<>();
        for (int call = 0; call < 100; call++) {
            Throwable thrown = asFunction(() -> rds.describeDBSnapshots());
            errors.add(thrown == null ? "" : ((AwsServiceException) thrown).awsErrorDetails().errorCode());
        }
        assertThat(errors).containsOnly("", "Throttling").filteredOn(String::isEmpty).hasSizeBetween(30, 70);

        faults.stopThrottling(REGION, "rds");

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isNull();
    }

    @Test
    void refusesWhatTheRoleDoesNotAllowAsTheServiceWould() {
        permissions.revoke("ListFunction", "rds:DescribeDBSnapshots");

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isInstanceOfSatisfying(RdsException.class, denied -> {
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(denied.getMessage()).startsWith("User: arn:aws:sts::123456789012:assumed-role/ListFunction/ListFunction"
                    + " is not authorized to perform: rds:DescribeDBSnapshots on resource: arn:of-two because no"
                    + " identity-based policy allows the rds:DescribeDBSnapshots action");
            assertThat(StepHandler.isUnavailable(denied)).isFalse();
        });
        assertThat(service.calls).isZero();
        assertThat(journal.of(ApiCalled.class).findFirst().orElseThrow().error()).isEqualTo("AccessDenied");
    }

    @Test
    void refusesWithTheModelledExceptionWhereTheServiceHasOne() {
        EcsClient ecs = SimulatedApi.wrap(EcsClient.class, new NoEcs(), "ecs", REGION, context, (_, _) -> false, AwsClients.CALL_TIMEOUT);

        assertThat(asFunction(() -> ecs.describeServices(request -> request.cluster("visits"))))
                .isInstanceOfSatisfying(AccessDeniedException.class, denied -> {
                    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(denied.statusCode()).isEqualTo(400);
                });
    }

    @Test
    void allowsAgainWhatWasRestored() {
        permissions.revoke("ListFunction", "rds:DescribeDBSnapshots");
        permissions.restore("ListFunction", "rds:DescribeDBSnapshots");

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isNull();
    }

    @Test
    void refusesARequestThatNeedsAFurtherAction() {
        permissions.revoke("ListFunction", "rds:ReadWithCare");

        assertThat(asFunction(() -> rds.describeDBSnapshots(request -> request.includeShared(true))))
                .isInstanceOf(RdsException.class).hasMessageContaining("rds:ReadWithCare");
    }

    @Test
    void leavesTheScenarioUnchecked() {
        RdsClient closed = SimulatedApi.wrap(RdsClient.class, service, "rds", REGION, context, (_, _) -> false, AwsClients.CALL_TIMEOUT);
        faults.fail(CallFault.before("", Kind.SERVER_ERROR));

        assertThat(closed.describeDBSnapshots().dbSnapshots()).hasSize(1);
    }

    @Test
    void timesOutInADarkRegionOnlyAfterTheClientsTimeout() {
        faults.darken(REGION);

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(service.calls).isZero();
        assertThat(journal.of(ApiCalled.class).findFirst().orElseThrow())
                .satisfies(call -> assertThat(call.at()).isEqualTo(START.plusSeconds(15)))
                .satisfies(call -> assertThat(call.error()).isEqualTo("ApiCallTimeoutException"));
    }

    @Test
    void answersAgainOnceTheRegionIsLitAgain() {
        faults.darken(REGION);
        faults.relight(REGION);

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isNull();
    }

    @Test
    void timesOutWhereTheOneServiceIsDownAndNowhereElse() {
        faults.failService(REGION, "rds");

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(faults.answers(REGION, "ecs")).isTrue();
        assertThat(faults.answers("eu-central-1", "rds")).isTrue();
    }

    @Test
    void takesRoute53sControlPlaneDownApartFromItsRegion() {
        faults.failRoute53ControlPlane();

        assertThat(faults.answers(Faults.ROUTE53_REGION, "route53")).isFalse();
        assertThat(faults.answers(Faults.ROUTE53_REGION, "rds")).isTrue();
    }

    @Test
    void failsACallBeforeItsEffect() {
        faults.fail(CallFault.before("rds:DeleteDBSnapshot", Kind.SERVER_ERROR));

        assertThat(asFunction(() -> rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first"))))
                .isInstanceOfSatisfying(RdsException.class, failure -> assertThat(failure.statusCode()).isEqualTo(500));
        assertThat(service.deleted).isEmpty();
    }

    @Test
    void failsACallAfterItsEffect() {
        faults.fail(CallFault.after("rds:DeleteDBSnapshot", Kind.TIMEOUT));

        assertThat(asFunction(() -> rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first"))))
                .isInstanceOf(ApiCallTimeoutException.class);
        assertThat(service.deleted).containsExactly("first");
    }

    @Test
    void throttlesAsTheSdkRecognises() {
        faults.fail(CallFault.before("rds:DescribeDBSnapshots", Kind.THROTTLED));

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isInstanceOfSatisfying(
                AwsServiceException.class, failure -> assertThat(failure.isThrottlingException()).isTrue());
    }

    @Test
    void failsTheNthCallOfOneFunctionInOneRegionSoManyTimes() {
        faults.fail(CallFault.before("rds:DescribeDBSnapshots", Kind.SERVER_ERROR)
                .of("ListFunction").in(REGION).fromCall(2).repeated(2));

        List<Boolean> failed = new ArrayList<>();
        for (int call = 0; call < 5; call++) {
            failed.add(asFunction(() -> rds.describeDBSnapshots()) != null);
        }

        assertThat(failed).containsExactly(false, true, true, false, false);
    }

    @Test
    void leavesTheCallsOfAnotherFunctionOrRegionAlone() {
        faults.fail(CallFault.before("", Kind.SERVER_ERROR).of("OtherFunction"));
        faults.fail(CallFault.before("", Kind.SERVER_ERROR).in("eu-central-1"));

        assertThat(asFunction(() -> rds.describeDBSnapshots())).isNull();
    }

    @Test
    void refusesAThrottledCallWithAnEffect() {
        assertThatThrownBy(() -> CallFault.after("rds:DeleteDBSnapshot", Kind.THROTTLED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no effect");
    }

    @Test
    void failsAtRandomAsOftenAsItIsToldAndTheSameForASeed() {
        List<Boolean> once = randomFailures();
        List<Boolean> again = randomFailures();

        assertThat(again).isEqualTo(once);
        assertThat(once.stream().filter(it -> it).count()).isBetween(20L, 60L);
    }

    private static List<Boolean> randomFailures() {
        Faults random = new Faults();
        random.failRandomly(0.2, new Timeline(START, 11).random("faults"));
        List<Boolean> failed = new ArrayList<>();
        for (int call = 0; call < 200; call++) {
            failed.add(random.next("ListFunction", "rds:DescribeDBSnapshots", REGION).isPresent());
        }
        return failed;
    }

    @Test
    void letsACallTakeEffectOrNotWhereItsFunctionIsCutOffInTheMiddle() {
        SimulatedProcess function = timeline.spawn("cut off", () -> context.callers().as("ListFunction", () ->
                rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first"))));
        timeline.runUntil(START.plusMillis(9));
        assertThat(service.deleted).isEmpty();
        while (service.deleted.isEmpty()) {
            timeline.runUntil(timeline.now().plusMillis(1));
        }
        function.stop();

        assertThat(function.ended()).isTrue();
        assertThat(journal.of(ApiCalled.class).findFirst().orElseThrow().error()).isEqualTo("ProcessStopped");
    }

    @Test
    void saysWhichOperationTheSimulationDoesNotKnow() {
        assertThat(asFunction(() -> rds.startDBInstance(request -> request.dbInstanceIdentifier("visits"))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the simulated rds does not know startDBInstance");
    }

    /** Runs a call as a function in a process of its own, and returns what it threw. */
    private Throwable asFunction(Runnable call) {
        List<Throwable> thrown = new ArrayList<>();
        timeline.spawn("function", () -> thrown.add(catchThrowable(() -> context.callers().as("ListFunction", () -> {
            call.run();
            return null;
        }))));
        timeline.runUntil(timeline.now().plus(Duration.ofMinutes(1)));
        return thrown.getFirst();
    }

    private static final class NoEcs implements EcsClient {

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class TwoSnapshots implements RdsClient, Guarded {

        private final List<String> deleted = new ArrayList<>();
        private int calls;

        @Override
        public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
            calls++;
            boolean first = request.marker() == null;
            return DescribeDbSnapshotsResponse.builder()
                    .dbSnapshots(DBSnapshot.builder().dbSnapshotIdentifier(first ? "first" : "second").build())
                    .marker(first ? "first" : null)
                    .build();
        }

        @Override
        public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
            deleted.add(request.dbSnapshotIdentifier());
            return DeleteDbSnapshotResponse.builder().build();
        }

        @Override
        public List<Access> accesses(String action, SdkRequest request) {
            Access own = Access.to(action, "arn:of-two");
            return request instanceof DescribeDbSnapshotsRequest describe
                            && Boolean.TRUE.equals(describe.includeShared())
                    ? List.of(own, Access.to("rds:ReadWithCare", "arn:of-two"))
                    : List.of(own);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
