package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;
import io.pilotlight.plan.DnsRecordType;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A public name, the load balancer on which it shall stand, and the one of the other site, on which alone it may stand
 * now.
 */
public record RecordTarget(
        DnsRecord record,
        String loadBalancerDnsName,
        String loadBalancerHostedZoneId,
        String otherLoadBalancerDnsName) {

    /**
     * Returns a record set of a type that leads the name to the load balancer: a CNAME, or an alias, which does not
     * evaluate the load balancer's health.
     */
    ResourceRecordSet.Builder recordSet(RRType type) {
        ResourceRecordSet.Builder leading = ResourceRecordSet.builder().name(record.name()).type(type);
        return type == RRType.CNAME
                ? leading.ttl(record.ttl().toSeconds())
                        .resourceRecords(ResourceRecord.builder().value(loadBalancerDnsName).build())
                : leading.aliasTarget(AliasTarget.builder()
                        .hostedZoneId(loadBalancerHostedZoneId)
                        .dnsName(loadBalancerDnsName)
                        .evaluateTargetHealth(false)
                        .build());
    }

    /** Returns the type that the name's record gets where it has none. */
    RRType typeOfNew() {
        return record.type() == DnsRecordType.CNAME ? RRType.CNAME : RRType.A;
    }
}
