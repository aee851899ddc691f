package io.pilotlight.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The public names' records in Route 53, whose API lives in us-east-1; used in mode {@code RECORD} alone.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">A batch is
 *     carried out whole or not at all</a>
 */
final class PublicRecords {

    private final Route53Client route53;
    private final List<PublicRecord> records;

    PublicRecords(Route53Client route53, List<RecordTarget> targets) {
        this.route53 = route53;
        this.records = targets.stream().map(PublicRecord::new).toList();
    }

    /**
     * Finds the records that do not yet point to their target, by hosted zone ({@code route53:ListResourceRecordSets},
     * once for each record).
     *
     * @throws RecordNotSimpleException where one of the names follows a routing policy
     */
    SequencedMap<String, List<PublicRecord>> elsewhere() {
        SequencedMap<String, List<PublicRecord>> elsewhere = new LinkedHashMap<>();
        for (PublicRecord record : records) {
            if (find(record).filter(record::isMetBy).isEmpty()) {
                elsewhere.computeIfAbsent(record.hostedZoneId(), _ -> new ArrayList<>()).add(record);
            }
        }
        return elsewhere;
    }

    /**
     * Points records of one hosted zone to their targets, all of them or none
     * ({@code route53:ChangeResourceRecordSets}).
     *
     * @return the ID of the change, which is not yet in sync
     */
    String pointToTargets(String hostedZoneId, List<PublicRecord> elsewhere, String comment) {
        List<Change> upserts = elsewhere.stream()
                .map(record -> Change.builder()
                        .action(ChangeAction.UPSERT)
                        .resourceRecordSet(record.recordSet())
                        .build())
                .toList();
        return route53.changeResourceRecordSets(ChangeResourceRecordSetsRequest.builder()
                        .hostedZoneId(hostedZoneId)
                        .changeBatch(ChangeBatch.builder().comment(comment).changes(upserts).build())
                        .build())
                .changeInfo()
                .id();
    }

    /** Leaves those changes that are not yet on every name server ({@code route53:GetChange}). */
    List<String> pending(List<String> changeIds) {
        return changeIds.stream()
                .filter(id -> route53.getChange(GetChangeRequest.builder().id(id).build()).changeInfo().status()
                        != ChangeStatus.INSYNC)
                .toList();
    }

    // A simple record is the only one of its name and type, and records of a policy all have a set identifier: the
    // first one tells which it is, so one record is all that is asked for.
    private Optional<ResourceRecordSet> find(PublicRecord record) {
        Optional<ResourceRecordSet> found = route53.listResourceRecordSets(ListResourceRecordSetsRequest.builder()
                        .hostedZoneId(record.hostedZoneId())
                        .startRecordName(record.name())
                        .startRecordType(record.type())
                        .maxItems("1")
                        .build())
                .resourceRecordSets().stream()
                .filter(record::isNamedBy)
                .findFirst();
        found.map(ResourceRecordSet::setIdentifier).ifPresent(identifier -> {
            throw new RecordNotSimpleException(record.name(), record.hostedZoneId(), identifier);
        });
        return found;
    }
}
