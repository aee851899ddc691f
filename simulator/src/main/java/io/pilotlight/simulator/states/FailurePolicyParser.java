package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a state's Retry and Catch.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling errors in
 *     Step Functions workflows</a>
 */
final class FailurePolicyParser {

    private static final int LONGEST_SECONDS = 31_622_400;
    private static final int DEFAULT_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 99_999_999;

    private FailurePolicyParser() {}

    static FailurePolicy parse(String state, Fields fields) {
        List<FailurePolicy.Retrier> retriers = new ArrayList<>();
        List<JsonNode> retry = fields.list("Retry");
        for (JsonNode json : retry) {
            Fields retrier = new Fields("state '%s', Retry %d".formatted(state, retriers.size()), json);
            retriers.add(retrier(retrier, retriers.size() == retry.size() - 1));
            retrier.refuseOthers();
        }
        List<FailurePolicy.Catcher> catchers = new ArrayList<>();
        List<JsonNode> caught = fields.list("Catch");
        for (JsonNode json : caught) {
            Fields catcher = new Fields("state '%s', Catch %d".formatted(state, catchers.size()), json);
            catcher.findText("Comment");
            ErrorNames errors = errors(catcher, catchers.size() == caught.size() - 1);
            catchers.add(new FailurePolicy.Catcher(errors, StateParser.caughtOrChosen(state, catcher)));
            catcher.refuseOthers();
        }
        return new FailurePolicy(List.copyOf(retriers), List.copyOf(catchers));
    }

    private static FailurePolicy.Retrier retrier(Fields fields, boolean last) {
        fields.findText("Comment");
        String jitter = fields.findText("JitterStrategy").orElse("NONE");
        if (!List.of("FULL", "NONE").contains(jitter)) {
            throw fields.wrong("JitterStrategy", "is '%s'; accepted are FULL and NONE".formatted(jitter));
        }
        return new FailurePolicy.Retrier(
                errors(fields, last),
                fields.number("IntervalSeconds", 1, LONGEST_SECONDS, 1),
                (int) fields.number("MaxAttempts", 0, MOST_ATTEMPTS, DEFAULT_ATTEMPTS),
                fields.number("BackoffRate", 1, Double.MAX_VALUE, 2),
                fields.number("MaxDelaySeconds", 1, LONGEST_SECONDS, LONGEST_SECONDS),
                jitter.equals("FULL"));
    }

    private static ErrorNames errors(Fields fields, boolean last) {
        fields.get("ErrorEquals");
        List<String> names = fields.list("ErrorEquals").stream().map(name -> {
            if (!name.isTextual()) {
                throw fields.wrong("ErrorEquals", "holds something that is no text");
            }
            return name.textValue();
        }).toList();
        if (names.contains(ErrorNames.ALL) && (names.size() > 1 || !last)) {
            throw fields.wrong("ErrorEquals", "names States.ALL, which must stand alone, and last");
        }
        return new ErrorNames(names);
    }
}
