package io.pilotlight.backup;

import io.pilotlight.plan.SiteName;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The state table with the active site of {@code visitor-counter}, and the claims on its databases. */
public final class StateTableFake implements DynamoDbClient {

    final Map<String, Map<String, AttributeValue>> claims = new HashMap<>();
    public SiteName activeSite = SiteName.PRIMARY;
    public boolean incidentOpen;
    public boolean oldSiteFenced = true;
    int updates;
    int calls;

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        calls++;
        String key = request.key().get("application").s();
        return GetItemResponse.builder().item(key.equals("visitor-counter") ? state() : claims.getOrDefault(key, Map.of())).build();
    }

    /** Knows the two conditions of a claim: it is mine to give back, or it is free, mine, an ended one's, of a turned direction, or expired. */
    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        calls++;
        updates++;
        String key = request.key().get("application").s();
        Map<String, AttributeValue> values = request.expressionAttributeValues();
        Map<String, AttributeValue> claim = claims.getOrDefault(key, Map.of());
        String holder = claim.containsKey("holder") ? claim.get("holder").s() : "";
        boolean giving = request.conditionExpression().equals("holder = :me");
        boolean allowed = giving
                ? holder.equals(values.get(":me").s())
                : holder.isEmpty() || holder.equals(values.get(":replaced").s())
                        || !values.get(":site").equals(claim.get("activeSite"))
                        || Long.parseLong(claim.get("expiresAt").n()) <= Long.parseLong(values.get(":now").n());
        if (!allowed) {
            throw ConditionalCheckFailedException.builder().message("The conditional request failed").build();
        }
        claims.put(key, giving
                ? Map.of("holder", AttributeValue.fromS(""), "expiresAt", claim.get("expiresAt"),
                        "activeSite", claim.get("activeSite"))
                : Map.of("holder", values.get(":me"), "expiresAt", values.get(":expiry"),
                        "activeSite", values.get(":site")));
        return UpdateItemResponse.builder().build();
    }

    private Map<String, AttributeValue> state() {
        return Map.of(
                "activeSite", AttributeValue.fromS(activeSite.name()),
                "epoch", AttributeValue.fromN("1"),
                "incident", AttributeValue.fromS("20261101t000000"),
                "incidentOpen", AttributeValue.fromBool(incidentOpen),
                "holder", AttributeValue.fromS(""),
                "expiresAt", AttributeValue.fromS("1970-01-01T00:00:00Z"),
                "oldSiteFenced", AttributeValue.fromBool(oldSiteFenced));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
