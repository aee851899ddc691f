package io.pilotlight.simulator.cloud.dynamodb;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * DynamoDB in one Region: {@code DescribeTable}, {@code GetItem} and conditional {@code UpdateItem} on tables with a partition key alone.
 *
 * <p>A read that does not ask for consistency may find the item as it was before a write of the last second.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html">Read
 *     consistency</a>
 */
public final class SimulatedDynamoDb implements DynamoDbClient, Guarded {

    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final String region;
    private final CloudContext context;
    private final SplittableRandom random;
    private final Store<Table> tables = Store.inOrder(_ -> DynamoErrors.tableNotFound());

    public SimulatedDynamoDb(String region, CloudContext context) {
        this.region = region;
        this.context = context;
        this.random = context.timeline().random("dynamodb " + region);
    }

    /** Adds an empty table. */
    public void addTable(String name, String keyAttribute) {
        tables.put(name, new Table(keyAttribute, context.timeline().now()));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        if (request.projectionExpression() != null || request.hasAttributesToGet()) {
            throw new UnsupportedOperationException("a projection");
        }
        Table table = tables.require(request.tableName());
        Map<String, AttributeValue> found = table.row(request.key()).item();
        if (!Boolean.TRUE.equals(request.consistentRead())) {
            List<Map<String, AttributeValue>> visible =
                    table.visible(request.key(), context.timeline().now().minus(SETTLING));
            found = visible.get(random.nextInt(visible.size()));
        }
        return GetItemResponse.builder().item(found.isEmpty() ? null : found).build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        Table table = tables.require(request.tableName());
        return DescribeTableResponse.builder()
                .table(TableDescription.builder().tableName(request.tableName())
                        .tableStatus(TableStatus.ACTIVE).creationDateTime(table.createdAt()).build())
                .build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        if (request.updateExpression() == null || request.hasAttributeUpdates() || request.hasExpected()) {
            throw new UnsupportedOperationException("an update without an update expression");
        }
        Table table = tables.require(request.tableName());
        Map<String, AttributeValue> before = table.row(request.key()).item();
        Operands operands = new Operands(request.expressionAttributeNames(), request.expressionAttributeValues());
        Update update = Update.parse(request.updateExpression(), operands, table.keyAttributes());
        boolean holds = request.conditionExpression() == null
                || Condition.holds(request.conditionExpression(), operands, before);
        operands.requireAllUsed();
        if (!holds) {
            throw DynamoErrors.conditionFailed(
                    request.returnValuesOnConditionCheckFailure() == ReturnValuesOnConditionCheckFailure.ALL_OLD
                            ? before
                            : null);
        }
        Map<String, AttributeValue> after = update.apply(whole(before, request.key()));
        table.write(request.key(), after, context.timeline().now());
        return UpdateItemResponse.builder().attributes(returned(request, before, after)).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        String table = switch (request) {
            case GetItemRequest asked -> asked.tableName();
            case UpdateItemRequest asked -> asked.tableName();
            case DescribeTableRequest asked -> asked.tableName();
            default -> Access.ANY;
        };
        return List.of(Access.to(action, Arns.of("dynamodb", region, "table/" + table)));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** An update makes the item where there is none. */
    private static Map<String, AttributeValue> whole(
            Map<String, AttributeValue> item, Map<String, AttributeValue> key) {
        return item.isEmpty() ? key : item;
    }

    private static Map<String, AttributeValue> returned(
            UpdateItemRequest request, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        ReturnValue wanted = request.returnValues() == null ? ReturnValue.NONE : request.returnValues();
        return switch (wanted) {
            case NONE -> null;
            case ALL_OLD -> before;
            case ALL_NEW -> after;
            case UPDATED_OLD, UPDATED_NEW, UNKNOWN_TO_SDK_VERSION ->
                    throw new UnsupportedOperationException("returning " + request.returnValuesAsString());
        };
    }
}
