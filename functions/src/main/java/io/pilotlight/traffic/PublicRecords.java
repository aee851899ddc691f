package io.pilotlight.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
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
    Optional<ZoneMove> elsewhere() {
        Map<String, ZoneMove> moves = new LinkedHashMap<>();
        for (PublicRecord record : records) {
            HostedZone zone = new HostedZone(route53, record.hostedZoneId());
            List<ResourceRecordSet> found = zone.leading(record.name());
            List<ResourceRecordSet> toWrite = record.toWrite(found);
            if (!toWrite.isEmpty()) {
                ZoneMove move = moves.computeIfAbsent(record.hostedZoneId(),
                        _ -> new ZoneMove(zone, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                move.names().add(record.name());
                move.before().addAll(found);
                move.toWrite().addAll(toWrite);
            }
        }
        return moves.values().stream().findFirst();
    }

    /** Leaves those changes that are not yet on every name server ({@code route53:GetChange}). */
    List<String> pending(List<String> changeIds) {
        return changeIds.stream()
                .filter(id -> route53.getChange(GetChangeRequest.builder().id(id).build()).changeInfo().status()
                        != ChangeStatus.INSYNC)
                .toList();
    }
}
