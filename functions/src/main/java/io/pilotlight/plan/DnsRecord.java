package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A public name in Route 53 that stands on one service's load balancer.
 *
 * @param name the public name, without a trailing dot
 * @param hostedZoneId the public hosted zone that holds it
 * @param type how the record points to the load balancer
 * @param ttl how long a client may keep the answer, 1 s to 60 s; an alias always has 60 s
 * @param service the name of the plan's service that answers under it
 */
public record DnsRecord(String name, String hostedZoneId, DnsRecordType type, Duration ttl, String service) {

    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+\\.)*[A-Za-z0-9_-]+");

    public DnsRecord {
        Require.matching("name", name, NAME, "a domain name without a trailing dot");
        Require.between("ttl", ttl, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }
}
