package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A public name's simple record as it shall be, and whether one that was found already is so. */
record PublicRecord(RecordTarget target) {

    String name() {
        return target.record().name();
    }

    String hostedZoneId() {
        return target.record().hostedZoneId();
    }

    RRType type() {
        return switch (target.record().type()) {
            case ALIAS -> RRType.A;
            case CNAME -> RRType.CNAME;
        };
    }

    /**
     * Builds the record set. An alias does not evaluate the load balancer's health: a simple record has no other answer
     * to give, and the standby's targets were healthy before this is called.
     */
    ResourceRecordSet recordSet() {
        DnsRecord record = target.record();
        ResourceRecordSet.Builder recordSet = ResourceRecordSet.builder().name(record.name()).type(type());
        return switch (record.type()) {
            case ALIAS -> recordSet
                    .aliasTarget(AliasTarget.builder()
                            .hostedZoneId(target.loadBalancerHostedZoneId())
                            .dnsName(target.loadBalancerDnsName())
                            .evaluateTargetHealth(false)
                            .build())
                    .build();
            case CNAME -> recordSet
                    .ttl(record.ttl().toSeconds())
                    .resourceRecords(ResourceRecord.builder().value(target.loadBalancerDnsName()).build())
                    .build();
        };
    }

    /** Tells whether a record set that Route 53 lists has this record's name and type. */
    boolean isNamedBy(ResourceRecordSet listed) {
        return listed.type() == type() && new DomainName(listed.name()).equals(new DomainName(name()));
    }

    /** Tells whether a record set that Route 53 lists already points to the target. */
    boolean isMetBy(ResourceRecordSet listed) {
        return switch (target.record().type()) {
            case ALIAS -> listed.aliasTarget() != null
                    && listed.aliasTarget().hostedZoneId().equals(target.loadBalancerHostedZoneId())
                    && pointsToTarget(listed.aliasTarget().dnsName());
            case CNAME -> listed.resourceRecords().size() == 1
                    && pointsToTarget(listed.resourceRecords().getFirst().value());
        };
    }

    private boolean pointsToTarget(String name) {
        return new DomainName(name).isLoadBalancer(target.loadBalancerDnsName());
    }
}
