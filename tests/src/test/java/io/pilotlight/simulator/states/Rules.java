package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be read off two rules of a Choice without running them. */
final class Rules {

    private static final Pattern EQUALS = Pattern.compile("(\\$[\\w.]+) = ('[^']*'|\\d+)");

    private Rules() {}

    /** Tells whether they cannot both hold, by a value that each asks to be another, or leave the state in the same way. */
    static boolean mayStandInEitherOrder(JsonNode one, JsonNode other) {
        return one.path("Next").equals(other.path("Next")) && one.path("Assign").equals(other.path("Assign"))
                || demands(one).stream().anyMatch(first -> demands(other).stream().anyMatch(second -> excludes(first, second)));
    }

    private static List<String> demands(JsonNode rule) {
        String condition = rule.path("Condition").asText();
        return condition.contains(" or ") ? List.of() : List.of(condition.substring(2, condition.length() - 2).strip().split(" and "));
    }

    private static boolean excludes(String first, String second) {
        Matcher one = EQUALS.matcher(first);
        Matcher other = EQUALS.matcher(second);
        return one.matches() && other.matches() && one.group(1).equals(other.group(1)) && !one.group(2).equals(other.group(2))
                || first.equals("$not(%s)".formatted(second)) || second.equals("$not(%s)".formatted(first));
    }
}
