package io.pilotlight.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;

/**
 * What is to be changed of the public names, all of it or nothing.
 *
 * @param refusal why nothing may be changed
 * @param mendHealthCheck how the health check is made to read the stack's alarm again, where it does not
 * @param zones those in which something is to be changed
 */
record PreparedChanges(
        Optional<String> refusal, Optional<UpdateHealthCheckRequest> mendHealthCheck, List<InZone> zones) {

    /** The changes of one hosted zone, which are made in one batch, and every record set of those names before them. */
    record InZone(HostedZone zone, List<String> names, List<ResourceRecordSet> before, List<Change> changes) {}

    static PreparedChanges refused(String why) {
        return new PreparedChanges(Optional.of(why), Optional.empty(), List.of());
    }

    boolean isNothing() {
        return mendHealthCheck.isEmpty() && zones.isEmpty();
    }

    /** Gathers changes of names by their zones. */
    static final class Gathering {

        private final Map<String, InZone> zones = new LinkedHashMap<>();

        void add(Route53Client route53, String zone, String name, List<ResourceRecordSet> before, List<Change> changes) {
            if (!changes.isEmpty()) {
                InZone into = zones.computeIfAbsent(zone, id -> new InZone(
                        new HostedZone(route53, id), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                into.names().add(name);
                into.before().addAll(before);
                into.changes().addAll(changes);
            }
        }

        List<InZone> zones() {
            return List.copyOf(zones.values());
        }
    }
}
