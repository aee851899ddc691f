package io.pilotlight.simulator.cloud.route53;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A hosted zone: its name, and its records in the order in which Route 53 lists them. */
final class HostedZoneRecords {

    /** A record's natural key. */
    record Key(String name, String type, String setIdentifier) {

        static Key of(ResourceRecordSet record) {
            return new Key(DomainName.plain(record.name()), record.typeAsString(),
                    record.setIdentifier() == null ? "" : record.setIdentifier());
        }

        /** Names are ordered with their labels reversed, so that a domain's own names stand together. */
        String reversedLabels() {
            return String.join(".", List.of(name.split("\\.")).reversed()) + ".";
        }
    }

    private static final Comparator<Key> LISTED =
            Comparator.comparing(Key::reversedLabels).thenComparing(Key::type).thenComparing(Key::setIdentifier);

    private final String id;
    private final String name;
    private final TreeMap<Key, ResourceRecordSet> records = new TreeMap<>(LISTED);

    HostedZoneRecords(String id, String name) {
        this.id = id;
        this.name = DomainName.plain(name);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    TreeMap<Key, ResourceRecordSet> records() {
        return records;
    }

    void replaceWith(TreeMap<Key, ResourceRecordSet> others) {
        records.clear();
        records.putAll(others);
    }

    boolean holds(String domainName) {
        return domainName.equals(name) || domainName.endsWith("." + name);
    }

    List<ResourceRecordSet> of(String domainName) {
        return records.values().stream()
                .filter(record -> DomainName.plain(record.name()).equals(domainName))
                .toList();
    }

    List<ResourceRecordSet> from(String domainName, String type, String setIdentifier) {
        return List.copyOf(records.tailMap(new Key(DomainName.plain(domainName), type, setIdentifier), true).values());
    }
}
