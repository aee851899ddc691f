package io.pilotlight.traffic;

import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * By what Route 53 chooses among records of one name and type.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html">Choosing a routing
 *     policy</a>
 */
enum RoutingPolicy {
    SIMPLE("simple"),
    FAILOVER("failover"),
    WEIGHTED("weighted"),
    LATENCY("latency"),
    GEOLOCATION("geolocation"),
    MULTIVALUE("multivalue answer"),
    /** Another one, such as by IP address or by proximity. */
    OTHER("another than simple");

    private final String inWords;

    RoutingPolicy(String inWords) {
        this.inWords = inWords;
    }

    static RoutingPolicy of(ResourceRecordSet record) {
        if (record.setIdentifier() == null) {
            return SIMPLE;
        }
        if (record.failover() != null) {
            return FAILOVER;
        }
        if (record.weight() != null) {
            return WEIGHTED;
        }
        if (record.region() != null) {
            return LATENCY;
        }
        if (record.geoLocation() != null) {
            return GEOLOCATION;
        }
        return Boolean.TRUE.equals(record.multiValueAnswer()) ? MULTIVALUE : OTHER;
    }

    /** Says of a record set that follows a policy which one, such as {@code the set identifier 'blue' and follows ...}. */
    static String describe(ResourceRecordSet record) {
        return "the set identifier '%s' and follows the routing policy %s".formatted(record.setIdentifier(), of(record).inWords);
    }

    String inWords() {
        return inWords;
    }
}
