package io.pilotlight.traffic;

import static io.pilotlight.traffic.PublicNames.PRIMARY;
import static io.pilotlight.traffic.PublicNames.STANDBY;
import static io.pilotlight.traffic.PublicNames.alias;
import static io.pilotlight.traffic.PublicNames.canonicalName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.DnsRecord;
import io.pilotlight.plan.DnsRecordType;
import io.pilotlight.plan.InvalidInputException;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TrafficMode;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

class PrepareTrafficHandlerTest {

    private static final ResourceRecordSet A = alias(RRType.A, PRIMARY);
    private static final ResourceRecordSet AAAA = alias(RRType.AAAA, "dualstack." + PRIMARY);

    private final StepCloud cloud = new StepCloud();
    private final PublicNames names = new PublicNames(cloud, "HEALTH_CHECK");
    private final PrepareTrafficHandler handler = cloud.handler(PrepareTrafficHandler.class);

    @Test
    void showsFirstWhatItWouldChangeAndChangesNothing() {
        names.put(A);

        PrepareTrafficHandler.Result shown = prepare("{}");

        assertThat(shown.status()).isEqualTo(Status.DONE);
        assertThat(shown.changes()).containsExactly(
                "DELETE counter.example.com A to " + PRIMARY,
                "CREATE counter.example.com A PRIMARY 'primary' to %s, health check %s".formatted(PRIMARY, names.healthCheck),
                "CREATE counter.example.com A SECONDARY 'standby' to " + STANDBY);
        assertThat(shown.reason()).contains("{\"apply\": true}");
        assertThat(cloud.changes()).isEmpty();
    }

    static Stream<List<ResourceRecordSet>> whatIsThere() {
        return Stream.of(List.of(), List.of(A), List.of(A, AAAA), List.of(AAAA), List.of(canonicalName(PRIMARY, 300)));
    }

    @ParameterizedTest
    @MethodSource("whatIsThere")
    void makesThePairsOutOfWhatIsThereInOneBatchMovesNobodyAndPutsItBack(List<ResourceRecordSet> there) {
        there.forEach(record -> names.put(record));
        List<ResourceRecordSet> before = names.records();

        PrepareTrafficHandler.Result applied = untilDone("{\"apply\": true}");

        assertThat(applied.status()).as(applied.reason()).isEqualTo(Status.DONE);
        assertThat(batches()).hasSize(1);
        assertThat(verify()).isEmpty();
        assertThat(names.records()).hasSize(2 * Math.max(1, there.size()));
        assertThat(prepare("{}").changes()).isEmpty();
        assertThat(prepare("{\"apply\": true}").status()).as("again it has nothing to do").isEqualTo(Status.DONE);

        if (!there.isEmpty()) {
            PrepareTrafficHandler.Result back = untilDone("{\"putBack\": true}");
            assertThat(back.status()).as(back.reason()).isEqualTo(Status.DONE);
            assertThat(names.records()).isEqualTo(before);
            assertThat(batches()).hasSize(2);
        }
    }

    @Test
    void mendsWhatWasAlteredAndKeepsTheSetIdentifiers() {
        names.put(PublicNames.member(A, ResourceRecordSetFailover.PRIMARY, Optional.empty()),
                PublicNames.member(alias(RRType.A, PRIMARY), ResourceRecordSetFailover.SECONDARY, Optional.empty()));
        names.put(AAAA);
        cloud.route53().updateHealthCheck(request -> request.healthCheckId(names.healthCheck).disabled(true));

        assertThat(prepare("{}").changes()).hasSize(1 + 4 + 3).first().asString().contains("UPDATE health check");
        assertThat(untilDone("{\"apply\": true}").status()).isEqualTo(Status.DONE);

        assertThat(verify()).isEmpty();
        assertThat(names.records()).extracting(ResourceRecordSet::setIdentifier).contains("one", "two");
    }

    @Test
    void findsABatchWhoseAnswerWasLost() {
        names.put(A);
        cloud.faults().fail(CallFault.after("route53:ChangeResourceRecordSets", Kind.TIMEOUT));
        assertThatThrownBy(() -> prepare("{\"apply\": true}")).isInstanceOf(AwsUnavailableException.class);

        assertThat(prepare("{\"apply\": true}").status()).isEqualTo(Status.DONE);
        assertThat(batches()).hasSize(1);
        assertThat(untilDone("{\"putBack\": true}").status()).isEqualTo(Status.DONE);
        assertThat(names.records()).singleElement().matches(record -> record.setIdentifier() == null);
    }

    @Test
    void refusesWhatLeadsElsewhereOrFollowsAnotherPolicy() {
        names.put(alias(RRType.A, STANDBY));
        refuses("{\"apply\": true}", STANDBY + ", which is not the primary's load balancer");

        cloud.route53().changeResourceRecordSets(request -> request.hostedZoneId(PublicNames.ZONE).changeBatch(batch -> batch
                .changes(change -> change.action("DELETE").resourceRecordSet(alias(RRType.A, STANDBY)))));
        names.put(A.toBuilder().setIdentifier("blue").weight(1L).build());
        refuses("{\"apply\": true}", "routing policy weighted");
        assertThat(batches()).isEmpty();
    }

    @Test
    void refusesInModeRecordAndInAnotherZoneThanThatOfTheName() {
        names.put(A);
        names.plan("RECORD", PublicNames.ZONE, PublicNames.NAME, "ALIAS");
        refuses("{}", "moves traffic by RECORD");

        cloud.route53().addPrivateHostedZone("ZPRIVATE", "example.com");
        names.plan("HEALTH_CHECK", "ZPRIVATE", PublicNames.NAME, "ALIAS");
        refuses("{}", "is private");
    }

    @Test
    void leavesTheNamesToARecoveryThatIsUnderWayAndToAStandbyThatServes() {
        names.put(A);
        cloud.recorded(PublicNames.APPLICATION).held(3);
        refuses("{\"apply\": true}", "is under way or has failed");
        refuses("{\"putBack\": true}", "nothing was overwritten yet");

        cloud.recorded(PublicNames.APPLICATION).ended(4, SiteName.STANDBY);
        refuses("{\"apply\": true}", "STANDBY is recorded as active");
        assertThat(prepare("{}").changes()).hasSize(3);
    }

    @Test
    void putsNothingBackThatWouldMoveVisitorsOffTheActiveSite() {
        names.put(A);
        untilDone("{\"apply\": true}");
        cloud.recorded(PublicNames.APPLICATION).ended(4, SiteName.STANDBY);

        refuses("{\"putBack\": true}", "while STANDBY is recorded as active now: visitors would be moved");
    }

    @Test
    void putsBackWhatASwitchInModeRecordHasOverwrittenOnceThePrimaryIsActiveAgain() {
        names.plan("RECORD", PublicNames.ZONE, PublicNames.NAME, "ALIAS");
        names.put(A, AAAA);
        List<ResourceRecordSet> before = names.records();
        cloud.recorded(PublicNames.APPLICATION).held(3);
        SwitchTrafficHandler switching = cloud.handler(SwitchTrafficHandler.class);
        DnsRecord record = new DnsRecord(PublicNames.NAME, PublicNames.ZONE, DnsRecordType.ALIAS, Duration.ofSeconds(60), "web");
        for (int look = 0; look < 2; look++) {
            cloud.take(() -> switching.take(new SwitchTrafficHandler.Input(StepCloud.STATE_TABLE, PublicNames.APPLICATION, 3,
                    SiteName.STANDBY, true, TrafficMode.RECORD,
                    List.of(new RecordTarget(record, STANDBY, "Z215JYRZR1TBD5", PRIMARY)), List.of())));
        }
        assertThat(names.records()).isNotEqualTo(before);
        cloud.recorded(PublicNames.APPLICATION).ended(3, SiteName.STANDBY);
        refuses("{\"putBack\": true}", "visitors would be moved");

        cloud.recorded(PublicNames.APPLICATION).ended(4, SiteName.PRIMARY);
        PrepareTrafficHandler.Result back = untilDone("{\"putBack\": true}");

        assertThat(back.status()).as(back.reason()).isEqualTo(Status.DONE);
        assertThat(names.records()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"apply\": 1}", "{\"undo\": true}", "[]", "{\"apply\": true, \"putBack\": true}"})
    void refusesAnotherInputByName(String input) {
        assertThatThrownBy(() -> prepare(input)).isInstanceOf(InvalidInputException.class).hasMessageContaining("putBack");
    }

    private void refuses(String input, String why) {
        PrepareTrafficHandler.Result refused = prepare(input);
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.reason()).contains(why).contains("No DNS record was changed");
    }

    private PrepareTrafficHandler.Result untilDone(String input) {
        PrepareTrafficHandler.Result result = prepare(input);
        for (int look = 0; look < 100 && result.status() == Status.IN_PROGRESS; look++) {
            cloud.pass(Duration.ofSeconds(5));
            result = prepare(input, result.changeIds());
        }
        return result;
    }

    private PrepareTrafficHandler.Result prepare(String input) {
        return prepare(input, List.of());
    }

    private PrepareTrafficHandler.Result prepare(String input, List<String> changeIds) {
        try {
            PrepareTrafficHandler.Input given = new PrepareTrafficHandler.Input(PublicNames.PARAMETER, StepCloud.STATE_TABLE,
                    names.healthCheck, PublicNames.ALARM, StrictJson.mapper().readTree(input), changeIds);
            return cloud.take(() -> handler.take(given));
        } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private List<?> verify() {
        return cloud.take(() -> cloud.handler(VerifyTrafficHandler.class)
                        .take(new VerifyTrafficHandler.Input(PublicNames.PARAMETER, StepCloud.STATE_TABLE)))
                .findings().stream().filter(io.pilotlight.verification.Finding::isCritical).toList();
    }

    private List<ChangeResourceRecordSetsRequest> batches() {
        return cloud.asked(ChangeResourceRecordSetsRequest.class);
    }
}
