package io.pilotlight.traffic;

import io.pilotlight.scaling.FaultyCalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Route 53, whose names come back in lower case with a trailing dot; changes are pending until the test says so. */
final class Route53Fake implements Route53Client {

    final FaultyCalls calls = new FaultyCalls();
    final List<ChangeResourceRecordSetsRequest> changes = new ArrayList<>();
    final Set<String> inSync = new HashSet<>();
    private final TreeMap<String, ResourceRecordSet> records = new TreeMap<>();

    void put(String zone, ResourceRecordSet record) {
        String name = record.name().toLowerCase(Locale.ROOT) + (record.name().endsWith(".") ? "" : ".");
        records.put(key(zone, name, record.type(), record.setIdentifier()), record.toBuilder().name(name).build());
    }

    ResourceRecordSet get(String zone, String name, RRType type) {
        return records.get(key(zone, name + ".", type, null));
    }

    @Override
    public ListResourceRecordSetsResponse listResourceRecordSets(ListResourceRecordSetsRequest request) {
        String from = key(request.hostedZoneId(), request.startRecordName() + ".", request.startRecordType(), null);
        return calls.read("ListResourceRecordSets", () -> ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(records.tailMap(from, true).entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(request.hostedZoneId() + " "))
                        .limit(Long.parseLong(request.maxItems()))
                        .map(Map.Entry::getValue)
                        .toList())
                .build());
    }

    @Override
    public ChangeResourceRecordSetsResponse changeResourceRecordSets(ChangeResourceRecordSetsRequest request) {
        return calls.write("ChangeResourceRecordSets", request.hostedZoneId(), () -> {
            changes.add(request);
            for (Change change : request.changeBatch().changes()) {
                put(request.hostedZoneId(), change.resourceRecordSet());
            }
            return ChangeResourceRecordSetsResponse.builder()
                    .changeInfo(ChangeInfo.builder().id("C" + changes.size()).status(ChangeStatus.PENDING).build())
                    .build();
        });
    }

    @Override
    public GetChangeResponse getChange(GetChangeRequest request) {
        return calls.read("GetChange", () -> GetChangeResponse.builder()
                .changeInfo(ChangeInfo.builder()
                        .id(request.id())
                        .status(inSync.contains(request.id()) ? ChangeStatus.INSYNC : ChangeStatus.PENDING)
                        .build())
                .build());
    }

    private static String key(String zone, String name, RRType type, String setIdentifier) {
        String identifier = setIdentifier == null ? "" : setIdentifier;
        return "%s %s %s %s".formatted(zone, name.toLowerCase(Locale.ROOT), type, identifier);
    }

    @Override
    public String serviceName() {
        return "route53";
    }

    @Override
    public void close() {}
}
