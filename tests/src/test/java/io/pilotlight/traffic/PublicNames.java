package io.pilotlight.traffic;

import io.pilotlight.simulator.scenario.StepCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.CloudWatchRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** The example plan's public name in the simulated Route 53, and the health check that moves it. */
final class PublicNames {

    static final String PARAMETER = "/pilot-light/plan";
    static final String APPLICATION = "visitor-counter";
    static final String NAME = "counter.example.com";
    static final String ZONE = "Z0123456789ABCDEFGHIJ";
    static final String ALARM = "standby-active";
    static final String PRIMARY = "visitor-counter-1234567890.eu-west-1.elb.amazonaws.com";
    static final String STANDBY = "visitor-counter-0987654321.eu-central-1.elb.amazonaws.com";

    final StepCloud cloud;
    final String healthCheck;

    PublicNames(StepCloud cloud, String mode) {
        this.cloud = cloud;
        plan(mode, ZONE, NAME, "ALIAS");
        cloud.route53().addHostedZone(ZONE, "example.com");
        putAlarm(APPLICATION, 1);
        healthCheck = newCheck("check");
    }

    void plan(String mode, String zone, String name, String type) {
        cloud.writeParameter(StepCloud.STANDBY, PARAMETER, text("events/plan.json")
                .replaceAll("\"mode\": *\"HEALTH_CHECK\"", "\"mode\": \"%s\"".formatted(mode))
                .replaceAll("\"name\": *\"" + NAME, "\"name\": \"" + name)
                .replaceAll("\"type\": *\"ALIAS\"", "\"type\": \"%s\"".formatted(type))
                .replace(ZONE, zone));
    }

    /** Publishes the plan of an application that stands on these load balancers. */
    void planFor(String primary, String standby) {
        cloud.writeParameter(StepCloud.STANDBY, PARAMETER, text("events/plan.json").replace(PRIMARY, primary).replace(STANDBY, standby));
    }

    private static String text(String path) {
        try {
            return Files.readString(Path.of(System.getProperty("pilotlight.root"), path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void putAlarm(String application, double threshold) {
        cloud.cloudWatch().putMetricAlarm(request -> request
                .alarmName(ALARM).namespace("PilotLight").metricName("StandbyActive")
                .dimensions(dimension -> dimension.name("Application").value(application))
                .statistic(Statistic.MAXIMUM).period(60).evaluationPeriods(1).threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD));
    }

    String newCheck(String reference) {
        return cloud.route53().createHealthCheck(request -> request.callerReference(reference)
                .healthCheckConfig(config -> config.type(HealthCheckType.CLOUDWATCH_METRIC)
                        .alarmIdentifier(alarm -> alarm.name(ALARM).region(CloudWatchRegion.EU_CENTRAL_1))))
                .healthCheck().id();
    }

    void put(ResourceRecordSet... records) {
        put(ZONE, records);
    }

    void put(String zone, ResourceRecordSet... records) {
        cloud.route53().changeResourceRecordSets(request -> request.hostedZoneId(zone).changeBatch(batch -> batch
                .changes(Arrays.stream(records)
                        .map(record -> Change.builder().action(ChangeAction.UPSERT).resourceRecordSet(record).build())
                        .toList())));
        cloud.pass(Duration.ofMinutes(2));
    }

    /** Returns what leads visitors of the name. */
    List<ResourceRecordSet> records() {
        return cloud.route53().listResourceRecordSets(request -> request.hostedZoneId(ZONE)).resourceRecordSets().stream()
                .filter(record -> record.name().equals(NAME + ".")).toList();
    }

    static ResourceRecordSet alias(RRType type, String loadBalancer) {
        return ResourceRecordSet.builder().name(NAME).type(type).aliasTarget(AliasTarget.builder()
                .dnsName(loadBalancer)
                .hostedZoneId(loadBalancer.equals(STANDBY) ? "Z215JYRZR1TBD5" : "Z32O12XQLNTSW2")
                .evaluateTargetHealth(false).build()).build();
    }

    static ResourceRecordSet canonicalName(String loadBalancer, long ttlSeconds) {
        return ResourceRecordSet.builder().name(NAME).type(RRType.CNAME).ttl(ttlSeconds)
                .resourceRecords(ResourceRecord.builder().value(loadBalancer).build()).build();
    }

    /** Returns the records of a sound pair. */
    ResourceRecordSet[] pair(ResourceRecordSet primary, ResourceRecordSet standby) {
        return new ResourceRecordSet[] {
            member(primary, ResourceRecordSetFailover.PRIMARY, Optional.of(healthCheck)),
            member(standby, ResourceRecordSetFailover.SECONDARY, Optional.empty())
        };
    }

    ResourceRecordSet[] pair(RRType type) {
        return pair(alias(type, PRIMARY), alias(type, STANDBY));
    }

    static ResourceRecordSet member(ResourceRecordSet record, ResourceRecordSetFailover failover, Optional<String> check) {
        return record.toBuilder().failover(failover).setIdentifier(failover == ResourceRecordSetFailover.PRIMARY ? "one" : "two")
                .healthCheckId(check.orElse(null)).build();
    }
}
