package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;

/** A public name, and the load balancer on which it shall stand. */
public record RecordTarget(DnsRecord record, String loadBalancerDnsName, String loadBalancerHostedZoneId) {}
