package io.pilotlight.simulator.network;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.cloud.route53.LoadBalancers;
import io.pilotlight.simulator.cloud.route53.SimulatedRoute53;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** A primary and a standby Region, and a hosted zone {@code example.com}. */
public final class TwoRegions {

    public static final String ZONE = "Z0123456789";
    public static final String NAME = "www.example.com";

    public final CloudFixture cloud;
    public final SimulatedRegion primary;
    public final SimulatedRegion standby;
    public final LoadBalancers loadBalancers;
    public final SimulatedRoute53 route53;
    public final Internet internet;

    public TwoRegions(long seed) {
        cloud = CloudFixture.withSeed(seed);
        primary = new SimulatedRegion(cloud, "eu-west-1");
        standby = new SimulatedRegion(cloud, "eu-central-1");
        loadBalancers = new LoadBalancers(List.of(primary.loadBalancing, standby.loadBalancing));
        route53 = new SimulatedRoute53(cloud.context(),
                region -> region.equals(primary.name) ? primary.cloudWatch : standby.cloudWatch, loadBalancers);
        route53.addHostedZone(ZONE, "example.com");
        internet = new Internet(cloud.context(), route53, loadBalancers);
    }

    /** Makes the alarm "standby is active" in the standby Region and a health check that copies it. */
    public String standbyActiveCheck(InsufficientDataHealthStatus withoutData) {
        putStandbyActiveAlarm(1.0);
        return route53.createHealthCheck(request -> request.callerReference("check").healthCheckConfig(config -> config
                        .type(HealthCheckType.CLOUDWATCH_METRIC)
                        .insufficientDataHealthStatus(withoutData)
                        .alarmIdentifier(AlarmIdentifier.builder().name("standby-active").region(standby.name).build())))
                .healthCheck().id();
    }

    public void putStandbyActiveAlarm(double threshold) {
        standby.cloudWatch.putMetricAlarm(request -> request
                .alarmName("standby-active")
                .namespace("PilotLight")
                .metricName("StandbyActive")
                .dimensions(Dimension.builder().name("Application").value("web").build())
                .statistic(Statistic.MAXIMUM)
                .period(60)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(threshold));
    }

    /** Publishes "standby is active" once a minute for so many minutes. */
    public void publish(double standbyActive, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            standby.cloudWatch.putMetricData(request -> request.namespace("PilotLight").metricData(MetricDatum.builder()
                    .metricName("StandbyActive")
                    .dimensions(Dimension.builder().name("Application").value("web").build())
                    .value(standbyActive)
                    .build()));
            cloud.pass(Duration.ofMinutes(1));
        }
    }

    /** Makes the failover pair of alias records, in sync; either check may be null. */
    public void putFailoverPair(String primaryCheck, String secondaryCheck) {
        change(ChangeAction.UPSERT, failover(primary, ResourceRecordSetFailover.PRIMARY, primaryCheck));
        change(ChangeAction.UPSERT, failover(standby, ResourceRecordSetFailover.SECONDARY, secondaryCheck));
        cloud.pass(Duration.ofMinutes(2));
    }

    public ResourceRecordSet failover(SimulatedRegion region, ResourceRecordSetFailover failover, String check) {
        return alias(region).toBuilder()
                .setIdentifier(failover.toString()).failover(failover).healthCheckId(check).build();
    }

    public ResourceRecordSet alias(SimulatedRegion region) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .aliasTarget(AliasTarget.builder()
                        .dnsName(region.loadBalancer.dnsName())
                        .hostedZoneId(region.loadBalancer.canonicalHostedZoneId())
                        .evaluateTargetHealth(false)
                        .build())
                .build();
    }

    public ResourceRecordSet canonicalName(SimulatedRegion region, long ttlSeconds) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.CNAME)
                .ttl(ttlSeconds)
                .resourceRecords(ResourceRecord.builder().value(region.loadBalancer.dnsName()).build())
                .build();
    }

    /** Submits one change and returns its ID. */
    public String change(ChangeAction action, ResourceRecordSet record) {
        return change(ZONE, action, record);
    }

    /** Submits one change of a zone and returns its ID. */
    public String change(String zone, ChangeAction action, ResourceRecordSet record) {
        return changeAll(zone, Change.builder().action(action).resourceRecordSet(record).build());
    }

    /** Submits changes in one batch and returns its ID. */
    public String changeAll(Change... changes) {
        return changeAll(ZONE, changes);
    }

    private String changeAll(String zone, Change... changes) {
        return route53.changeResourceRecordSets(request -> request
                        .hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)))
                .changeInfo().id();
    }

    /** The Region to which the public name leads. */
    public SimulatedRegion answered() {
        String dnsName = route53.answer(NAME, RRType.A).orElseThrow().loadBalancerDnsName().orElseThrow();
        return dnsName.equals(primary.loadBalancer.dnsName()) ? primary : standby;
    }
}
