package io.pilotlight.simulator.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.Change;
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
    private static final String CHECK_REFERENCE = "visitor-counter";
    /** The health check that the stack makes. */
    static final String HEALTH_CHECK =
            UUID.nameUUIDFromBytes(CHECK_REFERENCE.getBytes(StandardCharsets.UTF_8)).toString();
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

    /** Puts AAAA records beside the A records, as a console's wizard does: simple ones. */
    void addAaaa() {
        put(alias(primary).toBuilder().type(RRType.AAAA).build());
    }

    /** Replaces the name's A records by others, in one batch. */
    void replaceBy(ResourceRecordSet... others) {
        List<Change> changes = new ArrayList<>();
        records().stream().filter(record -> record.type() == RRType.A)
                .forEach(record -> changes.add(change(ChangeAction.DELETE, record)));
        Stream.of(others).forEach(record -> changes.add(change(ChangeAction.CREATE, record)));
        cloud.route53().changeResourceRecordSets(request -> request
                .hostedZoneId(ZONE).changeBatch(batch -> batch.changes(changes)));
    }

    /** Lets one simple record lead to the primary. */
    void makeSimple() {
        replaceBy(alias(primary));
    }

    /** Lets two weighted records lead to the primary and to somebody else's load balancer. */
    void makeWeighted() {
        ResourceRecordSet blue = alias(primary);
        replaceBy(blue.toBuilder().setIdentifier("blue").weight(100L).build(),
                blue.toBuilder().setIdentifier("green").weight(0L).build());
    }

    /** Lets the failover pair's second record lead back to the primary. */
    void leadStandbyRecordToPrimary() {
        put(alias(primary).toBuilder().setIdentifier("standby").failover(ResourceRecordSetFailover.SECONDARY).build());
    }

    private List<ResourceRecordSet> records() {
        return cloud.route53().listResourceRecordSets(request -> request.hostedZoneId(ZONE)).resourceRecordSets();
    }

    /** Lets the name answer with the primary while a health check says so; without one, for ever. */
    void answerWithPrimary(Optional<String> healthCheck) {
        put(alias(primary).toBuilder()
                .setIdentifier("primary").failover(ResourceRecordSetFailover.PRIMARY).healthCheckId(healthCheck.orElse(null)).build());
    }

    /** Returns the health check that moves the name. */
    String healthCheckInUse() {
        return records().stream()
                .map(ResourceRecordSet::healthCheckId).filter(Objects::nonNull).findFirst().orElseThrow();
    }

    private String healthCheck() {
        return cloud.route53().createHealthCheck(request -> request
                .callerReference(CHECK_REFERENCE)
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
                .hostedZoneId(ZONE).changeBatch(batch -> batch.changes(change(ChangeAction.UPSERT, record))));
    }

    private static Change change(ChangeAction action, ResourceRecordSet record) {
        return Change.builder().action(action).resourceRecordSet(record).build();
    }
}
