package io.pilotlight.simulator.cloud.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, taken one after the other. */
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(<>|<=|>=|[(),=<>+.\\[\\]-]|[:#][A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|\\S)");

    private final String kind;
    private final String expression;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    /** @param kind what DynamoDB calls the expression, such as {@code ConditionExpression} */
    Tokens(String kind, String expression) {
        this.kind = kind;
        this.expression = expression;
        Matcher matcher = TOKEN.matcher(expression.strip());
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), matcher.regionEnd());
        }
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    String peek() {
        return atEnd() ? "" : tokens.get(next);
    }

    String take() {
        if (atEnd()) {
            throw syntaxError("<EOF>");
        }
        return tokens.get(next++);
    }

    /** Takes the next word if it is this one; keywords may be in any case. */
    boolean takeIf(String wanted) {
        if (peek().equalsIgnoreCase(wanted)) {
            next++;
            return true;
        }
        return false;
    }

    void expect(String wanted) {
        if (!takeIf(wanted)) {
            throw syntaxError(atEnd() ? "<EOF>" : peek());
        }
    }

    RuntimeException syntaxError(String token) {
        return DynamoErrors.validation("Invalid %s: Syntax error; token: \"%s\", near: \"%s\"".formatted(
                kind, token, expression));
    }
}
