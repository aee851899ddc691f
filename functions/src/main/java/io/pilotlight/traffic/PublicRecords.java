package io.pilotlight.traffic;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The public names' records in Route 53, whose API lives in us-east-1; used in mode {@code RECORD} alone. */
final class PublicRecords {

    private final Route53Client route53;
    private final List<PublicRecord> records;

    PublicRecords(Route53Client route53, List<RecordTarget> targets) {
        this.route53 = route53;
        this.records = targets.stream().map(PublicRecord::new).toList();
    }

    /**
     * Finds what is still to be changed, in the first hosted zone in which something is
     * ({@code route53:ListResourceRecordSets}, once for each name).
     *
     * @throws RecordNotSimpleException where one of the names follows a routing policy
     * @throws RecordElsewhereException where one leads to neither site
     */
    Optional<ZoneChange> elsewhere() {
        ZoneChange.Gathering changes = new ZoneChange.Gathering(route53);
        for (PublicRecord record : records) {
            List<ResourceRecordSet> found = new HostedZone(route53, record.hostedZoneId()).leading(record.name());
            changes.add(record.target().record(), found, RecordChanges.upserts(record.toWrite(found)));
        }
        return changes.zones().stream().findFirst();
    }
}
