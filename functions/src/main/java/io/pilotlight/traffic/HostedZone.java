package io.pilotlight.traffic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A hosted zone's records in Route 53, whose API lives in us-east-1. */
record HostedZone(Route53Client route53, String id) {

    /** The types by which visitors find a site; each is a record set of its own. */
    private static final Set<RRType> LEADING = EnumSet.of(RRType.A, RRType.AAAA, RRType.CNAME);

    /** Lists the record sets that lead a name's visitors somewhere ({@code route53:ListResourceRecordSets}). */
    List<ResourceRecordSet> leading(String name) {
        return leading(recordsOf(name));
    }

    /** Leaves, of a name's record sets, those that lead visitors somewhere. */
    static List<ResourceRecordSet> leading(List<ResourceRecordSet> ofName) {
        return ofName.stream().filter(record -> LEADING.contains(record.type())).toList();
    }

    /** Leaves those changes that are not yet on every name server ({@code route53:GetChange}). */
    static List<String> pending(Route53Client route53, List<String> changeIds) {
        return changeIds.stream()
                .filter(id -> route53.getChange(request -> request.id(id)).changeInfo().status() != ChangeStatus.INSYNC)
                .toList();
    }

    /** Lists the record sets of a name, of every type ({@code route53:ListResourceRecordSets}, once for 300 records). */
    List<ResourceRecordSet> recordsOf(String name) {
        DomainName wanted = new DomainName(name);
        List<ResourceRecordSet> found = new ArrayList<>();
        ListResourceRecordSetsRequest next =
                ListResourceRecordSetsRequest.builder().hostedZoneId(id).startRecordName(name).build();
        while (true) {
            ListResourceRecordSetsResponse page = route53.listResourceRecordSets(next);
            page.resourceRecordSets().stream()
                    .filter(record -> new DomainName(record.name()).equals(wanted)).forEach(found::add);
            // They come in the order of their names, this one first.
            if (!page.isTruncated() || !new DomainName(page.nextRecordName()).equals(wanted)) {
                return found;
            }
            next = next.copy(request -> request.startRecordName(page.nextRecordName())
                    .startRecordType(page.nextRecordType()).startRecordIdentifier(page.nextRecordIdentifier()));
        }
    }

    /**
     * Makes changes, all of them or none ({@code route53:ChangeResourceRecordSets}).
     *
     * @return the ID of the change, which is not yet in sync
     * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">A batch
     *     is carried out whole or not at all</a>
     */
    String change(List<Change> changes, String comment) {
        return route53.changeResourceRecordSets(ChangeResourceRecordSetsRequest.builder()
                        .hostedZoneId(id)
                        .changeBatch(ChangeBatch.builder().comment(comment).changes(changes).build())
                        .build())
                .changeInfo()
                .id();
    }
}
