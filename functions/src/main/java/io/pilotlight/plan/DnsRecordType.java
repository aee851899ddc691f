package io.pilotlight.plan;

/** How a record points to a load balancer. */
public enum DnsRecordType {
    /** An A record that is an alias of the load balancer. */
    ALIAS,
    /** A CNAME record with a TTL of its own. */
    CNAME
}
