package io.pilotlight.simulator.cloud.dynamodb;

import io.pilotlight.simulator.cloud.api.ServiceErrors;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The errors of DynamoDB, each with its class, code and wording. */
final class DynamoErrors {

    private DynamoErrors() {}

    static DynamoDbException validation(String message) {
        return ServiceErrors.as(
                DynamoDbException.builder(), DynamoDbException.class, "DynamoDb", "ValidationException", 400, message);
    }

    static DynamoDbException tableNotFound() {
        return ServiceErrors.as(ResourceNotFoundException.builder(), DynamoDbException.class, "DynamoDb",
                "ResourceNotFoundException", 400, "Requested resource not found");
    }

    static DynamoDbException conditionFailed(Map<String, AttributeValue> itemToReturn) {
        return ServiceErrors.as(ConditionalCheckFailedException.builder().item(itemToReturn), DynamoDbException.class,
                "DynamoDb", "ConditionalCheckFailedException", 400, "The conditional request failed");
    }
}
