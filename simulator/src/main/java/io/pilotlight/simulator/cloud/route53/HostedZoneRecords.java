package io.pilotlight.simulator.cloud.route53;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    private final boolean isPrivate;
    private final TreeMap<Key, ResourceRecordSet> records = new TreeMap<>(LISTED);

    HostedZoneRecords(String id, String name, boolean isPrivate) {
        this.id = id;
        this.name = DomainName.plain(name);
        this.isPrivate = isPrivate;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Tells whether it is answered inside of its own networks alone. */
    boolean isPrivate() {
        return isPrivate;
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
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(domainName))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns the records that answer for a name: its own, or where it has none of any type, those of a wildcard. */
    List<ResourceRecordSet> answering(String domainName) {
        List<ResourceRecordSet> own = of(domainName);
        int dot = domainName.indexOf('.');
        return !own.isEmpty() || domainName.equals(name) || dot < 0
                ? own : wildcard(domainName.substring(dot + 1));
    }

    private List<ResourceRecordSet> wildcard(String parent) {
        List<ResourceRecordSet> found = of(DomainName.WILDCARD + "." + parent);
        boolean ends = !found.isEmpty() || parent.equals(name) || !holds(parent) || !of(parent).isEmpty();
        return ends ? found : wildcard(parent.substring(parent.indexOf('.') + 1));
    }

    List<ResourceRecordSet> from(String domainName, String type, String setIdentifier) {
        return List.copyOf(records.tailMap(new Key(DomainName.plain(domainName), type, setIdentifier), true).values());
    }
}
