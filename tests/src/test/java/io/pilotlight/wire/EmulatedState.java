package io.pilotlight.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.arming.ArmedPlan;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table of recoveries in the emulated standby Region. */
final class EmulatedState {

    static final String TABLE = "pilot-light-StateTable";

    private static final String KEY = "application";

    private final DynamoDbClient dynamo;
    private final RecordedState recorded;

    EmulatedState(Wire wire) {
        dynamo = wire.clients(Wire.STANDBY).dynamo();
        recorded = new RecordedState(dynamo, TABLE, EmulatedApplication.NAME);
        dynamo.createTable(request -> request
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(key -> key.attributeName(KEY).attributeType(ScalarAttributeType.S))
                .keySchema(key -> key.attributeName(KEY).keyType(KeyType.HASH)));
    }

    /** Returns what it records of the application, by attribute; empty before the first recovery. */
    Map<String, AttributeValue> recorded() {
        return recorded("");
    }

    /** Returns what it records under a name of its own beside the application, such as {@code /backup/visits}. */
    Map<String, AttributeValue> recorded(String name) {
        return dynamo.getItem(request -> request
                .tableName(TABLE).key(Map.of(KEY, AttributeValue.fromS(EmulatedApplication.NAME + name)))).item();
    }

    /** Records that the standby site is active since a recovery that has ended. */
    void activateStandby() {
        recorded.ended(1, SiteName.STANDBY);
    }

    /** Returns what names a recovery that is under way and holds the lease to a step. */
    ObjectNode recovery() {
        recorded.held(1);
        return recovery(1);
    }

    /** Returns the beginning of every input that names the table. */
    static ObjectNode input() {
        return StrictJson.mapper().createObjectNode().put("table", TABLE).put(KEY, EmulatedApplication.NAME);
    }

    /** Returns what names the recovery with that epoch in an input. */
    static ObjectNode recovery(int epoch) {
        return input().put("epoch", epoch);
    }

    /** Acquires the lease for an execution of that name. */
    static ObjectNode acquisition(String execution) {
        return input()
                .put("executionId", executionArn(execution))
                .put("trigger", "ALARM")
                .put("target", "STANDBY")
                .put("purpose", "RECOVERY")
                .put("duration", "PT26H")
                .put("activations", "arn:aws:states:eu-central-1:123456789012:stateMachine:pilot-light-activate");
    }

    static String executionArn(String execution) {
        return "arn:aws:states:eu-central-1:123456789012:execution:pilot-light-failover:" + execution;
    }

    void arm(Plan plan) {
        ArmedPlan.record(dynamo, TABLE, plan, Instant.now());
    }
}
