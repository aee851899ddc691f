package io.pilotlight.simulator.cloud.dynamodb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update expression of the form {@code SET a = :b, c = d}; whatever else is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">
 *     Update expressions</a>
 */
final class Update {

    private final Map<String, Operands.Operand> assignments = new LinkedHashMap<>();

    private Update() {}

    /** Reads the expression, and refuses to assign to the key or twice to one attribute. */
    static Update parse(String expression, Operands operands, Set<String> keyAttributes) {
        Tokens tokens = new Tokens("UpdateExpression", expression);
        if (!tokens.takeIf("SET")) {
            throw refuse(tokens);
        }
        Update update = new Update();
        do {
            String attribute = operands.attribute(tokens);
            tokens.expect("=");
            update.assign(attribute, operands.operand(tokens), keyAttributes);
        } while (tokens.takeIf(","));
        if (!tokens.atEnd()) {
            throw refuse(tokens);
        }
        return update;
    }

    /** Returns the item as it is after the update; every right side is read from the item as it was before. */
    Map<String, AttributeValue> apply(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> updated = new HashMap<>(item);
        assignments.forEach((attribute, operand) -> {
            AttributeValue value = operand.in(item);
            if (value == null) {
                throw DynamoErrors.validation(
                        "The provided expression refers to an attribute that does not exist in the item");
            }
            updated.put(attribute, value);
        });
        return updated;
    }

    private void assign(String attribute, Operands.Operand operand, Set<String> keyAttributes) {
        if (keyAttributes.contains(attribute)) {
            throw DynamoErrors.validation("One or more parameter values were invalid: Cannot update attribute %s. This "
                    .formatted(attribute) + "attribute is part of the key");
        }
        if (assignments.put(attribute, operand) != null) {
            throw DynamoErrors.validation("Invalid UpdateExpression: Two document paths overlap with each other; must remove "
                    + "or rewrite one of these paths; path one: [%1$s], path two: [%1$s]".formatted(attribute));
        }
    }

    private static RuntimeException refuse(Tokens tokens) {
        return switch (tokens.peek().toUpperCase(Locale.ROOT)) {
            case "REMOVE", "ADD", "DELETE", "+", "-", "SET" ->
                    new UnsupportedOperationException("an update expression with " + tokens.peek());
            default -> tokens.syntaxError(tokens.atEnd() ? "<EOF>" : tokens.peek());
        };
    }
}
