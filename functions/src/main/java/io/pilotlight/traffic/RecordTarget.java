package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;

/**
 * A public name, the load balancer on which it shall stand, and the one of the other site, on which alone it may stand
 * now.
 */
public record RecordTarget(
        DnsRecord record,
        String loadBalancerDnsName,
        String loadBalancerHostedZoneId,
        String otherLoadBalancerDnsName) {}
