package io.pilotlight.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.StateItem;
import io.pilotlight.serviceconfiguration.SdkJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What stood in a hosted zone before it was overwritten: an item of the state table for each zone, with the newest
 * versions, each as the AWS CLI prints records. {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem}.
 */
final class KeptRecords {

    /** More than the failovers, rehearsals and changes by hand of years; an item holds 400 KB at most. */
    private static final int MOST_VERSIONS = 30;

    private static final String KEPT = "kept";

    /**
     * @param at when it was overwritten
     * @param by by what, such as {@code Pilot Light: shop to STANDBY, epoch 7}
     * @param names the public names that it is all of
     */
    record Version(Instant at, String by, List<String> names, List<ObjectNode> records) {

        List<ResourceRecordSet> recordSets() {
            return records.stream()
                    .map(record -> SdkJson.read(record, ResourceRecordSet.builder()).build()).toList();
        }

        private boolean isOf(Version other) {
            return by.equals(other.by) && names.equals(other.names) && records.equals(other.records);
        }
    }

    private record Versions(List<Version> kept) {}

    private final StateItem item;

    KeptRecords(DynamoDbClient dynamo, String table, String application, String hostedZoneId) {
        this.item = new StateItem(dynamo, table, "%s/records/%s".formatted(application, hostedZoneId));
    }

    /**
     * Keeps what is about to be overwritten; the same again is kept once.
     *
     * @return whether it is kept now; {@code false} where another execution was at it
     */
    boolean keep(Instant at, String by, List<String> names, List<ResourceRecordSet> before) {
        Optional<String> read = Optional.ofNullable(item.read().get(KEPT)).map(AttributeValue::s);
        List<Version> versions = new ArrayList<>(versions(read));
        Version next = new Version(at, by, List.copyOf(names), before.stream().map(SdkJson::write).toList());
        if (!versions.isEmpty() && versions.getLast().isOf(next)) {
            return true;
        }
        versions.add(next);
        List<Version> newest = versions.subList(Math.max(0, versions.size() - MOST_VERSIONS), versions.size());
        return item.update("SET kept = :kept",
                read.isEmpty() ? "attribute_not_exists(kept)" : "kept = :read",
                read.isEmpty()
                        ? Map.of(":kept", text(newest))
                        : Map.of(":kept", text(newest), ":read", AttributeValue.fromS(read.get())));
    }

    /** Returns what was overwritten last; empty where nothing was yet. */
    Optional<Version> last() {
        List<Version> versions = versions(Optional.ofNullable(item.read().get(KEPT)).map(AttributeValue::s));
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    private static List<Version> versions(Optional<String> text) {
        try {
            return text.isEmpty() ? List.of() : StrictJson.mapper().readValue(text.get(), Versions.class).kept();
        } catch (JsonProcessingException changed) {
            throw new IllegalStateException("the kept records were changed by hand and cannot be read", changed);
        }
    }

    private static AttributeValue text(List<Version> versions) {
        try {
            return AttributeValue.fromS(StrictJson.mapper().writeValueAsString(new Versions(versions)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records that were read cannot be written", impossible);
        }
    }
}
