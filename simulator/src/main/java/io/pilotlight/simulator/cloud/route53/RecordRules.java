package io.pilotlight.simulator.cloud.route53;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What Route 53 refuses in a change batch, as far as the routing of A, AAAA and CNAME records goes, and in its words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">ChangeResourceRecordSets</a>
 */
final class RecordRules {

    private final HostedZoneRecords zone;
    private final Predicate<String> healthCheckExists;
    private final AliasTargets aliasTargets;
    private final List<String> problems = new ArrayList<>();

    RecordRules(HostedZoneRecords zone, Predicate<String> healthCheckExists, LoadBalancers loadBalancers) {
        this.zone = zone;
        this.healthCheckExists = healthCheckExists;
        this.aliasTargets = new AliasTargets(zone, loadBalancers);
    }

    /** Applies changes to a copy of the zone's records; what is wrong stands in {@link #problems()}. */
    TreeMap<HostedZoneRecords.Key, ResourceRecordSet> apply(List<Change> changes) {
        TreeMap<HostedZoneRecords.Key, ResourceRecordSet> records = new TreeMap<>(zone.records());
        for (Change change : changes) {
            ResourceRecordSet record = normal(change.resourceRecordSet());
            HostedZoneRecords.Key key = HostedZoneRecords.Key.of(record);
            switch (change.action()) {
                case CREATE -> {
                    if (records.containsKey(key)) {
                        refuse("Tried to create resource record set %s but it already exists", record);
                    }
                    put(records, key, record);
                }
                case UPSERT -> put(records, key, record);
                case DELETE -> {
                    if (!record.equals(records.get(key))) {
                        refuse("Tried to delete resource record set %s but the values provided do not match the current"
                                + " values", record);
                    }
                    records.remove(key);
                }
                case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalArgumentException("an unknown action in a change batch");
            }
        }
        return records;
    }

    List<String> problems() {
        return problems;
    }

    private void put(
            TreeMap<HostedZoneRecords.Key, ResourceRecordSet> records,
            HostedZoneRecords.Key key,
            ResourceRecordSet record) {
        checkAlone(record);
        records.forEach((otherKey, other) -> {
            if (otherKey.name().equals(key.name()) && !otherKey.equals(key)) {
                checkBeside(record, other);
            }
        });
        records.put(key, record);
        if (record.aliasTarget() != null) {
            aliasTargets.problem(record, records.values()).ifPresent(problems::add);
        }
    }

    private void checkAlone(ResourceRecordSet record) {
        String name = DomainName.plain(record.name());
        boolean alias = record.aliasTarget() != null;
        refuseIf(!zone.holds(name), "RRSet with DNS name %s is not permitted in zone " + zone.name() + ".", record);
        refuseIf(record.type() == RRType.CNAME && name.equals(zone.name()),
                "RRSet of type CNAME with DNS name %s is not permitted at apex in zone " + zone.name() + ".", record);
        refuseIf(alias == record.hasResourceRecords() && (alias || record.resourceRecords().isEmpty()),
                "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or"
                        + " TrafficPolicyInstanceId], but found %s", record);
        refuseIf(!alias && record.ttl() == null, "Invalid request: Missing field 'TTL' in Change with %s", record);
        refuseIf(alias && record.ttl() != null, "Invalid request: an alias has no TTL: %s", record);
        refuseIf(record.type() == RRType.CNAME && record.resourceRecords().size() > 1,
                "Invalid request: CNAME %s has more than one value", record);
        checkRouting(record, alias);
        refuseIf(record.healthCheckId() != null && !healthCheckExists.test(record.healthCheckId()),
                "A health check with id " + record.healthCheckId() + " was not found for %s", record);
    }

    private void checkBeside(ResourceRecordSet record, ResourceRecordSet other) {
        boolean sameType = record.type() == other.type();
        refuseIf(!sameType && (record.type() == RRType.CNAME || other.type() == RRType.CNAME),
                "RRSet of type CNAME with DNS name %s is not permitted as it conflicts with other records with the same"
                        + " DNS name in zone " + zone.name() + ".", record);
        RoutingPolicy policy = RoutingPolicy.of(record);
        refuseIf(sameType && policy != RoutingPolicy.of(other), policy == RoutingPolicy.SIMPLE
                ? "RRSet with DNS name %s cannot be created as other RRSets exist with the same name and type."
                : "RRSet with DNS name %s cannot be created as a non-" + policy.name().toLowerCase(Locale.ROOT)
                        + " set exists with the same name and type.", record);
        refuseIf(sameType && policy == RoutingPolicy.of(other) && policy.isSameCase(record, other),
                "RRSet %s cannot be created as another of its kind exists with the same name and type.", record);
    }

    private void checkRouting(ResourceRecordSet record, boolean alias) {
        List<RoutingPolicy> named = RoutingPolicy.named(record);
        refuseIf(named.size() > 1, "Invalid request: %s has more than one routing policy", record);
        refuseIf(named.isEmpty() != (record.setIdentifier() == null),
                "Invalid request: Missing field 'SetIdentifier' or a routing policy in Change with %s", record);
        refuseIf(named.contains(RoutingPolicy.MULTIVALUE) && (alias || record.type() == RRType.CNAME),
                "Invalid request: a multivalue answer record is neither an alias nor a CNAME: %s", record);
    }

    private void refuseIf(boolean wrong, String message, ResourceRecordSet record) {
        if (wrong) {
            refuse(message, record);
        }
    }

    private void refuse(String message, ResourceRecordSet record) {
        problems.add(message.formatted("[name='%s.', type='%s']".formatted(
                DomainName.plain(record.name()), record.typeAsString())));
    }

    /** The form in which Route 53 keeps a record: its names end with a dot. */
    private static ResourceRecordSet normal(ResourceRecordSet record) {
        return record.copy(copy -> {
            copy.name(DomainName.plain(record.name()) + ".");
            if (record.aliasTarget() != null) {
                copy.aliasTarget(record.aliasTarget().copy(
                        alias -> alias.dnsName(DomainName.plain(record.aliasTarget().dnsName()) + ".")));
            }
        });
    }
}
