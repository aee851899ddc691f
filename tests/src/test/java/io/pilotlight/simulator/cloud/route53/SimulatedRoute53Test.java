package io.pilotlight.simulator.cloud.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.network.TwoRegions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.HealthCheckVersionMismatchException;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

final class SimulatedRoute53Test {

    private static final InsufficientDataHealthStatus LAST = InsufficientDataHealthStatus.LAST_KNOWN_STATUS;

    private final TwoRegions world = new TwoRegions(17);

    @Test
    void countsANewCheckWithoutDataAsHealthy() {
        world.putFailoverPair(world.standbyActiveCheck(LAST), null);
        world.cloud.pass(Duration.ofMinutes(10));

        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void movesTheAnswerOnceTheMetricOfTheStandbyRegionSaysSo() {
        world.putFailoverPair(world.standbyActiveCheck(LAST), null);
        world.publish(0, 5);
        assertThat(world.answered()).isSameAs(world.primary);

        world.publish(1, 4);
        assertThat(world.answered()).isSameAs(world.standby);
        world.publish(0, 4);
        assertThat(world.answered()).isSameAs(world.primary);

        assertThat(world.cloud.journal().of(JournalEvent.AnswerChanged.class)
                        .map(JournalEvent.AnswerChanged::loadBalancerDnsName))
                .containsExactly(world.primary.loadBalancer.dnsName(), world.standby.loadBalancer.dnsName(),
                        world.primary.loadBalancer.dnsName());
    }

    @Test
    void keepsTheLastKnownStatusWhereTheDataEnd() {
        world.putFailoverPair(world.standbyActiveCheck(LAST), null);
        world.publish(1, 4);
        world.cloud.pass(Duration.ofHours(1));

        assertThat(world.answered()).isSameAs(world.standby);
    }

    @Test
    void takesTheConfiguredStatusWhereTheDataEnd() {
        world.putFailoverPair(world.standbyActiveCheck(InsufficientDataHealthStatus.HEALTHY), null);
        world.publish(1, 4);
        assertThat(world.answered()).isSameAs(world.standby);

        world.cloud.pass(Duration.ofMinutes(10));

        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void countsACheckAsUnhealthyWithoutDataWhereItIsConfiguredSo() {
        world.putFailoverPair(world.standbyActiveCheck(InsufficientDataHealthStatus.UNHEALTHY), null);
        world.cloud.pass(Duration.ofMinutes(5));

        assertThat(world.answered()).isSameAs(world.standby);
    }

    @Test
    void readsTheDataAndNotTheStateOfTheAlarm() {
        world.putFailoverPair(world.standbyActiveCheck(LAST), null);
        world.publish(0, 3);

        for (int again = 0; again < 5; again++) {
            world.standby.cloudWatch.setAlarmState(request -> request
                    .alarmName("standby-active").stateValue(StateValue.ALARM).stateReason("by hand"));
            world.publish(0, 1);
        }

        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void keepsItsCopyOfTheAlarmUntilTheCheckIsUpdated() {
        String check = world.standbyActiveCheck(LAST);
        world.putFailoverPair(check, null);
        world.putStandbyActiveAlarm(2.0);
        assertThat(threshold(check)).isEqualTo(1.0);
        world.publish(1, 4);
        assertThat(world.answered()).isSameAs(world.standby);

        world.route53.updateHealthCheck(request -> request.healthCheckId(check).alarmIdentifier(
                AlarmIdentifier.builder().name("standby-active").region(world.standby.name).build()));
        assertThat(threshold(check)).isEqualTo(2.0);
        world.publish(1, 4);

        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void seesNoDataOfADarkRegion() {
        world.putFailoverPair(world.standbyActiveCheck(InsufficientDataHealthStatus.HEALTHY), null);
        world.publish(1, 4);
        assertThat(world.answered()).isSameAs(world.standby);

        world.cloud.faults().darken(world.standby.name);
        world.publish(1, 4);

        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void countsADisabledCheckAsHealthy() {
        String check = world.standbyActiveCheck(LAST);
        world.putFailoverPair(check, null);
        world.publish(1, 4);
        assertThat(world.answered()).isSameAs(world.standby);

        world.route53.updateHealthCheck(request -> request.healthCheckId(check).disabled(true));
        world.publish(1, 2);

        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void turnsAnInvertedCheckRoundAlsoWhereItIsDisabled() {
        String check = world.standbyActiveCheck(LAST);
        world.putFailoverPair(check, null);
        world.route53.updateHealthCheck(request -> request.healthCheckId(check).inverted(true));
        world.publish(0, 3);
        assertThat(world.answered()).isSameAs(world.standby);
        world.publish(1, 4);
        assertThat(world.answered()).isSameAs(world.primary);

        world.route53.updateHealthCheck(request -> request.healthCheckId(check).disabled(true));
        world.publish(1, 2);
        assertThat(world.answered()).isSameAs(world.standby);
    }

    @Test
    void answersThePrimaryWhereBothAreUnhealthy() {
        String check = world.standbyActiveCheck(LAST);
        world.putFailoverPair(check, check);
        world.publish(1, 4);

        assertThat(world.route53.isHealthy(check)).isFalse();
        assertThat(world.answered()).isSameAs(world.primary);
    }

    @Test
    void answersASecondaryWithoutACheckWhateverItsTargets() {
        world.putFailoverPair(world.standbyActiveCheck(LAST), null);
        world.cloud.faults().darken(world.standby.name);
        world.cloud.faults().relight(world.standby.name);
        world.publish(1, 4);

        assertThat(world.standby.targets()).isEmpty();
        assertThat(world.answered()).isSameAs(world.standby);
    }

    @Test
    void leavesAnAliasThatEvaluatesItsTargetOnceThatIsUnhealthy() {
        world.primary.withService(1, 0);
        world.cloud.pass(Duration.ofMinutes(3));
        world.change(ChangeAction.UPSERT, evaluating(world.failover(
                world.primary, ResourceRecordSetFailover.PRIMARY, null)));
        world.change(ChangeAction.UPSERT, world.failover(world.standby, ResourceRecordSetFailover.SECONDARY, null));
        world.cloud.pass(Duration.ofMinutes(2));
        assertThat(world.answered()).isSameAs(world.primary);

        world.cloud.faults().darken(world.primary.name);

        assertThat(world.answered()).isSameAs(world.standby);
        assertThat(world.cloud.journal().of(JournalEvent.AnswerChanged.class)).hasSize(2);
    }

    @Test
    void bringsAChangeToTheNameServersWhenItIsInSyncAndNotBefore() {
        world.change(ChangeAction.CREATE, world.alias(world.primary));
        world.cloud.pass(Duration.ofMinutes(2));
        String change = world.change(ChangeAction.UPSERT, world.alias(world.standby));
        assertThat(status(change)).isEqualTo(ChangeStatus.PENDING);
        assertThat(world.answered()).isSameAs(world.primary);
        assertThat(listed().aliasTarget().dnsName()).isEqualTo(world.standby.loadBalancer.dnsName() + ".");

        world.cloud.pass(Duration.ofMinutes(1));

        assertThat(status(change)).isEqualTo(ChangeStatus.INSYNC);
        assertThat(world.answered()).isSameAs(world.standby);
    }

    @Test
    void goesOnAnsweringAndCheckingWhileItsControlPlaneIsDown() {
        world.putFailoverPair(world.standbyActiveCheck(LAST), null);
        world.cloud.faults().darken("us-east-1");
        world.cloud.faults().failRoute53ControlPlane();
        world.publish(1, 4);

        assertThat(world.answered()).isSameAs(world.standby);
    }

    @Test
    void carriesOutABatchWholeOrNotAtAll() {
        assertThatThrownBy(() -> world.route53.changeResourceRecordSets(request -> request
                        .hostedZoneId(TwoRegions.ZONE)
                        .changeBatch(batch -> batch.changes(
                                change -> change.action(ChangeAction.CREATE).resourceRecordSet(world.alias(world.primary)),
                                change -> change.action(ChangeAction.CREATE).resourceRecordSet(world.alias(world.primary))))))
                .isInstanceOfSatisfying(InvalidChangeBatchException.class, refused -> {
                    assertThat(refused.messages()).singleElement().asString().contains("already exists");
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidChangeBatch");
                });
        assertThat(world.route53.listResourceRecordSets(request -> request.hostedZoneId(TwoRegions.ZONE))
                        .resourceRecordSets())
                .isEmpty();
    }

    static Stream<ResourceRecordSet> wrongRecords() {
        TwoRegions world = new TwoRegions(1);
        return Stream.of(
                world.canonicalName(world.primary, 60).toBuilder().name("example.com").build(),
                world.canonicalName(world.primary, 60).toBuilder().ttl(null).build(),
                world.canonicalName(world.primary, 60).toBuilder().name("www.example.org").build(),
                world.alias(world.primary).toBuilder().ttl(60L).build(),
                world.alias(world.primary).toBuilder()
                        .resourceRecords(ResourceRecord.builder().value("198.18.0.1").build()).build(),
                world.alias(world.primary).toBuilder().aliasTarget((software.amazon.awssdk.services.route53.model.AliasTarget) null).build(),
                world.failover(world.primary, ResourceRecordSetFailover.PRIMARY, "no-such-check"),
                world.failover(world.primary, ResourceRecordSetFailover.PRIMARY, null).toBuilder().setIdentifier(null).build(),
                world.alias(world.primary).toBuilder().setIdentifier("one").weight(1L).failover(ResourceRecordSetFailover.PRIMARY).build(),
                world.alias(world.primary).toBuilder().setIdentifier("one").multiValueAnswer(true).build(),
                leadingTo(world, world.primary.loadBalancer.dnsName(), world.standby.loadBalancer.canonicalHostedZoneId()),
                leadingTo(world, "none.example.com", TwoRegions.ZONE),
                leadingTo(world, "d111111abcdef8.cloudfront.net", "Z2FDTNDATAQYW3"));
    }

    @ParameterizedTest
    @MethodSource("wrongRecords")
    void refusesARecordThatRoute53Refuses(ResourceRecordSet record) {
        assertThatThrownBy(() -> world.change(ChangeAction.UPSERT, record)).isInstanceOf(InvalidChangeBatchException.class);
    }

    @Test
    void refusesARecordThatDoesNotFitBesideAnother() {
        world.change(ChangeAction.CREATE, world.alias(world.primary));

        assertThatThrownBy(() -> world.change(ChangeAction.UPSERT, world.canonicalName(world.standby, 60)))
                .isInstanceOf(InvalidChangeBatchException.class);
        assertThatThrownBy(() -> world.change(ChangeAction.UPSERT,
                        world.failover(world.standby, ResourceRecordSetFailover.SECONDARY, null)))
                .isInstanceOf(InvalidChangeBatchException.class);
    }

    static Stream<UnaryOperator<ResourceRecordSet.Builder>> policies() {
        return Stream.of(
                record -> record.weight(10L), record -> record.region("eu-west-1"), record -> record.multiValueAnswer(true),
                record -> record.geoLocation(place -> place.countryCode("*")),
                record -> record.failover(ResourceRecordSetFailover.PRIMARY));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void refusesARecordOfAnotherPolicyBesideOneAndTakesItInTheBatchThatDeletesThat(
            UnaryOperator<ResourceRecordSet.Builder> policy) {
        ResourceRecordSet simple = address("198.18.0.1").build();
        ResourceRecordSet routed = policy.apply(address("198.18.0.2").setIdentifier("one")).build();
        world.change(ChangeAction.CREATE, simple);

        assertThatThrownBy(() -> world.change(ChangeAction.UPSERT, routed)).isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("exists with the same name and type");
        assertThatThrownBy(() -> world.changeAll(change(ChangeAction.CREATE, routed), change(ChangeAction.DELETE, simple)))
                .isInstanceOf(InvalidChangeBatchException.class);
        world.changeAll(change(ChangeAction.DELETE, simple), change(ChangeAction.CREATE, routed));
        world.cloud.pass(Duration.ofMinutes(2));

        assertThat(world.route53.answer(TwoRegions.NAME, RRType.A).orElseThrow().addresses()).containsExactly("198.18.0.2");
        assertThatThrownBy(() -> world.change(ChangeAction.UPSERT, simple)).isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("other RRSets exist");
    }

    @Test
    void answersByWeightAndNeverWithAWeightOfNothing() {
        world.change(ChangeAction.CREATE, address("198.18.0.1").setIdentifier("blue").weight(100L).build());
        world.change(ChangeAction.CREATE, address("198.18.0.2").setIdentifier("green").weight(0L).build());
        world.cloud.pass(Duration.ofMinutes(2));

        for (int query = 0; query < 20; query++) {
            assertThat(world.route53.answer(TwoRegions.NAME, RRType.A).orElseThrow().addresses())
                    .containsExactly("198.18.0.1");
        }
    }

    @Test
    void answersWithAllValuesOfAMultivalueRecord() {
        world.change(ChangeAction.CREATE, address("198.18.0.1").setIdentifier("one").multiValueAnswer(true).build());
        world.change(ChangeAction.CREATE, address("198.18.0.2").setIdentifier("two").multiValueAnswer(true).build());
        world.cloud.pass(Duration.ofMinutes(2));

        assertThat(world.route53.answer(TwoRegions.NAME, RRType.A).orElseThrow().addresses())
                .containsExactlyInAnyOrder("198.18.0.1", "198.18.0.2");
    }

    @Test
    void leavesClientsOfTheOtherKindWhereTheyAreWhenTheirRecordIsNotChanged() throws Exception {
        world.change(ChangeAction.CREATE, world.alias(world.primary));
        world.change(ChangeAction.CREATE, world.alias(world.primary).toBuilder().type(RRType.AAAA).build());
        world.change(ChangeAction.UPSERT, world.alias(world.standby));
        world.cloud.pass(Duration.ofMinutes(5));

        assertThat(world.answered()).isSameAs(world.standby);
        assertThat(world.internet.resolve(TwoRegions.NAME, RRType.AAAA).orElseThrow().addresses())
                .isEqualTo(world.loadBalancers.addresses(world.primary.loadBalancer.dnsName(), RRType.AAAA))
                .allMatch(address -> address.contains(":"));
    }

    @Test
    void answersNobodyOutsideFromAPrivateZoneAndFromTheSubdomainsOwnZoneWhereThereIsOne() {
        world.route53.addPrivateHostedZone("ZPRIVATE", "shop.example.com");
        world.change(ChangeAction.CREATE, address("198.18.0.1").name("*.example.com").build());
        world.change("ZPRIVATE", ChangeAction.CREATE, address("198.18.0.2").name("a.shop.example.com").build());
        world.cloud.pass(Duration.ofMinutes(2));
        assertThat(world.route53.answer("a.shop.example.com", RRType.A).orElseThrow().addresses())
                .containsExactly("198.18.0.1");

        world.route53.addHostedZone("ZSHOP", "shop.example.com");
        world.change("ZSHOP", ChangeAction.CREATE, address("198.18.0.3").name("a.shop.example.com").build());
        world.cloud.pass(Duration.ofMinutes(2));

        assertThat(world.route53.answer("a.shop.example.com", RRType.A).orElseThrow().addresses())
                .containsExactly("198.18.0.3");
        assertThat(world.route53.getHostedZone(request -> request.id("ZPRIVATE")).hostedZone())
                .matches(zone -> zone.config().privateZone()).matches(zone -> zone.name().equals("shop.example.com."));
    }

    @Test
    void answersFromAWildcardOnlyWhereTheNameHasNoRecordOfItsOwn() {
        world.change(ChangeAction.CREATE, address("198.18.0.1").name("*.example.com").build());
        world.cloud.pass(Duration.ofMinutes(2));
        assertThat(world.route53.answer(TwoRegions.NAME, RRType.A)).isPresent();
        assertThat(world.route53.listResourceRecordSets(request -> request.hostedZoneId(TwoRegions.ZONE))
                .resourceRecordSets()).extracting(ResourceRecordSet::name).containsExactly("\\052.example.com.");

        world.change(ChangeAction.CREATE, world.alias(world.primary).toBuilder().type(RRType.AAAA).build());
        world.cloud.pass(Duration.ofMinutes(2));

        assertThat(world.route53.answer(TwoRegions.NAME, RRType.A)).isEmpty();
    }

    @Test
    void goesOnByWhatADeletedHealthCheckSaidLast() {
        String check = world.standbyActiveCheck(LAST);
        world.putFailoverPair(check, null);
        world.publish(1, 4);

        world.route53.deleteHealthCheck(request -> request.healthCheckId(check));
        world.publish(0, 5);

        assertThat(world.answered()).isSameAs(world.standby);
        assertThatThrownBy(() -> world.route53.getHealthCheck(request -> request.healthCheckId(check)))
                .isInstanceOf(NoSuchHealthCheckException.class);
    }

    @Test
    void refusesAHealthCheckOfAnAlarmThatRoute53CannotCopy() {
        world.standby.cloudWatch.putMetricAlarm(request -> request
                .alarmName("two-of-three").namespace("N").metricName("M").statistic("Sum").period(60)
                .evaluationPeriods(3).datapointsToAlarm(2).threshold(1.0).comparisonOperator("LessThanThreshold"));

        assertThatThrownBy(() -> create("two-of-three")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("M out of N");
        assertThatThrownBy(() -> create("none")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesAnUpdateOfAnOldVersionAndAZoneThatIsNotThere() {
        String check = world.standbyActiveCheck(LAST);
        world.route53.updateHealthCheck(request -> request.healthCheckId(check).inverted(true).healthCheckVersion(1L));

        assertThatThrownBy(() -> world.route53.updateHealthCheck(request -> request
                        .healthCheckId(check).inverted(false).healthCheckVersion(1L)))
                .isInstanceOf(HealthCheckVersionMismatchException.class);
        assertThatThrownBy(() -> world.route53.listResourceRecordSets(request -> request.hostedZoneId("Z9")))
                .isInstanceOf(NoSuchHostedZoneException.class);
    }

    @Test
    void listsRecordsFromANameOnPageByPage() {
        world.putFailoverPair(null, null);

        var page = world.route53.listResourceRecordSets(request -> request
                .hostedZoneId("/hostedzone/" + TwoRegions.ZONE).startRecordName(TwoRegions.NAME).startRecordType(RRType.A)
                .maxItems("1"));

        assertThat(page.resourceRecordSets()).singleElement().matches(record -> record.setIdentifier().equals("PRIMARY"));
        assertThat(page.isTruncated()).isTrue();
        assertThat(page.nextRecordIdentifier()).isEqualTo("SECONDARY");
    }

    private void create(String alarm) {
        world.route53.createHealthCheck(request -> request.callerReference(alarm).healthCheckConfig(config -> config
                .type(HealthCheckType.CLOUDWATCH_METRIC)
                .alarmIdentifier(AlarmIdentifier.builder().name(alarm).region(world.standby.name).build())));
    }

    private double threshold(String check) {
        return world.route53.getHealthCheck(request -> request.healthCheckId(check))
                .healthCheck().cloudWatchAlarmConfiguration().threshold();
    }

    private static Change change(ChangeAction action, ResourceRecordSet record) {
        return Change.builder().action(action).resourceRecordSet(record).build();
    }

    private static ResourceRecordSet.Builder address(String address) {
        return ResourceRecordSet.builder().name(TwoRegions.NAME).type(RRType.A).ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(address).build());
    }

    private static ResourceRecordSet leadingTo(TwoRegions world, String dnsName, String zone) {
        ResourceRecordSet record = world.alias(world.primary);
        return record.toBuilder().aliasTarget(record.aliasTarget().toBuilder().dnsName(dnsName).hostedZoneId(zone).build())
                .build();
    }

    private static ResourceRecordSet evaluating(ResourceRecordSet record) {
        return record.toBuilder().aliasTarget(record.aliasTarget().toBuilder().evaluateTargetHealth(true).build()).build();
    }

    private ResourceRecordSet listed() {
        return world.route53.listResourceRecordSets(request -> request.hostedZoneId(TwoRegions.ZONE))
                .resourceRecordSets().getFirst();
    }

    private ChangeStatus status(String change) {
        return world.route53.getChange(request -> request.id(change)).changeInfo().status();
    }
}
