package io.pilotlight.simulator.cloud.route53;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * How Route 53 chooses among records of one name and type; all of them have the same policy.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html">Choosing a routing
 *     policy</a>
 */
enum RoutingPolicy {
    SIMPLE, FAILOVER, WEIGHTED, LATENCY, GEOLOCATION, MULTIVALUE;

    /** Returns every policy of which a record has the field; a record of one policy alone is in order. */
    static List<RoutingPolicy> named(ResourceRecordSet record) {
        List<RoutingPolicy> named = new ArrayList<>();
        if (record.failover() != null) {
            named.add(FAILOVER);
        }
        if (record.weight() != null) {
            named.add(WEIGHTED);
        }
        if (record.region() != null) {
            named.add(LATENCY);
        }
        if (record.geoLocation() != null) {
            named.add(GEOLOCATION);
        }
        if (Boolean.TRUE.equals(record.multiValueAnswer())) {
            named.add(MULTIVALUE);
        }
        return named;
    }

    static RoutingPolicy of(ResourceRecordSet record) {
        List<RoutingPolicy> named = named(record);
        return named.isEmpty() ? SIMPLE : named.getFirst();
    }

    /** Tells whether two records of one name, type and policy stand for the same case, of which there is only one. */
    boolean isSameCase(ResourceRecordSet one, ResourceRecordSet other) {
        return switch (this) {
            case FAILOVER -> one.failover() == other.failover();
            case LATENCY -> one.region() == other.region();
            case GEOLOCATION -> one.geoLocation().equals(other.geoLocation());
            case SIMPLE, WEIGHTED, MULTIVALUE -> false;
        };
    }
}
