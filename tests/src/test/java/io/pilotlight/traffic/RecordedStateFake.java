package io.pilotlight.traffic;

import io.pilotlight.plan.SiteName;
import io.pilotlight.scaling.FaultyCalls;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The state table with one application's item: the steps on a site read its epoch and write its active site. */
public final class RecordedStateFake implements DynamoDbClient {

    public final FaultyCalls calls = new FaultyCalls();
    private final Map<String, AttributeValue> item = new HashMap<>();

    public RecordedStateFake(long epoch, SiteName activeSite) {
        item.put("application", AttributeValue.fromS("shop"));
        item.put("activeSite", AttributeValue.fromS(activeSite.name()));
        item.put("epoch", AttributeValue.fromN(Long.toString(epoch)));
        item.put("incident", AttributeValue.fromS("shop-20261122"));
        item.put("incidentOpen", AttributeValue.fromBool(true));
        item.put("holder", AttributeValue.fromS("arn:execution"));
        item.put("expiresAt", AttributeValue.fromS("2026-11-22T13:00:00Z"));
        item.put("oldSiteFenced", AttributeValue.fromBool(true));
    }

    public void setEpoch(long epoch) {
        item.put("epoch", AttributeValue.fromN(Long.toString(epoch)));
    }

    public void setIncidentOpen(boolean open) {
        item.put("incidentOpen", AttributeValue.fromBool(open));
    }

    public String activeSite() {
        return item.get("activeSite").s();
    }

    public boolean oldSiteFenced() {
        return item.get("oldSiteFenced").bool();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return calls.read("GetItem", () -> GetItemResponse.builder().item(Map.copyOf(item)).build());
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        Map<String, AttributeValue> values = request.expressionAttributeValues();
        if (!item.get("epoch").equals(values.get(":epoch"))) {
            throw ConditionalCheckFailedException.builder().message("The conditional request failed").build();
        }
        return calls.write("UpdateItem", "active " + values.get(":activeSite").s(), () -> {
            item.put("activeSite", values.get(":activeSite"));
            item.put("oldSiteFenced", values.get(":oldSiteFenced"));
            return UpdateItemResponse.builder().build();
        });
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
