package io.pilotlight.simulator.cloud.dynamodb;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the placeholders of one request's expressions stand for; each must be defined, and used. */
final class Operands {

    /** One side of a comparison or an assignment. */
    @FunctionalInterface
    interface Operand {

        /** Returns its value in an item, {@code null} where the item has no such attribute. */
        AttributeValue in(Map<String, AttributeValue> item);
    }

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> used = new HashSet<>();

    Operands(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
    }

    /** Reads the name of a top-level attribute, written out or as {@code #placeholder}. */
    String attribute(Tokens tokens) {
        String token = tokens.take();
        if (tokens.peek().equals(".") || tokens.peek().equals("[")) {
            throw new UnsupportedOperationException("a document path that begins with " + token);
        }
        if (token.startsWith("#")) {
            used.add(token);
            if (!names.containsKey(token)) {
                throw DynamoErrors.validation("An expression attribute name used in the document path is not defined; "
                        + "attribute name: " + token);
            }
            return names.get(token);
        }
        if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            throw tokens.syntaxError(token);
        }
        if (tokens.peek().equals("(")) {
            throw new UnsupportedOperationException("the function " + token);
        }
        if (ReservedWords.contain(token)) {
            throw DynamoErrors.validation("Attribute name is a reserved keyword; reserved keyword: " + token);
        }
        return token;
    }

    /** Reads a {@code :value} or the name of an attribute. */
    Operand operand(Tokens tokens) {
        if (!tokens.peek().startsWith(":")) {
            String attribute = attribute(tokens);
            return item -> item.get(attribute);
        }
        String token = tokens.take();
        used.add(token);
        if (!values.containsKey(token)) {
            throw DynamoErrors.validation(
                    "An expression attribute value used in expression is not defined; attribute value: " + token);
        }
        return _ -> values.get(token);
    }

    void requireAllUsed() {
        requireUsed("ExpressionAttributeNames", names.keySet());
        requireUsed("ExpressionAttributeValues", values.keySet());
    }

    private void requireUsed(String parameter, Set<String> placeholders) {
        Set<String> unused = new TreeSet<>(placeholders);
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw DynamoErrors.validation("Value provided in %s unused in expressions: keys: {%s}".formatted(
                    parameter, String.join(", ", unused)));
        }
    }
}
