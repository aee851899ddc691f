package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What is to be changed in one hosted zone, all at once.
 *
 * @param names the public names that it is of
 * @param before every record set that leads visitors of those names now
 */
record ZoneChange(HostedZone zone, List<String> names, List<ResourceRecordSet> before, List<Change> changes) {

    /** Submits it, and returns the ID of the change, which is not yet in sync. */
    String submit(String comment) {
        return zone.change(changes, comment);
    }

    /** Gathers changes of names by their zones. */
    static final class Gathering {

        private final Route53Client route53;
        private final Map<String, ZoneChange> zones = new LinkedHashMap<>();

        Gathering(Route53Client route53) {
            this.route53 = route53;
        }

        void add(DnsRecord name, List<ResourceRecordSet> before, List<Change> changes) {
            if (!changes.isEmpty()) {
                ZoneChange into = zones.computeIfAbsent(name.hostedZoneId(), id -> new ZoneChange(
                        new HostedZone(route53, id), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                into.names().add(name.name());
                into.before().addAll(before);
                into.changes().addAll(changes);
            }
        }

        List<ZoneChange> zones() {
            return List.copyOf(zones.values());
        }
    }
}
