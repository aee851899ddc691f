package io.pilotlight.simulator.cloud.dynamodb;

import io.pilotlight.simulator.cloud.api.ServiceErrors;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The errors of DynamoDB, each with its class, code and wording. */
final class DynamoErrors {

    private DynamoErrors() {}

    static AwsServiceException validation(String message) {
        return ServiceErrors.error(DynamoDbClient.class, "ValidationException", message);
    }

    static AwsServiceException tableNotFound() {
        return ServiceErrors.error(DynamoDbClient.class, "ResourceNotFoundException", "Requested resource not found");
    }

    static AwsServiceException conditionFailed(Map<String, AttributeValue> itemToReturn) {
        return ServiceErrors.error(
                ConditionalCheckFailedException.builder().item(itemToReturn),
                DynamoDbClient.class,
                "ConditionalCheckFailedException",
                "The conditional request failed");
    }
}
