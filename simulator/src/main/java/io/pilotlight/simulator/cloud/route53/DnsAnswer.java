package io.pilotlight.simulator.cloud.route53;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an authoritative server says about a name.
 *
 * @param canonicalName the name to ask for instead, where the record is a CNAME
 * @param addresses the addresses, where the record has some
 * @param ttl how long the answer may be kept
 * @param loadBalancerDnsName the load balancer to which the record leads; empty where it names addresses
 */
public record DnsAnswer(
        Optional<String> canonicalName, List<String> addresses, Duration ttl, Optional<String> loadBalancerDnsName) {

    public DnsAnswer {
        addresses = List.copyOf(addresses);
    }

    /** Returns what both say together. */
    DnsAnswer and(DnsAnswer other) {
        return new DnsAnswer(
                canonicalName.or(other::canonicalName),
                Stream.concat(addresses.stream(), other.addresses.stream()).toList(),
                ttl.compareTo(other.ttl) <= 0 ? ttl : other.ttl,
                loadBalancerDnsName.or(other::loadBalancerDnsName));
    }
}
