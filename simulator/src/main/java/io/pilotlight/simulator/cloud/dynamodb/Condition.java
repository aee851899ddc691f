package io.pilotlight.simulator.cloud.dynamodb;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Judges a condition expression: comparisons, {@code attribute_exists}, {@code attribute_not_exists}, NOT, AND, OR and
 * parentheses, of top-level attributes; whatever else is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">
 *     Condition and filter expressions, operators, and functions</a>
 */
final class Condition {

    private final Tokens tokens;
    private final Operands operands;
    private final Map<String, AttributeValue> item;

    private Condition(Tokens tokens, Operands operands, Map<String, AttributeValue> item) {
        this.tokens = tokens;
        this.operands = operands;
        this.item = item;
    }

    static boolean holds(String expression, Operands operands, Map<String, AttributeValue> item) {
        Condition condition = new Condition(new Tokens("ConditionExpression", expression), operands, item);
        boolean holds = condition.or();
        if (!condition.tokens.atEnd()) {
            throw condition.tokens.syntaxError(condition.tokens.peek());
        }
        return holds;
    }

    /** Both sides are always read, so that a fault in the one that does not matter is found too. */
    private boolean or() {
        boolean holds = and();
        while (tokens.takeIf("OR")) {
            holds = and() | holds;
        }
        return holds;
    }

    private boolean and() {
        boolean holds = not();
        while (tokens.takeIf("AND")) {
            holds = not() & holds;
        }
        return holds;
    }

    private boolean not() {
        return tokens.takeIf("NOT") ? !not() : primary();
    }

    private boolean primary() {
        if (tokens.takeIf("(")) {
            boolean holds = or();
            tokens.expect(")");
            return holds;
        }
        if (tokens.takeIf("attribute_not_exists")) {
            return !exists();
        }
        if (tokens.takeIf("attribute_exists")) {
            return exists();
        }
        return comparison();
    }

    private boolean exists() {
        tokens.expect("(");
        boolean exists = item.containsKey(operands.attribute(tokens));
        tokens.expect(")");
        return exists;
    }

    private boolean comparison() {
        AttributeValue left = operands.operand(tokens).in(item);
        String comparator = tokens.take();
        if (comparator.equalsIgnoreCase("BETWEEN") || comparator.equalsIgnoreCase("IN")) {
            throw new UnsupportedOperationException("the comparison " + comparator);
        }
        AttributeValue right = operands.operand(tokens).in(item);
        return switch (comparator) {
            case "=" -> left != null && isEqual(left, right);
            case "<>" -> left == null || !isEqual(left, right);
            case "<", "<=", ">", ">=" -> isOrdered(left, comparator, right);
            default -> throw tokens.syntaxError(comparator);
        };
    }

    private static boolean isEqual(AttributeValue left, AttributeValue right) {
        return right != null && (left.n() != null && right.n() != null
                ? new BigDecimal(left.n()).compareTo(new BigDecimal(right.n())) == 0
                : left.equals(right));
    }

    /** An attribute that is missing, or of another type, is neither less nor greater. */
    private static boolean isOrdered(AttributeValue left, String comparator, AttributeValue right) {
        if (left == null || right == null || left.type() != right.type()) {
            return false;
        }
        int order = switch (left.type()) {
            case N -> new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()));
            case S -> left.s().compareTo(right.s());
            default -> throw DynamoErrors.validation("Invalid ConditionExpression: Incorrect operand type for operator or "
                    + "function; operator or function: %s, operand type: %s".formatted(comparator, left.type()));
        };
        return switch (comparator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
