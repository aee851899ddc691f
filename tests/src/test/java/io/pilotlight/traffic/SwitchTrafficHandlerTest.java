package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.LeaseLostException;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.DnsRecord;
import io.pilotlight.plan.DnsRecordType;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TrafficMode;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

class SwitchTrafficHandlerTest {

    private static final long EPOCH = 7;
    private static final String OLD = "lb-1.eu-west-1.example.net";
    private static final String NEW = "lb-2.eu-central-1.example.net";
    private static final RecordTarget WWW = target("www.example.com", "ZONE1", DnsRecordType.ALIAS);
    private static final RecordTarget API = target("api.example.com", "ZONE1", DnsRecordType.CNAME);
    private static final RecordTarget ORG = target("www.example.org", "ZONE2", DnsRecordType.ALIAS);

    private final StepCloud cloud = new StepCloud();
    private final RecordedState state = cloud.recorded("shop");
    private final SwitchTrafficHandler handler = cloud.handler(SwitchTrafficHandler.class);

    @BeforeEach
    void thePrimaryIsActive() {
        state.held(EPOCH);
    }

    @Nested
    class ByHealthCheck {

        @BeforeEach
        void route53DoesNotAnswer() {
            cloud.faults().failRoute53ControlPlane();
        }

        @Test
        void recordsTheSwitchAndThenPublishesItWithoutAnyCallToRoute53() {
            SwitchTrafficHandler.Result recorded = step(List.of());
            assertThat(recorded.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(state.read().switchingTo()).contains(SiteName.STANDBY);
            assertThat(state.read().activeSite()).as("nothing is proven yet").isEqualTo(SiteName.PRIMARY);
            assertThat(state.read().oldSiteFenced()).isFalse();
            assertThat(published()).isEmpty();

            SwitchTrafficHandler.Result published = step(List.of());
            assertThat(published.status()).isEqualTo(Status.DONE);
            assertThat(published()).singleElement().satisfies(put -> {
                assertThat(put.namespace()).isEqualTo("PilotLight");
                MetricDatum point = put.metricData().getFirst();
                assertThat(point.metricName()).isEqualTo("StandbyActive");
                assertThat(point.dimensions())
                        .containsExactly(Dimension.builder().name("Application").value("shop").build());
                assertThat(point.value()).isEqualTo(1.0);
                assertThat(point.timestamp()).isEqualTo(cloud.now());
                assertThat(point.storageResolution()).isEqualTo(60);
            });
            assertThat(recordedSites()).hasSize(1);
        }

        @Test
        void publishesZeroWhenThePrimaryTakesTheTrafficBack() {
            take(input(SiteName.PRIMARY, true, TrafficMode.HEALTH_CHECK, List.of(WWW), List.of()));

            assertThat(published()).singleElement().satisfies(put -> {
                assertThat(put.metricData().getFirst().metricName()).isEqualTo("StandbyActive");
                assertThat(put.metricData().getFirst().value()).isZero();
            });
        }

        @Test
        void goesOnAfterTheAnswerToEitherWriteWasLost() {
            cloud.faults().fail(CallFault.after("dynamodb:UpdateItem", Kind.TIMEOUT));
            assertThatThrownBy(() -> step(List.of())).isInstanceOf(AwsUnavailableException.class);
            cloud.faults().fail(CallFault.after("cloudwatch:PutMetricData", Kind.TIMEOUT));
            assertThatThrownBy(() -> step(List.of())).isInstanceOf(AwsUnavailableException.class);

            assertThat(step(List.of()).status()).isEqualTo(Status.DONE);
            assertThat(recordedSites()).containsExactly("STANDBY");
        }

        private SwitchTrafficHandler.Result step(List<String> changeIds) {
            return SwitchTrafficHandlerTest.this.step(TrafficMode.HEALTH_CHECK, List.of(WWW), changeIds);
        }
    }

    @Nested
    class ByRecord {

        @BeforeEach
        void everyNameStandsOnTheOldSite() {
            cloud.route53().addHostedZone("ZONE1", "example.com");
            cloud.route53().addHostedZone("ZONE2", "example.org");
            put("ZONE1", alias("www.example.com", OLD, "ZOLD"));
            put("ZONE1", cname("api.example.com", OLD));
            put("ZONE2", alias("www.example.org", OLD, "ZOLD"));
            cloud.pass(Duration.ofMinutes(5));
        }

        @Test
        void recordsTheSwitchBeforeAnyRecordIsChanged() {
            assertThat(step(List.of(WWW), List.of()).status()).isEqualTo(Status.IN_PROGRESS);

            assertThat(state.read().switchingTo()).contains(SiteName.STANDBY);
            assertThat(state.read().activeSite()).as("nothing is proven yet").isEqualTo(SiteName.PRIMARY);
            assertThat(changes()).isEmpty();
            assertThat(published()).isEmpty();
        }

        @Test
        void changesTheRecordsOfOneHostedZoneInOneBatchAndWaitsUntilTheyAreInSync() {
            step(List.of(WWW, API), List.of());

            SwitchTrafficHandler.Result submitted = step(List.of(WWW, API), List.of());
            assertThat(submitted.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(submitted.changeIds()).hasSize(1);
            assertThat(changes()).singleElement().satisfies(change -> {
                assertThat(change.hostedZoneId()).isEqualTo("ZONE1");
                assertThat(change.changeBatch().changes()).hasSize(2)
                        .allMatch(each -> each.action() == ChangeAction.UPSERT);
                assertThat(change.changeBatch().comment()).isEqualTo("Pilot Light: shop to STANDBY, epoch 7");
            });
            assertThat(record("ZONE1", "www.example.com", RRType.A).aliasTarget()).isEqualTo(
                    AliasTarget.builder().hostedZoneId("ZNEW").dnsName(NEW + ".").evaluateTargetHealth(false).build());
            assertThat(record("ZONE1", "api.example.com", RRType.CNAME)).satisfies(record -> {
                assertThat(record.ttl()).isEqualTo(30);
                assertThat(record.resourceRecords()).extracting(ResourceRecord::value).containsExactly(NEW);
            });

            SwitchTrafficHandler.Result pending = step(List.of(WWW, API), submitted.changeIds());
            assertThat(pending.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(pending.changeIds()).isEqualTo(submitted.changeIds());

            cloud.passUntil(() -> isInSync(submitted.changeIds().getFirst()));
            SwitchTrafficHandler.Result done = step(List.of(WWW, API), submitted.changeIds());
            assertThat(done.status()).isEqualTo(Status.DONE);
            assertThat(done.changeIds()).isEmpty();
            assertThat(changes()).hasSize(1);
        }

        @Test
        void changesTwoHostedZonesInTwoCallsAndForgetsEachChangeOnceItIsInSync() {
            List<RecordTarget> both = List.of(WWW, ORG);
            step(both, List.of());
            List<String> first = step(both, List.of()).changeIds();
            cloud.pass(Duration.ofSeconds(9));
            List<String> two = step(both, first).changeIds();
            assertThat(first).hasSize(1);
            assertThat(two).hasSize(2).startsWith(first.getFirst());
            assertThat(changes()).extracting(ChangeResourceRecordSetsRequest::hostedZoneId)
                    .containsExactly("ZONE1", "ZONE2");

            cloud.passUntil(() -> isInSync(two.getFirst()));
            assertThat(isInSync(two.getLast())).isFalse();
            assertThat(step(both, two).changeIds()).containsExactly(two.getLast());
            cloud.passUntil(() -> isInSync(two.getLast()));
            assertThat(step(both, List.of(two.getLast())).status()).isEqualTo(Status.DONE);
            assertThat(changes()).hasSize(2);
        }

        @Test
        void goesOnWithTheSecondHostedZoneWhenARunIsStartedAgainInTheMiddle() {
            step(List.of(WWW, ORG), List.of());
            step(List.of(WWW, ORG), List.of());

            SwitchTrafficHandler.Result again = step(List.of(WWW, ORG), List.of());

            assertThat(again.changeIds()).hasSize(1);
            assertThat(changes()).extracting(ChangeResourceRecordSetsRequest::hostedZoneId)
                    .containsExactly("ZONE1", "ZONE2");
            assertThat(recordedSites()).hasSize(1);
        }

        @Test
        void findsAChangeWhoseAnswerWasLostByItsEffect() {
            step(List.of(WWW), List.of());
            cloud.faults().fail(CallFault.after("route53:ChangeResourceRecordSets", Kind.TIMEOUT));
            assertThatThrownBy(() -> step(List.of(WWW), List.of())).isInstanceOf(AwsUnavailableException.class);

            assertThat(step(List.of(WWW), List.of()).status()).isEqualTo(Status.DONE);
            assertThat(changes()).hasSize(1);
        }

        @Test
        void leavesARecordAloneThatPointsToTheTargetAsRoute53WritesIt() {
            put("ZONE1", alias("WWW.example.com", "dualstack.LB-2.eu-central-1.example.net.", "ZNEW"));
            put("ZONE1", cname("api.example.com", "LB-2.eu-central-1.example.net."));
            step(List.of(WWW, API), List.of());

            assertThat(step(List.of(WWW, API), List.of()).status()).isEqualTo(Status.DONE);
            assertThat(changes()).isEmpty();
        }

        @Test
        void changesAnAliasThatHasTheTargetsNameInAnotherHostedZone() {
            put("ZONE1", alias("www.example.com", NEW, "ZOLD"));
            step(List.of(WWW), List.of());

            assertThat(step(List.of(WWW), List.of()).changeIds()).hasSize(1);
        }

        @Test
        void movesTheAaaaRecordInTheSameBatchAsTheARecordAndNoOther() {
            put("ZONE1", alias("www.example.com", "dualstack." + OLD, "ZOLD").toBuilder().type(RRType.AAAA).build());
            put("ZONE1", text("www.example.com"));
            step(List.of(WWW), List.of());
            step(List.of(WWW), List.of());

            assertThat(changes()).singleElement().satisfies(change -> assertThat(change.changeBatch().changes())
                    .extracting(each -> each.resourceRecordSet().type()).containsExactly(RRType.A, RRType.AAAA));
            assertThat(record("ZONE1", "www.example.com", RRType.AAAA).aliasTarget()).isEqualTo(
                    AliasTarget.builder().hostedZoneId("ZNEW").dnsName(NEW + ".").evaluateTargetHealth(false).build());
        }

        @Test
        void movesAnAaaaRecordThatAnEarlierRunHasLeftBehind() {
            put("ZONE1", alias("www.example.com", NEW, "ZNEW"));
            put("ZONE1", alias("www.example.com", OLD, "ZOLD").toBuilder().type(RRType.AAAA).build());
            step(List.of(WWW), List.of());
            step(List.of(WWW), List.of());

            assertThat(changes()).singleElement().satisfies(change -> assertThat(change.changeBatch().changes())
                    .extracting(each -> each.resourceRecordSet().type()).containsExactly(RRType.AAAA));
        }

        @Test
        void movesARecordAsWhatItIsWhereThePlanSaysAnotherType() {
            List<RecordTarget> mistaken = List.of(target("www.example.com", "ZONE1", DnsRecordType.CNAME),
                    target("api.example.com", "ZONE1", DnsRecordType.ALIAS));
            step(mistaken, List.of());
            List<String> submitted = step(mistaken, List.of()).changeIds();
            cloud.passUntil(() -> isInSync(submitted.getFirst()));

            assertThat(step(mistaken, submitted).status()).isEqualTo(Status.DONE);
            assertThat(record("ZONE1", "www.example.com", RRType.A).aliasTarget().dnsName()).isEqualTo(NEW + ".");
            assertThat(record("ZONE1", "api.example.com", RRType.CNAME).resourceRecords())
                    .extracting(ResourceRecord::value).containsExactly(NEW);
        }

        @Test
        void keepsWhatItOverwritesBeforeItDoes() {
            step(List.of(WWW, API), List.of());
            cloud.faults().fail(CallFault.before("route53:ChangeResourceRecordSets", Kind.SERVER_ERROR));
            assertThatThrownBy(() -> step(List.of(WWW, API), List.of())).isInstanceOf(AwsUnavailableException.class);
            step(List.of(WWW, API), List.of());

            assertThat(kept("ZONE1")).as("once, although it was tried twice").containsOnlyOnce("Pilot Light: shop to STANDBY, epoch 7")
                    .contains("\"names\":[\"www.example.com\",\"api.example.com\"]", OLD, "ZOLD", "\"Type\":\"CNAME\"", "\"TTL\":60");
            assertThat(kept("ZONE2")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"d111111abcdef8.cloudfront.net", "s3-website-eu-west-1.amazonaws.com", "lb-3.eu-west-1.example.net"})
        void refusesToOverwriteARecordThatLeadsToNeitherSiteAndChangesNoOther(String elsewhere) {
            put("ZONE2", alias("cdn.example.org", elsewhere, "Z2FDTNDATAQYW2").toBuilder()
                    .aliasTarget(alias -> alias.dnsName(elsewhere).hostedZoneId("Z2FDTNDATAQYW2").evaluateTargetHealth(false)).build());
            RecordTarget cdn = target("cdn.example.org", "ZONE2", DnsRecordType.ALIAS);
            step(List.of(WWW, cdn), List.of());

            assertThatThrownBy(() -> step(List.of(WWW, cdn), List.of())).isInstanceOf(RecordElsewhereException.class)
                    .hasMessageContaining(elsewhere).hasMessageContaining("cdn.example.org").hasMessageContaining("No DNS record was changed");
            assertThat(changes()).isEmpty();
        }

        @Test
        void takesAWildcardForNoRecordOfTheName() {
            put("ZONE2", alias("*.example.org", OLD, "ZOLD"));
            RecordTarget shop = target("shop.example.org", "ZONE2", DnsRecordType.ALIAS);
            step(List.of(shop), List.of());
            step(List.of(shop), List.of());

            assertThat(record("ZONE2", "shop.example.org", RRType.A).aliasTarget().dnsName()).isEqualTo(NEW + ".");
            assertThat(record("ZONE2", "*.example.org", RRType.A).aliasTarget().dnsName()).isEqualTo(OLD + ".");
        }

        @Test
        void makesARecordThatIsNotThere() {
            RecordTarget shop = target("shop.example.org", "ZONE2", DnsRecordType.ALIAS);
            step(List.of(shop), List.of());
            step(List.of(shop), List.of());

            assertThat(record("ZONE2", "shop.example.org", RRType.A).aliasTarget().dnsName())
                    .isEqualTo(NEW + ".");
        }

        @Test
        void refusesToChangeARecordThatFollowsARoutingPolicyAndChangesNoOther() {
            RecordTarget blue = target("blue.example.org", "ZONE2", DnsRecordType.ALIAS);
            put("ZONE2", alias("blue.example.org", OLD, "ZOLD").toBuilder()
                    .setIdentifier("eu-west-1")
                    .failover(ResourceRecordSetFailover.PRIMARY)
                    .build());
            step(List.of(WWW, blue), List.of());

            assertThatThrownBy(() -> step(List.of(WWW, blue), List.of()))
                    .isInstanceOf(RecordNotSimpleException.class)
                    .hasMessageContaining("blue.example.org", "ZONE2", "eu-west-1", "No DNS record was changed");
            assertThat(changes()).isEmpty();
        }

        @Test
        void keepsTheRecordedSwitchAndAsksToTryAgainWhileRoute53DoesNotAnswer() {
            cloud.faults().failRoute53ControlPlane();
            step(List.of(WWW), List.of());

            assertThatThrownBy(() -> step(List.of(WWW), List.of())).isInstanceOf(AwsUnavailableException.class);
            assertThat(state.read().switchingTo()).contains(SiteName.STANDBY);
            assertThat(state.read().activeSite()).as("nothing is proven yet").isEqualTo(SiteName.PRIMARY);
            assertThat(changes()).isEmpty();
        }

        private SwitchTrafficHandler.Result step(List<RecordTarget> records, List<String> changeIds) {
            return SwitchTrafficHandlerTest.this.step(TrafficMode.RECORD, records, changeIds);
        }
    }

    @Test
    void refusesToSwitchForARecoveryThatIsNoLongerTheNewest() {
        state.held(EPOCH + 1);

        for (TrafficMode mode : TrafficMode.values()) {
            assertThatThrownBy(() -> step(mode, List.of(WWW), List.of())).isInstanceOf(LeaseLostException.class);
        }
        assertThat(state.read().activeSite()).isEqualTo(SiteName.PRIMARY);
        assertThat(published()).isEmpty();
        assertThat(changes()).isEmpty();
    }

    @Test
    void refusesToGoOnOnceANewerRecoveryHasTakenOverInTheMiddle() {
        step(TrafficMode.HEALTH_CHECK, List.of(WWW), List.of());
        state.held(EPOCH + 1);

        assertThatThrownBy(() -> step(TrafficMode.HEALTH_CHECK, List.of(WWW), List.of()))
                .isInstanceOf(LeaseLostException.class);
        assertThat(published()).isEmpty();
    }

    private SwitchTrafficHandler.Result step(TrafficMode mode, List<RecordTarget> records, List<String> changeIds) {
        return take(input(SiteName.STANDBY, false, mode, records, changeIds));
    }

    private SwitchTrafficHandler.Result take(SwitchTrafficHandler.Input input) {
        return cloud.take(() -> handler.take(input));
    }

    private List<PutMetricDataRequest> published() {
        return cloud.asked(PutMetricDataRequest.class);
    }

    private List<String> recordedSites() {
        return cloud.asked(UpdateItemRequest.class).stream()
                .filter(request -> request.expressionAttributeValues().containsKey(":switchingTo"))
                .map(request -> request.expressionAttributeValues().get(":switchingTo").s()).toList();
    }

    private List<ChangeResourceRecordSetsRequest> changes() {
        return cloud.asked(ChangeResourceRecordSetsRequest.class);
    }

    private boolean isInSync(String changeId) {
        return cloud.route53().getChange(request -> request.id(changeId)).changeInfo().status() == ChangeStatus.INSYNC;
    }

    private void put(String zone, ResourceRecordSet record) {
        Change change = Change.builder().action(ChangeAction.UPSERT).resourceRecordSet(record).build();
        cloud.route53().changeResourceRecordSets(request -> request
                .hostedZoneId(zone).changeBatch(batch -> batch.changes(change)));
    }

    private String kept(String zone) {
        Map<String, AttributeValue> item = cloud.dynamo().getItem(request -> request.tableName(StepCloud.STATE_TABLE)
                .key(Map.of("application", AttributeValue.fromS("shop/records/" + zone)))).item();
        return item == null || item.isEmpty() ? "" : item.get("kept").s();
    }

    private static ResourceRecordSet text(String name) {
        return ResourceRecordSet.builder().name(name).type(RRType.TXT).ttl(300L)
                .resourceRecords(ResourceRecord.builder().value("\"v=spf1 -all\"").build()).build();
    }

    private ResourceRecordSet record(String zone, String name, RRType type) {
        return cloud.route53().listResourceRecordSets(request -> request
                .hostedZoneId(zone).startRecordName(name).startRecordType(type).maxItems("1"))
                .resourceRecordSets().getFirst();
    }

    private static SwitchTrafficHandler.Input input(
            SiteName target,
            boolean oldSiteFenced,
            TrafficMode mode,
            List<RecordTarget> records,
            List<String> changeIds) {
        return new SwitchTrafficHandler.Input(StepCloud.STATE_TABLE, "shop", EPOCH, target, oldSiteFenced, mode, records, changeIds);
    }

    private static RecordTarget target(String name, String zone, DnsRecordType type) {
        return new RecordTarget(new DnsRecord(name, zone, type, Duration.ofSeconds(30), "shop"), NEW, "ZNEW", OLD);
    }

    private static ResourceRecordSet alias(String name, String loadBalancer, String loadBalancerZone) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.A)
                .aliasTarget(AliasTarget.builder()
                        .dnsName(loadBalancer)
                        .hostedZoneId(loadBalancerZone)
                        .evaluateTargetHealth(true)
                        .build())
                .build();
    }

    private static ResourceRecordSet cname(String name, String loadBalancer) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.CNAME)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(loadBalancer).build())
                .build();
    }
}
