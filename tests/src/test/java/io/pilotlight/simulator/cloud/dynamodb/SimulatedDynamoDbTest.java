package io.pilotlight.simulator.cloud.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.CloudFixture;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

class SimulatedDynamoDbTest {

    private static final Map<String, AttributeValue> KEY = Map.of("application", AttributeValue.fromS("visits"));

    private final CloudFixture cloud = CloudFixture.withSeed(7);
    private final SimulatedDynamoDb dynamo = new SimulatedDynamoDb("eu-west-1", cloud.context());

    SimulatedDynamoDbTest() {
        dynamo.addTable("state", "application");
    }

    @Test
    void servesTheStateTableOfTheFunctions() {
        StateTable table = new StateTable(dynamo, "state", "visits");
        assertThat(table.read()).isEqualTo(RecoveryState.INITIAL);

        set("SET activeSite = :site, epoch = :epoch, incident = :text, incidentOpen = :flag, holder = :text, "
                + "expiresAt = :at, oldSiteFenced = :flag", Map.of(
                        ":site", AttributeValue.fromS("PRIMARY"), ":epoch", AttributeValue.fromN("3"),
                        ":text", AttributeValue.fromS("i-3"), ":flag", AttributeValue.fromBool(true),
                        ":at", AttributeValue.fromS("2026-11-22T00:00:00Z")));
        table.recordActiveSite(3, SiteName.STANDBY, false);

        assertThat(table.read().activeSite()).isEqualTo(SiteName.STANDBY);
        assertThat(table.read().epoch()).isEqualTo(3);
        assertThat(table.read().oldSiteFenced()).isFalse();
        assertThatThrownBy(() -> table.recordActiveSite(2, SiteName.PRIMARY, true)).hasMessageContaining("2");
    }

    @Test
    void makesTheItemThatAnUpdateDoesNotFind() {
        set("SET epoch = :one", Map.of(":one", AttributeValue.fromN("1")));

        assertThat(item()).containsOnlyKeys("application", "epoch");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "attribute_exists(epoch) | true",
        "attribute_not_exists(epoch) | false",
        "attribute_not_exists(nothing) | true",
        "epoch = :two | true",
        "epoch <> :two | false",
        "epoch < :ten | true",
        "epoch > :ten | false",
        "epoch <= :two | true",
        "epoch >= :ten | false",
        "holder = :two | false",
        "nothing < :ten | false",
        "nothing = :ten | false",
        "nothing <> :ten | true",
        "NOT epoch = :two | false",
        "NOT epoch = :ten | true",
        "epoch = :ten OR epoch = :two | true",
        "epoch = :ten AND epoch = :two OR epoch = :two | true",
        "epoch = :two OR epoch = :two AND epoch = :ten | true",
        "(epoch = :two OR epoch = :two) AND epoch = :ten | false",
        "NOT epoch = :ten AND epoch = :two | true",
        "#h = :b | true",
    })
    void judgesAConditionAsDynamoDbDoes(String condition, boolean holds) {
        set("SET epoch = :e, holder = :b", Map.of(
                ":e", AttributeValue.fromN("2.0"), ":b", AttributeValue.fromS("b")));

        assertThat(Condition.holds(condition, new Operands(Map.of("#h", "holder"), Map.of(
                ":two", AttributeValue.fromN("2"), ":ten", AttributeValue.fromN("10"), ":b", AttributeValue.fromS("b"))),
                item())).isEqualTo(holds);
    }

    @Test
    void leavesTheItemAloneWhereTheConditionFails() {
        set("SET epoch = :one", Map.of(":one", AttributeValue.fromN("1")));

        assertThatThrownBy(() -> dynamo.updateItem(request -> request.tableName("state").key(KEY)
                .updateExpression("SET epoch = :two").conditionExpression("epoch = :two")
                .expressionAttributeValues(Map.of(":two", AttributeValue.fromN("2")))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, failed -> {
                    assertThat(failed.awsErrorDetails().errorCode()).isEqualTo("ConditionalCheckFailedException");
                    assertThat(failed.item().get("epoch").n()).isEqualTo("1");
                });
        assertThat(item().get("epoch").n()).isEqualTo("1");
    }

    @Test
    void readsEveryRightSideFromTheItemAsItWasBefore() {
        set("SET incident = :a, holder = :b", Map.of(
                ":a", AttributeValue.fromS("a"), ":b", AttributeValue.fromS("b")));

        set("SET incident = holder, holder = incident", Map.of());

        assertThat(item().get("incident").s()).isEqualTo("b");
        assertThat(item().get("holder").s()).isEqualTo("a");
    }

    @Test
    void returnsTheItemThatWasAskedFor() {
        set("SET epoch = :one", Map.of(":one", AttributeValue.fromN("1")));

        assertThat(dynamo.updateItem(request -> request.tableName("state").key(KEY).updateExpression("SET epoch = :two")
                .expressionAttributeValues(Map.of(":two", AttributeValue.fromN("2")))
                .returnValues(ReturnValue.ALL_NEW)).attributes().get("epoch").n()).isEqualTo("2");
    }

    @Test
    void mayReadStaleUnlessConsistencyIsAskedFor() {
        set("SET epoch = :one", Map.of(":one", AttributeValue.fromN("1")));
        cloud.pass(Duration.ofSeconds(10));
        set("SET epoch = :two", Map.of(":two", AttributeValue.fromN("2")));

        Set<String> seen = new HashSet<>();
        for (int read = 0; read < 50; read++) {
            seen.add(dynamo.getItem(request -> request.tableName("state").key(KEY)).item().get("epoch").n());
            assertThat(item().get("epoch").n()).isEqualTo("2");
        }
        assertThat(seen).containsExactlyInAnyOrder("1", "2");

        cloud.pass(Duration.ofSeconds(2));
        for (int read = 0; read < 50; read++) {
            assertThat(dynamo.getItem(request -> request.tableName("state").key(KEY)).item().get("epoch").n()).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SET application = :v | part of the key",
        "SET epoch = :v, epoch = :v | overlap",
        "SET epoch = :missing | not defined",
        "SET epoch = nothing, holder = :v | does not exist in the item",
        "SET status = :v | reserved keyword",
        "SET epoch :v | Syntax error",
        "SET epoch = :v, | Syntax error",
        "SET #e = :v | attribute name: #e",
        "SET epoch = epoch | does not exist",
        "PUT epoch = :v | Syntax error",
    })
    void refusesAFaultyUpdate(String expression, String why) {
        assertThatThrownBy(() -> set(expression, Map.of(":v", AttributeValue.fromN("1"))))
                .isInstanceOfSatisfying(DynamoDbException.class, refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
                .hasMessageContaining(expression.equals("SET epoch = epoch") ? "unused" : why);
    }

    @Test
    void refusesAValueThatNoExpressionUses() {
        assertThatThrownBy(() -> set("SET epoch = :a",
                Map.of(":a", AttributeValue.fromN("1"), ":b", AttributeValue.fromN("1"))))
                .isInstanceOf(DynamoDbException.class).hasMessageContaining("unused in expressions: keys: {:b}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SET epoch = if_not_exists(epoch, :v)", "SET epoch = :v + :v", "REMOVE epoch", "ADD epoch :v", "SET a.b = :v",
    })
    void saysWhatItDoesNotSimulateInsteadOfGuessing(String expression) {
        assertThatThrownBy(() -> set(expression, Map.of(":v", AttributeValue.fromN("1"))))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesATableThatIsNotThereAndAKeyOfAnotherSchema() {
        assertThatThrownBy(() -> dynamo.getItem(request -> request.tableName("other").key(KEY)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> dynamo.getItem(request -> request.tableName("state")
                .key(Map.of("name", AttributeValue.fromS("visits")))))
                .isInstanceOf(DynamoDbException.class).hasMessageContaining("does not match the schema");
    }

    private void set(String expression, Map<String, AttributeValue> values) {
        dynamo.updateItem(request -> request.tableName("state").key(KEY).updateExpression(expression)
                .expressionAttributeValues(values));
    }

    private Map<String, AttributeValue> item() {
        return dynamo.getItem(request -> request.tableName("state").key(KEY).consistentRead(true)).item();
    }
}
