package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.LeaseLostException;
import io.pilotlight.plan.DnsRecord;
import io.pilotlight.plan.DnsRecordType;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TrafficMode;
import io.pilotlight.scaling.AwsFailures;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class SwitchTrafficHandlerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long EPOCH = 7;
    private static final String OLD = "lb-1.eu-west-1.example.net";
    private static final String NEW = "lb-2.eu-central-1.example.net";
    private static final RecordTarget WWW = target("www.example.com", "ZONE1", DnsRecordType.ALIAS);
    private static final RecordTarget API = target("api.example.com", "ZONE1", DnsRecordType.CNAME);
    private static final RecordTarget ORG = target("www.example.org", "ZONE2", DnsRecordType.ALIAS);

    private final RecordedStateFake state = new RecordedStateFake(EPOCH, SiteName.PRIMARY);
    private final CloudWatchFake cloudWatch = new CloudWatchFake();
    private final Route53Fake route53 = new Route53Fake();
    private final SwitchTrafficHandler handler =
            new SwitchTrafficHandler(state, cloudWatch, route53, Clock.fixed(NOON, ZoneOffset.UTC));

    @Nested
    class ByHealthCheck {

        @BeforeEach
        void route53DoesNotAnswer() {
            route53.calls.failAlways(AwsFailures.timedOut());
        }

        @Test
        void recordsTheActiveSiteAndThenPublishesItWithoutAnyCallToRoute53() {
            SwitchTrafficHandler.Result recorded = step(List.of());
            assertThat(recorded.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(state.activeSite()).isEqualTo("STANDBY");
            assertThat(state.oldSiteFenced()).isFalse();
            assertThat(cloudWatch.puts).isEmpty();

            SwitchTrafficHandler.Result published = step(List.of());
            assertThat(published.status()).isEqualTo(Status.DONE);
            assertThat(cloudWatch.puts).singleElement().satisfies(put -> {
                assertThat(put.namespace()).isEqualTo("PilotLight");
                MetricDatum point = put.metricData().getFirst();
                assertThat(point.metricName()).isEqualTo("StandbyActive");
                assertThat(point.dimensions())
                        .containsExactly(Dimension.builder().name("Application").value("shop").build());
                assertThat(point.value()).isEqualTo(1.0);
                assertThat(point.timestamp()).isEqualTo(NOON);
                assertThat(point.storageResolution()).isEqualTo(60);
            });
            assertThat(state.calls.writes()).hasSize(1);
        }

        @Test
        void publishesZeroWhenThePrimaryTakesTheTrafficBack() {
            handler.take(
                    input(SiteName.PRIMARY, true, TrafficMode.HEALTH_CHECK, List.of(WWW), List.of()));

            assertThat(cloudWatch.calls.writes()).containsExactly("StandbyActive 0.0");
        }

        @Test
        void goesOnAfterTheAnswerToEitherWriteWasLost() {
            state.calls.loseNextAnswer("UpdateItem");
            assertThatThrownBy(() -> step(List.of())).isInstanceOf(AwsUnavailableException.class);
            cloudWatch.calls.loseNextAnswer("PutMetricData");
            assertThatThrownBy(() -> step(List.of())).isInstanceOf(AwsUnavailableException.class);

            assertThat(step(List.of()).status()).isEqualTo(Status.DONE);
            assertThat(state.calls.writes()).containsExactly("active STANDBY");
        }

        private SwitchTrafficHandler.Result step(List<String> changeIds) {
            return SwitchTrafficHandlerTest.this.step(TrafficMode.HEALTH_CHECK, List.of(WWW), changeIds);
        }
    }

    @Nested
    class ByRecord {

        @BeforeEach
        void everyNameStandsOnTheOldSite() {
            route53.put("ZONE1", alias("www.example.com", OLD, "ZOLD"));
            route53.put("ZONE1", cname("api.example.com", OLD));
            route53.put("ZONE2", alias("www.example.org", OLD, "ZOLD"));
        }

        @Test
        void recordsTheActiveSiteBeforeAnyRecordIsChanged() {
            assertThat(step(List.of(WWW), List.of()).status()).isEqualTo(Status.IN_PROGRESS);

            assertThat(state.activeSite()).isEqualTo("STANDBY");
            assertThat(route53.changes).isEmpty();
            assertThat(cloudWatch.puts).isEmpty();
        }

        @Test
        void changesTheRecordsOfOneHostedZoneInOneBatchAndWaitsUntilTheyAreInSync() {
            step(List.of(WWW, API), List.of());

            SwitchTrafficHandler.Result submitted = step(List.of(WWW, API), List.of());
            assertThat(submitted.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(submitted.changeIds()).containsExactly("C1");
            assertThat(route53.changes).singleElement().satisfies(change -> {
                assertThat(change.hostedZoneId()).isEqualTo("ZONE1");
                assertThat(change.changeBatch().changes()).hasSize(2)
                        .allMatch(each -> each.action() == ChangeAction.UPSERT);
                assertThat(change.changeBatch().comment()).isEqualTo("Pilot Light: shop to STANDBY, epoch 7");
            });
            assertThat(route53.get("ZONE1", "www.example.com", RRType.A).aliasTarget()).isEqualTo(
                    AliasTarget.builder().hostedZoneId("ZNEW").dnsName(NEW).evaluateTargetHealth(false).build());
            assertThat(route53.get("ZONE1", "api.example.com", RRType.CNAME)).satisfies(record -> {
                assertThat(record.ttl()).isEqualTo(30);
                assertThat(record.resourceRecords()).extracting(ResourceRecord::value).containsExactly(NEW);
            });

            SwitchTrafficHandler.Result pending = step(List.of(WWW, API), List.of("C1"));
            assertThat(pending.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(pending.changeIds()).containsExactly("C1");

            route53.inSync.add("C1");
            SwitchTrafficHandler.Result done = step(List.of(WWW, API), List.of("C1"));
            assertThat(done.status()).isEqualTo(Status.DONE);
            assertThat(done.changeIds()).isEmpty();
            assertThat(route53.changes).hasSize(1);
        }

        @Test
        void changesTwoHostedZonesInTwoCallsAndForgetsEachChangeOnceItIsInSync() {
            List<RecordTarget> both = List.of(WWW, ORG);
            step(both, List.of());
            assertThat(step(both, List.of()).changeIds()).containsExactly("C1");
            assertThat(step(both, List.of("C1")).changeIds()).containsExactly("C1", "C2");
            assertThat(route53.calls.writes()).containsExactly("ZONE1", "ZONE2");

            route53.inSync.add("C1");
            assertThat(step(both, List.of("C1", "C2")).changeIds()).containsExactly("C2");
            route53.inSync.add("C2");
            assertThat(step(both, List.of("C2")).status()).isEqualTo(Status.DONE);
            assertThat(route53.changes).hasSize(2);
        }

        @Test
        void goesOnWithTheSecondHostedZoneWhenARunIsStartedAgainInTheMiddle() {
            step(List.of(WWW, ORG), List.of());
            step(List.of(WWW, ORG), List.of());

            SwitchTrafficHandler.Result again = step(List.of(WWW, ORG), List.of());

            assertThat(again.changeIds()).containsExactly("C2");
            assertThat(route53.calls.writes()).containsExactly("ZONE1", "ZONE2");
            assertThat(state.calls.writes()).hasSize(1);
        }

        @Test
        void findsAChangeWhoseAnswerWasLostByItsEffect() {
            step(List.of(WWW), List.of());
            route53.calls.loseNextAnswer("ChangeResourceRecordSets");
            assertThatThrownBy(() -> step(List.of(WWW), List.of())).isInstanceOf(AwsUnavailableException.class);

            assertThat(step(List.of(WWW), List.of()).status()).isEqualTo(Status.DONE);
            assertThat(route53.changes).hasSize(1);
        }

        @Test
        void leavesARecordAloneThatPointsToTheTargetAsRoute53WritesIt() {
            route53.put("ZONE1", alias("WWW.example.com", "dualstack.LB-2.eu-central-1.example.net.", "ZNEW"));
            route53.put("ZONE1", cname("api.example.com", "LB-2.eu-central-1.example.net."));
            step(List.of(WWW, API), List.of());

            assertThat(step(List.of(WWW, API), List.of()).status()).isEqualTo(Status.DONE);
            assertThat(route53.changes).isEmpty();
        }

        @Test
        void changesAnAliasThatHasTheTargetsNameInAnotherHostedZone() {
            route53.put("ZONE1", alias("www.example.com", NEW, "ZOLD"));
            step(List.of(WWW), List.of());

            assertThat(step(List.of(WWW), List.of()).changeIds()).containsExactly("C1");
        }

        @Test
        void makesARecordThatIsNotThere() {
            RecordTarget shop = target("shop.example.org", "ZONE2", DnsRecordType.ALIAS);
            step(List.of(shop), List.of());
            step(List.of(shop), List.of());

            assertThat(route53.get("ZONE2", "shop.example.org", RRType.A).aliasTarget().dnsName()).isEqualTo(NEW);
        }

        @Test
        void refusesToChangeARecordThatFollowsARoutingPolicyAndChangesNoOther() {
            RecordTarget blue = target("blue.example.org", "ZONE2", DnsRecordType.ALIAS);
            route53.put("ZONE2", alias("blue.example.org", OLD, "ZOLD").toBuilder()
                    .setIdentifier("eu-west-1")
                    .weight(100L)
                    .build());
            step(List.of(WWW, blue), List.of());

            assertThatThrownBy(() -> step(List.of(WWW, blue), List.of()))
                    .isInstanceOf(RecordNotSimpleException.class)
                    .hasMessageContaining("blue.example.org", "ZONE2", "eu-west-1", "No DNS record was changed");
            assertThat(route53.changes).isEmpty();
        }

        @Test
        void keepsTheRecordedSiteAndAsksToTryAgainWhileRoute53DoesNotAnswer() {
            route53.calls.failAlways(AwsFailures.timedOut());
            step(List.of(WWW), List.of());

            assertThatThrownBy(() -> step(List.of(WWW), List.of())).isInstanceOf(AwsUnavailableException.class);
            assertThat(state.activeSite()).isEqualTo("STANDBY");
            assertThat(route53.changes).isEmpty();
        }

        private SwitchTrafficHandler.Result step(List<RecordTarget> records, List<String> changeIds) {
            return SwitchTrafficHandlerTest.this.step(TrafficMode.RECORD, records, changeIds);
        }
    }

    @Test
    void refusesToSwitchForARecoveryThatIsNoLongerTheNewest() {
        state.setEpoch(EPOCH + 1);

        for (TrafficMode mode : TrafficMode.values()) {
            assertThatThrownBy(() -> step(mode, List.of(WWW), List.of())).isInstanceOf(LeaseLostException.class);
        }
        assertThat(state.activeSite()).isEqualTo("PRIMARY");
        assertThat(cloudWatch.puts).isEmpty();
        assertThat(route53.changes).isEmpty();
    }

    @Test
    void refusesToGoOnOnceANewerRecoveryHasTakenOverInTheMiddle() {
        step(TrafficMode.HEALTH_CHECK, List.of(WWW), List.of());
        state.setEpoch(EPOCH + 1);

        assertThatThrownBy(() -> step(TrafficMode.HEALTH_CHECK, List.of(WWW), List.of()))
                .isInstanceOf(LeaseLostException.class);
        assertThat(cloudWatch.puts).isEmpty();
    }

    private SwitchTrafficHandler.Result step(TrafficMode mode, List<RecordTarget> records, List<String> changeIds) {
        return handler.take(input(SiteName.STANDBY, false, mode, records, changeIds));
    }

    private static SwitchTrafficHandler.Input input(
            SiteName target,
            boolean oldSiteFenced,
            TrafficMode mode,
            List<RecordTarget> records,
            List<String> changeIds) {
        return new SwitchTrafficHandler.Input("state", "shop", EPOCH, target, oldSiteFenced, mode, records, changeIds);
    }

    private static RecordTarget target(String name, String zone, DnsRecordType type) {
        return new RecordTarget(new DnsRecord(name, zone, type, Duration.ofSeconds(30), "shop"), NEW, "ZNEW");
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
