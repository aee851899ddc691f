package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;
import io.pilotlight.plan.DnsRecordType;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Whether a public name's visitors are answered from the hosted zone that the plan says. */
record ZoneOfName(Route53Client route53, DnsRecord record) {

    private static final String ANOTHER_ZONE = "Correct the hosted zone in the plan (parameter PublicHostedZoneId): it is the"
            + " public zone that answers for the name";

    /**
     * Notes what is wrong ({@code route53:GetHostedZone}, and {@code route53:ListResourceRecordSets} for each label between
     * the name and its zone).
     *
     * @return what leads the name's visitors somewhere; empty where what the zone holds of it is not worth looking at
     */
    Optional<List<ResourceRecordSet>> leading(NameDefects defects) {
        try {
            software.amazon.awssdk.services.route53.model.HostedZone zone =
                    route53.getHostedZone(request -> request.id(record.hostedZoneId())).hostedZone();
            String name = new DomainName(record.name()).value();
            String apex = new DomainName(zone.name()).value();
            Optional<String> problem = problem(zone, name, apex);
            List<ResourceRecordSet> own = problem.isEmpty()
                    ? new HostedZone(route53, record.hostedZoneId()).recordsOf(name) : List.of();
            Optional<String> found = problem.or(() -> delegation(name, apex, own));
            found.ifPresent(defect -> defects.critical("zone", defect, ANOTHER_ZONE));
            return found.isEmpty() ? Optional.of(HostedZone.leading(own)) : Optional.empty();
        } catch (NoSuchHostedZoneException _) {
            defects.critical("zone", "there is no hosted zone %s".formatted(record.hostedZoneId()), ANOTHER_ZONE);
            return Optional.empty();
        }
    }

    private Optional<String> problem(
            software.amazon.awssdk.services.route53.model.HostedZone zone, String name, String apex) {
        if (Boolean.TRUE.equals(zone.config().privateZone())) {
            return Optional.of("hosted zone %s is private: it answers inside of its networks alone, and no visitor".formatted(
                    record.hostedZoneId()));
        }
        if (!name.equals(apex) && !name.endsWith("." + apex)) {
            return Optional.of("it does not lie in hosted zone %s, which is of %s".formatted(record.hostedZoneId(), apex));
        }
        if (name.equals(apex) && record.type() == DnsRecordType.CNAME) {
            return Optional.of("it is the apex of its zone, where DNS allows no CNAME; accepted is ALIAS");
        }
        return Optional.empty();
    }

    /** A subdomain that was delegated is answered by others, whatever this zone holds. */
    private Optional<String> delegation(String name, String apex, List<ResourceRecordSet> own) {
        HostedZone zone = new HostedZone(route53, record.hostedZoneId());
        for (String parent = name; !parent.equals(apex); parent = parent.substring(parent.indexOf('.') + 1)) {
            List<ResourceRecordSet> records = parent.equals(name) ? own : zone.recordsOf(parent);
            if (records.stream().anyMatch(found -> found.type() == RRType.NS)) {
                return Optional.of("%s was delegated to other name servers, so that hosted zone %s does not answer for it"
                        .formatted(parent, record.hostedZoneId()));
            }
        }
        return Optional.empty();
    }
}
