package io.pilotlight.arming;

import io.pilotlight.plan.Plan;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Records, for tests outside of this package, that the check of a plan has passed for long enough. */
public final class ArmedPlan {

    private ArmedPlan() {}

    public static void record(DynamoDbClient dynamo, String table, Plan plan, Instant at) {
        ArmingItem item = new ArmingItem(dynamo, table, plan.application());
        item.replace(item.read(), new Arming(Fingerprint.of(plan).value(), true, "", at));
    }
}
