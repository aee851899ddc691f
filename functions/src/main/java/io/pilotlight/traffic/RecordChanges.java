package io.pilotlight.traffic;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The changes of one batch that make record sets into others. */
final class RecordChanges {

    private RecordChanges() {}

    /** Deletes first: Route 53 takes the changes of a batch one after the other, and none beside what would not fit. */
    static List<Change> from(List<ResourceRecordSet> found, List<ResourceRecordSet> wanted) {
        return Stream.concat(
                        found.stream().filter(record -> !isIn(record, wanted))
                                .map(record -> change(ChangeAction.DELETE, record)),
                        wanted.stream().filter(record -> !isIn(record, found))
                                .map(record -> change(ChangeAction.CREATE, record)))
                .toList();
    }

    /** One that was already made is made once more, which does no harm. */
    static List<Change> upserts(List<ResourceRecordSet> wanted) {
        return wanted.stream().map(record -> change(ChangeAction.UPSERT, record)).toList();
    }

    private static boolean isIn(ResourceRecordSet record, List<ResourceRecordSet> others) {
        return others.stream().anyMatch(other -> normal(other).equals(normal(record)));
    }

    private static Change change(ChangeAction action, ResourceRecordSet record) {
        return Change.builder().action(action).resourceRecordSet(record).build();
    }

    /** Names differ neither by case nor by a dot at their end, nor by the prefix that the console adds to an alias. */
    private static ResourceRecordSet normal(ResourceRecordSet record) {
        return record.copy(copy -> {
            copy.name(new DomainName(record.name()).value());
            if (record.aliasTarget() != null) {
                copy.aliasTarget(record.aliasTarget().copy(alias -> alias.dnsName(
                        new DomainName(record.aliasTarget().dnsName()).withoutDualStack())));
            }
            if (record.hasResourceRecords()) {
                copy.resourceRecords(record.resourceRecords().stream()
                        .map(value -> ResourceRecord.builder().value(new DomainName(value.value()).value()).build())
                        .toList());
            }
        });
    }

    /** Says a change in one line, such as {@code CREATE counter.example.com A PRIMARY 'primary' to ...}. */
    static String inWords(Change change) {
        ResourceRecordSet record = change.resourceRecordSet();
        String policy = record.setIdentifier() == null
                ? "" : " %s '%s'".formatted(record.failover() == null
                        ? RoutingPolicy.of(record).inWords() : record.failoverAsString(), record.setIdentifier());
        return "%s %s %s%s to %s%s%s".formatted(
                change.actionAsString(), new DomainName(record.name()).value(), record.typeAsString(), policy,
                new Destination(record).inWords(),
                record.ttl() == null ? "" : ", TTL %d s".formatted(record.ttl()),
                record.healthCheckId() == null ? "" : ", health check " + record.healthCheckId());
    }
}
