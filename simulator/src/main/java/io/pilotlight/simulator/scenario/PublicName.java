package io.pilotlight.simulator.scenario;

import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.CloudWatchRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** The public name as it stands before anything happens: a failover pair of records, or one record of the primary. */
record PublicName(Cloud cloud, SiteSetup primary, SiteSetup standby) {

    static final String NAME = "counter.example.com";
    static final String ZONE = "Z0123456789ABCDEFGHIJ";
    private static final String STANDBY_ACTIVE_ALARM = "StandbyActiveAlarm";

    void make(boolean movesTrafficByHealthCheck) {
        cloud.route53().addHostedZone(ZONE, "example.com");
        if (movesTrafficByHealthCheck) {
            String healthCheck = healthCheck();
            answerWithPrimary(Optional.of(healthCheck));
            put(alias(standby).toBuilder()
                    .setIdentifier("standby").failover(ResourceRecordSetFailover.SECONDARY).build());
        } else {
            put(alias(primary));
        }
    }

    /** Lets the name answer with the primary while a health check says so; without one, for ever. */
    void answerWithPrimary(Optional<String> healthCheck) {
        put(alias(primary).toBuilder()
                .setIdentifier("primary").failover(ResourceRecordSetFailover.PRIMARY).healthCheckId(healthCheck.orElse(null)).build());
    }

    /** Returns the health check that moves the name. */
    String healthCheckInUse() {
        return cloud.route53().listResourceRecordSets(request -> request.hostedZoneId(ZONE)).resourceRecordSets().stream()
                .map(ResourceRecordSet::healthCheckId).filter(Objects::nonNull).findFirst().orElseThrow();
    }

    private String healthCheck() {
        return cloud.route53().createHealthCheck(request -> request
                .callerReference("visitor-counter")
                .healthCheckConfig(config -> config
                        .type(HealthCheckType.CLOUDWATCH_METRIC)
                        .alarmIdentifier(alarm -> alarm
                                .name(STANDBY_ACTIVE_ALARM)
                                .region(CloudWatchRegion.fromValue(cloud.standby().name())))
                        .insufficientDataHealthStatus(InsufficientDataHealthStatus.LAST_KNOWN_STATUS)))
                .healthCheck().id();
    }

    private static ResourceRecordSet alias(SiteSetup site) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .aliasTarget(target -> target
                        .dnsName(site.dnsName()).hostedZoneId(site.hostedZoneId()).evaluateTargetHealth(false))
                .build();
    }

    private void put(ResourceRecordSet record) {
        cloud.route53().changeResourceRecordSets(request -> request
                .hostedZoneId(ZONE)
                .changeBatch(batch -> batch.changes(change -> change
                        .action(ChangeAction.UPSERT).resourceRecordSet(record))));
    }
}
