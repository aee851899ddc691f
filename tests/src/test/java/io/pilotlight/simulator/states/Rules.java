package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be read off two rules of a Choice without running them. */
final class Rules {

    private static final String NOT = "$not(";
    private static final Pattern NONE = Pattern.compile("\\$count\\((\\$\\w+)\\) = 0");
    private static final Pattern EQUALS = Pattern.compile("(\\$[\\w.]+) = ('[^']*'|\\d+)");

    private Rules() {}

    /** Tells whether they cannot both hold, by a value of which each asks something else, or leave the state in the same way. */
    static boolean mayStandInEitherOrder(JsonNode one, JsonNode other) {
        return one.path("Next").equals(other.path("Next")) && one.path("Assign").equals(other.path("Assign"))
                || demands(one).stream().anyMatch(first -> demands(other).stream().anyMatch(second -> excludes(first, second)));
    }

    /** What must hold of it, each apart; nothing of one that several things may fulfil. */
    private static List<String> demands(JsonNode rule) {
        String condition = rule.path("Condition").asText();
        return demands(condition.substring(2, condition.length() - 2).strip());
    }

    private static List<String> demands(String condition) {
        if (parts(condition, " or ").size() > 1) {
            return List.of();
        }
        return parts(condition, " and ").stream().flatMap(part -> part.startsWith(NOT) && end(part, NOT.length()) == part.length() - 1
                ? parts(part.substring(NOT.length(), part.length() - 1), " or ").stream().map("$not(%s)"::formatted)
                : Stream.of(part)).toList();
    }

    /** Splits at a word that stands in no parentheses. */
    private static List<String> parts(String condition, String word) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < condition.length(); at++) {
            if (condition.charAt(at) == '(') {
                at = end(condition, at + 1);
            } else if (condition.startsWith(word, at)) {
                parts.add(condition.substring(begin, at));
                begin = at + word.length();
            }
        }
        parts.add(condition.substring(begin));
        return parts;
    }

    /** Where the parenthesis ends that was opened before. */
    private static int end(String condition, int at) {
        int open = 1;
        int end = at;
        while (end < condition.length() && (open += switch (condition.charAt(end)) {
            case '(' -> 1;
            case ')' -> -1;
            default -> 0;
        }) > 0) {
            end++;
        }
        return end;
    }

    private static boolean excludes(String first, String second) {
        Matcher one = EQUALS.matcher(first);
        Matcher other = EQUALS.matcher(second);
        return one.matches() && other.matches() && one.group(1).equals(other.group(1)) && !one.group(2).equals(other.group(2))
                || denies(first, second) || denies(second, first) || isPartOfNone(first, second) || isPartOfNone(second, first);
    }

    private static boolean denies(String first, String second) {
        return first.equals(NOT + second + ")") || first.contains(" != ") && first.replace(" != ", " = ").equals(second);
    }

    /** Of a list in which there is nothing, there is nothing that fits. */
    private static boolean isPartOfNone(String none, String part) {
        Matcher list = NONE.matcher(none);
        return list.matches() && part.startsWith("$count(%s[".formatted(list.group(1))) && part.endsWith("]) > 0");
    }
}
